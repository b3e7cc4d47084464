import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModel } from 'ai';
import { dollarsPerMillion, FREE, findModel, knownModelNames, SANDBOX_PRICE } from './catalog';
import type { CatalogModel, ModelPrice, ModelSettings, ResolvedModel } from './contract';
import { ModelError } from './errors';
import { openaiModel } from './openai';
import { sandboxModel } from './sandbox';

/** What a model needs from outside. */
export interface ResolveOptions {
  /** The egress guard's fetch. The global one when absent, for tests only. */
  fetch?: typeof globalThis.fetch;
}

const HOSTS = {
  anthropic: 'https://api.anthropic.com/v1',
  openai: 'https://api.openai.com/v1',
  ollama: 'http://127.0.0.1:11434/v1',
  lmstudio: 'http://127.0.0.1:1234/v1',
} as const;

/** A base URL as the SDK wants it: no slash at the end, and `/v1` when no path was given. */
function baseUrl(setting: keyof ModelSettings, settings: ModelSettings, fallback = ''): string {
  const text = settings[setting]?.trim() || fallback;
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new ModelError(
      'MODEL_NOT_CONFIGURED',
      `${setting} must be an http or https address, such as https://models.example.com/v1.`,
    );
  }
  return url.pathname === '/' ? `${url.origin}/v1` : text.replace(/\/+$/, '');
}

/** Where a custom provider's models are asked for, `/v1` included. */
export function customBaseUrl(
  provider: 'openai-compatible' | 'ollama' | 'lmstudio',
  settings: ModelSettings,
): string {
  if (provider === 'ollama') return baseUrl('OLLAMA_BASE_URL', settings, HOSTS.ollama);
  if (provider === 'lmstudio') return baseUrl('LMSTUDIO_BASE_URL', settings, HOSTS.lmstudio);
  return baseUrl('OPENAI_COMPATIBLE_BASE_URL', settings);
}

/**
 * The price of OpenAI-compatible models from OPENAI_COMPATIBLE_PRICE, free when unset.
 * Throws MODEL_NOT_CONFIGURED when it is set and unreadable, rather than giving work away.
 */
export function customPrice(settings: ModelSettings): ModelPrice {
  const text = settings.OPENAI_COMPATIBLE_PRICE?.trim();
  if (!text) return FREE;
  const match = /^(\d+(?:\.\d+)?)\/(\d+(?:\.\d+)?)$/.exec(text);
  if (!match) {
    throw new ModelError(
      'MODEL_NOT_CONFIGURED',
      'OPENAI_COMPATIBLE_PRICE must be two numbers, dollars per million input/output tokens, ' +
        'such as 0.5/1.5.',
    );
  }
  return dollarsPerMillion(Number(match[1]), Number(match[2]));
}

/** The setting that keeps this model from being called, or undefined when nothing is missing. */
export function missingSetting(model: CatalogModel, settings: ModelSettings): string | undefined {
  const lacks = (name: keyof ModelSettings) => (settings[name]?.trim() ? undefined : name);
  switch (model.provider) {
    case 'anthropic':
      return lacks('ANTHROPIC_API_KEY');
    case 'openai':
      return lacks('OPENAI_API_KEY');
    case 'openai-compatible':
      return lacks('OPENAI_COMPATIBLE_BASE_URL');
    case 'ollama':
    case 'lmstudio':
      // Local discovery is a convenience of development; a server names its endpoint.
      return settings.mode === 'production' ? 'OPENAI_COMPATIBLE_BASE_URL' : undefined;
    default:
      return undefined;
  }
}

function connect(
  model: CatalogModel,
  settings: ModelSettings,
  fetch: ResolveOptions['fetch'],
): LanguageModel {
  const withFetch = fetch ? { fetch } : {};
  // baseURL is always given: without it the SDK would read process.env behind our back.
  switch (model.provider) {
    case 'anthropic':
      return createAnthropic({
        apiKey: settings.ANTHROPIC_API_KEY?.trim() ?? '',
        baseURL: baseUrl('ANTHROPIC_BASE_URL', settings, HOSTS.anthropic),
        ...withFetch,
      })(model.providerModel);
    case 'openai': {
      const baseURL = baseUrl('OPENAI_BASE_URL', settings, HOSTS.openai);
      const provider = createOpenAI({
        apiKey: settings.OPENAI_API_KEY?.trim() ?? '',
        baseURL,
        ...withFetch,
      });
      return openaiModel(provider, model.providerModel, baseURL, baseURL === HOSTS.openai);
    }
    case 'sandbox':
      return sandboxModel();
    default: {
      const compatible = model.provider === 'openai-compatible';
      const apiKey = compatible ? settings.OPENAI_COMPATIBLE_API_KEY?.trim() : undefined;
      return createOpenAICompatible({
        name: model.provider,
        baseURL: customBaseUrl(model.provider, settings),
        includeUsage: true,
        supportsStructuredOutputs: true,
        ...(apiKey ? { apiKey } : {}),
        ...withFetch,
      })(model.providerModel);
    }
  }
}

/**
 * The model that will answer for `name`. Outside production a known model that lacks its setting
 * is stood in for by the sandbox, with a `warning`; in production that is MODEL_NOT_CONFIGURED.
 * A name that nobody knows is MODEL_UNKNOWN.
 */
export function resolveModel(
  name: string,
  settings: ModelSettings,
  options: ResolveOptions = {},
): ResolvedModel {
  const found = findModel(name, customPrice(settings));
  if (!found) {
    throw new ModelError(
      'MODEL_UNKNOWN',
      `There is no model named "${name.slice(0, 100)}". Choose one of: ` +
        `${knownModelNames().join(', ')}.`,
    );
  }
  const local = found.provider === 'ollama' || found.provider === 'lmstudio';
  const model = local ? { ...found, price: FREE } : found;
  const missing = missingSetting(model, settings);
  const shared = {
    requested: name,
    contextWindow: model.contextWindow,
    maxOutputTokens: model.maxOutputTokens,
    capabilities: model.capabilities,
    temperature: model.temperature,
  };
  if (!missing) {
    return {
      ...shared,
      used: model.name,
      provider: model.provider,
      model: connect(model, settings, options.fetch),
      price: model.price,
    };
  }
  if (settings.mode === 'production') {
    const hint = local
      ? `${name} is found by itself in development only. Set ${missing} to its address and use ` +
        `openai-compatible:${model.providerModel} instead.`
      : `${name} cannot be used because ${missing} is not set. Set it and restart, or choose ` +
        'another model.';
    throw new ModelError('MODEL_NOT_CONFIGURED', hint);
  }
  return {
    ...shared,
    used: 'sandbox',
    provider: 'sandbox',
    model: sandboxModel(),
    price: SANDBOX_PRICE,
    warning:
      `${name} has no ${missing}, so the sandbox model answered with canned replies. ` +
      `Set ${missing} to use ${model.label}.`,
  };
}
