import type { ModelSettings } from '@/lib/agents/models/contract';
import { env } from '@/lib/core/env';

/** The providers' settings of this process. */
export function modelSettings(): ModelSettings {
  const e = env();
  return {
    mode: e.mode,
    ANTHROPIC_API_KEY: e.ANTHROPIC_API_KEY,
    ANTHROPIC_BASE_URL: e.ANTHROPIC_BASE_URL,
    OPENAI_API_KEY: e.OPENAI_API_KEY,
    OPENAI_BASE_URL: e.OPENAI_BASE_URL,
    OPENAI_COMPATIBLE_BASE_URL: e.OPENAI_COMPATIBLE_BASE_URL,
    OPENAI_COMPATIBLE_API_KEY: e.OPENAI_COMPATIBLE_API_KEY,
    OPENAI_COMPATIBLE_PRICE: process.env.OPENAI_COMPATIBLE_PRICE,
    OLLAMA_BASE_URL: process.env.OLLAMA_BASE_URL,
    LMSTUDIO_BASE_URL: process.env.LMSTUDIO_BASE_URL,
  };
}
