import {
  AISDKError,
  APICallError,
  LoadAPIKeyError,
  StreamProviderError,
  ToolChoiceViolationError,
} from 'ai';
import { EgressError } from '@/lib/core/egress/error';
import type { ProviderId } from './contract';
import { ModelError, type ModelErrorCode } from './errors';

const NAMES: Record<ProviderId, { label: string; key: string }> = {
  anthropic: { label: 'Anthropic', key: 'ANTHROPIC_API_KEY' },
  openai: { label: 'OpenAI', key: 'OPENAI_API_KEY' },
  'openai-compatible': { label: 'The OpenAI-compatible server', key: 'OPENAI_COMPATIBLE_API_KEY' },
  ollama: { label: 'Ollama', key: 'OLLAMA_BASE_URL' },
  lmstudio: { label: 'LM Studio', key: 'LMSTUDIO_BASE_URL' },
  sandbox: { label: 'The sandbox model', key: '' },
};

const TOO_LONG =
  /context.{0,3}(length|window)|prompt is too long|input is too long|too many (input )?tokens|maximum context|reduce the length/i;
const NO_QUOTA = /insufficient_quota|billing_error|credit balance|exceeded your current quota/i;
const NETWORK = /^(E(CONN|TIMEDOUT|PIPE|NOTFOUND|AI_AGAIN|HOST|NET)|UND_ERR_)/;

/** What went wrong underneath: every error from the outermost to its last cause. */
function chain(error: unknown): unknown[] {
  const all: unknown[] = [];
  for (let at = error; at !== undefined && at !== null && all.length < 8; ) {
    all.push(at);
    at = typeof at === 'object' && 'cause' in at ? at.cause : undefined;
  }
  return all;
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

/** A provider's own words, short and without anything that looks like a secret or an address. */
export function harmless(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/\b(?:https?|wss?):\/\/\S+/gi, '[address]')
    .replace(/\b(bearer|basic)\s+\S+/gi, '$1 [hidden]')
    .replace(/\b[a-z]{1,8}[-_][\w*.-]{8,}\w/gi, (word) => (/\d|\*/.test(word) ? '[hidden]' : word))
    .replace(/[\w+/=*-]{28,}/g, '[hidden]')
    .trim()
    .slice(0, 200);
}

/**
 * Milliseconds to wait as a provider's headers ask: `retry-after-ms`, or `retry-after` in seconds
 * or as an HTTP date, read against `now`. Undefined when they ask for nothing understandable.
 */
export function retryAfter(
  headers: Record<string, string> | undefined,
  now: number,
): number | undefined {
  const exact = Number(headers?.['retry-after-ms'] ?? Number.NaN);
  if (Number.isFinite(exact) && exact >= 0) return exact;
  const value = headers?.['retry-after']?.trim();
  if (!value) return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

interface Failure {
  status?: number;
  /** The provider's sentence, if it sent one in its own format; else nothing fit to show. */
  words: string;
  headers?: Record<string, string>;
  text: string;
}

function failureOf(errors: unknown[]): Failure | undefined {
  for (const error of errors) {
    if (APICallError.isInstance(error)) {
      const { statusCode, responseHeaders, responseBody } = error;
      return {
        text: `${error.message} ${responseBody ?? ''}`,
        words: error.data ? error.message : '',
        ...(statusCode === undefined ? {} : { status: statusCode }),
        ...(responseHeaders ? { headers: responseHeaders } : {}),
      };
    }
    if (StreamProviderError.isInstance(error)) {
      const text = `${error.message} ${error.type ?? ''} ${error.code ?? ''}`;
      const words = error.message;
      return { text, words, ...(error.statusCode ? { status: error.statusCode } : {}) };
    }
  }
  return undefined;
}

/** Turns whatever the SDK, fetch or a stream threw into one plain ModelError. */
export function modelError(
  error: unknown,
  about: { provider: ProviderId; model: string; now: number },
): ModelError {
  if (error instanceof ModelError) return error;
  const { label, key } = NAMES[about.provider];
  const errors = chain(error);
  const failure = failureOf(errors);
  const status = failure?.status;
  const wait = failure && retryAfter(failure.headers, about.now);
  const make = (code: ModelErrorCode, message: string, retryable = false) =>
    new ModelError(code, message, {
      retryable,
      ...(status === undefined ? {} : { status }),
      ...(wait === undefined ? {} : { retryAfterMs: wait }),
    });

  if (errors.some((e) => LoadAPIKeyError.isInstance(e))) {
    return make(
      'MODEL_NOT_CONFIGURED',
      `${about.model} needs ${key}. Set it where the server runs.`,
    );
  }
  const egress = errors.find((e) => e instanceof EgressError);
  if (egress?.code === 'EGRESS_TIMEOUT') {
    return make(
      'MODEL_TIMEOUT',
      `${label} did not answer in time. Try again in a few minutes, or choose another model.`,
      true,
    );
  }
  // The guard's own refusals must not look like an outage of the provider.
  if (egress && !egress.transient && egress.code !== 'EGRESS_TOO_LARGE') {
    return make(
      'MODEL_NOT_CONFIGURED',
      `${about.model} cannot be called: ${egress.message} Correct its base URL, or add its host ` +
        'to EGRESS_ALLOW.',
    );
  }
  if (errors.some((e) => ToolChoiceViolationError.isInstance(e))) {
    return make(
      'MODEL_BAD_STREAM',
      `${label} did not call tools as it was told to. Try again.`,
      true,
    );
  }
  if (failure && status !== undefined && status >= 300)
    return byStatus(failure, status, about, make);
  if (egress?.transient || errors.some((e) => NETWORK.test(codeOf(e)))) {
    return make(
      'MODEL_UNAVAILABLE',
      `${label} could not be reached or broke off the connection. Try again in a moment.`,
      true,
    );
  }
  if (failure && status === undefined && !StreamProviderError.isInstance(error)) {
    return make('MODEL_UNAVAILABLE', `${label} could not be reached. Try again in a moment.`, true);
  }
  const fromSdk = errors.some(
    (e) => AISDKError.isInstance(e) && /Prompt|Argument|Unsupported/.test(e.name),
  );
  if (fromSdk) {
    return make('MODEL_BAD_REQUEST', `${about.model} cannot take this conversation as it is.`);
  }
  return make(
    'MODEL_BAD_STREAM',
    `${label} sent an answer that could not be read. Try again, or choose another model.`,
    true,
  );
}

function byStatus(
  failure: Failure,
  status: number,
  about: { provider: ProviderId; model: string },
  make: (code: ModelErrorCode, message: string, retryable?: boolean) => ModelError,
): ModelError {
  const { label, key } = NAMES[about.provider];
  if (NO_QUOTA.test(failure.text) && status < 500) {
    return make(
      'MODEL_RATE_LIMITED',
      `The ${label} account has no quota left. Add credit there, or choose another model.`,
    );
  }
  if (status === 401) {
    return make(
      'MODEL_REFUSED_KEY',
      `${label} refused the API key. Check ${key} where the server runs.`,
    );
  }
  if (status === 403) {
    return make(
      'MODEL_REFUSED_KEY',
      `${label} does not let this API key use ${about.model}. Check ${key}, or choose another model.`,
    );
  }
  if (status === 404) {
    return make(
      'MODEL_BAD_REQUEST',
      `${label} does not know the model ${about.model}. Choose another model for this agent.`,
    );
  }
  if (status === 429) {
    return make(
      'MODEL_RATE_LIMITED',
      `${label} is limiting our requests. Try again in a minute.`,
      true,
    );
  }
  if (status === 408 || status === 409 || status === 425 || status >= 500) {
    return make(
      'MODEL_UNAVAILABLE',
      `${label} is overloaded or out of order (HTTP ${status}). Try again in a few minutes, or choose another model.`,
      true,
    );
  }
  if (status === 413 || TOO_LONG.test(failure.text)) {
    return make(
      'MODEL_CONTEXT_TOO_LONG',
      `This conversation is too long for ${about.model}. Start a new one, shorten the input, or choose a model with a larger context.`,
    );
  }
  const words = harmless(failure.words);
  return make(
    'MODEL_BAD_REQUEST',
    `${label} refused the request (HTTP ${status})${words ? `: ${words}` : ''}. Check the agent's settings.`,
  );
}
