import type { LanguageModel, ModelMessage } from 'ai';

/** What the platform may ask for by name. Browser-safe: types only. */
export type ProviderId =
  | 'anthropic'
  | 'openai'
  | 'openai-compatible'
  | 'ollama'
  | 'lmstudio'
  | 'sandbox';

/**
 * What a call costs, in micro-credits (1 credit = 0.01 USD = 1,000,000 micro-credits), so
 * $3 per million tokens is 300 per token. Always integers; `perCall` is added once a call.
 */
export interface ModelPrice {
  inputPerToken: number;
  cachedInputPerToken: number;
  outputPerToken: number;
  perCall: number;
  /** These prices apply to the whole call when its input is longer than `above` tokens. */
  longInput?: {
    above: number;
    inputPerToken: number;
    cachedInputPerToken: number;
    outputPerToken: number;
  };
}

export interface ModelCapabilities {
  tools: boolean;
  streaming: boolean;
  json: boolean;
}

export interface CatalogModel {
  /** The platform's name, stored on agents. */
  name: string;
  /** The id that the provider knows. */
  providerModel: string;
  provider: ProviderId;
  label: string;
  aliases: readonly string[];
  /** Tokens. */
  contextWindow: number;
  /** Tokens. */
  maxOutputTokens: number;
  price: ModelPrice;
  capabilities: ModelCapabilities;
  /** Reasoning models refuse `temperature`; it is then left out of the request. */
  temperature: boolean;
}

/**
 * Settings by the names of their environment variables, so that `env()` or an organization's
 * own keys can be passed in alike. Empty means unset. Nothing is read from `process.env`.
 */
export interface ModelSettings {
  /** `production` forbids the sandbox as a stand-in, and local discovery. */
  mode: 'development' | 'production';
  ANTHROPIC_API_KEY?: string | undefined;
  ANTHROPIC_BASE_URL?: string | undefined;
  OPENAI_API_KEY?: string | undefined;
  OPENAI_BASE_URL?: string | undefined;
  OPENAI_COMPATIBLE_BASE_URL?: string | undefined;
  OPENAI_COMPATIBLE_API_KEY?: string | undefined;
  /** US dollars per million tokens, `input/output`, e.g. `0.5/1.5`. Unset: free. */
  OPENAI_COMPATIBLE_PRICE?: string | undefined;
  /** Defaults to http://127.0.0.1:11434/v1; used outside production only. */
  OLLAMA_BASE_URL?: string | undefined;
  /** Defaults to http://127.0.0.1:1234/v1; used outside production only. */
  LMSTUDIO_BASE_URL?: string | undefined;
}

export interface ResolvedModel {
  /** The name that was asked for. */
  requested: string;
  /** The name of the model that answers: `sandbox` when it stands in. */
  used: string;
  provider: ProviderId;
  model: LanguageModel;
  price: ModelPrice;
  contextWindow: number;
  maxOutputTokens: number;
  capabilities: ModelCapabilities;
  temperature: boolean;
  /** A plain sentence for the user when `used` is not what was requested. */
  warning?: string;
}

/** A tool as the model sees it. It is never executed in here. */
export interface ToolDefinition {
  name: string;
  description?: string;
  /** JSON Schema of an object. */
  inputSchema: Record<string, unknown>;
}

export interface ToolCall {
  id: string;
  name: string;
  /** Parsed arguments; the raw text when they were not JSON. */
  input: unknown;
  /** Why the call must not run: tell the model this sentence as the tool's result. */
  invalid?: string;
}

/** Token counts as the provider billed them; `inputTokens` includes `cachedInputTokens`. */
export interface ModelUsage {
  inputTokens: number;
  outputTokens: number;
  cachedInputTokens: number;
  totalTokens: number;
}

/** `restart`: forget what was shown of this call, it begins anew after `reason`. */
export type ModelDelta =
  | { type: 'text'; text: string }
  | { type: 'reasoning'; text: string }
  | { type: 'tool-input-start'; id: string; name: string }
  | { type: 'tool-input'; id: string; delta: string }
  | { type: 'tool-call'; call: ToolCall }
  | { type: 'restart'; attempt: number; reason: string };

export type ModelFinishReason = 'stop' | 'length' | 'content-filter' | 'tool-calls' | 'other';

export type ToolChoice = 'auto' | 'none' | 'required' | { type: 'tool'; toolName: string };

/** Clock, randomness and waiting, replaced in tests. */
export interface CallClock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** 0 ≤ x < 1, for jitter. */
  random(): number;
  /** Resolves after `ms`; rejects as soon as `signal` aborts. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

export interface ModelCall {
  model: ResolvedModel;
  system?: string;
  messages: ModelMessage[];
  tools?: readonly ToolDefinition[];
  toolChoice?: ToolChoice;
  maxOutputTokens?: number;
  temperature?: number;
  /** JSON Schema that the answer's text must be an instance of. */
  outputSchema?: Record<string, unknown>;
  signal?: AbortSignal;
  /** Milliseconds without a sign of life before an attempt is given up. 120,000 by default. */
  timeoutMs?: number;
  /** Milliseconds for one whole attempt. 600,000 by default. */
  totalTimeoutMs?: number;
  /** 3 by default. */
  maxAttempts?: number;
  /** Awaited, so a slow reader slows the stream. An error thrown here ends the call. */
  onDelta?: (delta: ModelDelta) => void | Promise<void>;
  clock?: CallClock;
}

export interface ModelResult {
  text: string;
  toolCalls: ToolCall[];
  /** Append to `messages` for the next step; survives JSON.stringify. */
  responseMessages: ModelMessage[];
  finishReason: ModelFinishReason;
  usage: ModelUsage;
  /** With `outputSchema`: the parsed answer, or why it is not an instance. */
  output?: { value: unknown } | { invalid: string };
  attempts: number;
  durationMs: number;
}
