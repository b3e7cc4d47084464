import { ConnectorError, failure } from '@/lib/connectors/error';
import type { Fields } from '@/lib/connectors/sealed';
import { sha256 } from '@/lib/core/crypto';
import { createEgressFetch } from '@/lib/core/egress/egress';
import { EgressError } from '@/lib/core/egress/error';
import type { Json, JsonObject } from '@/lib/engine/json';

/** One call of one action, with all that a vendor needs. */
export interface Call {
  /** Of the credential; null without one. */
  provider: string | null;
  fields: Fields;
  config: JsonObject;
  /** Already checked against the action's schema. */
  input: JsonObject;
  /** The same for every attempt at the same thing. */
  idempotencyKey: string;
  /** Fires at the deadline, or when the caller gives up. */
  signal: AbortSignal;
  timeoutMs: number;
  allowedHosts: readonly string[] | undefined;
}

export interface Vendor {
  actions: Record<string, (call: Call) => Promise<Json>>;
  /** Signs in and changes nothing; answers what it found. Throws a ConnectorError. */
  test(call: Call): Promise<{ message: string; details: Record<string, unknown> }>;
}

/** Bytes read of one answer of a vendor. */
const MAX_ANSWER = 1024 * 1024;

/** What the last request of a call came to, for errors that an SDK has reworded. */
export interface Last {
  status: number | null;
  retryAfterMs: number | null;
  failure: EgressError | null;
}

/** The way out for a vendor's SDK: guarded, bound to hosts, ended by the call's signal. */
export function guardedFetch(call: Call): { send: typeof globalThis.fetch; last: Last } {
  const last: Last = { status: null, retryAfterMs: null, failure: null };
  const outwards = createEgressFetch({
    allowedHosts: call.allowedHosts,
    totalTimeoutMs: call.timeoutMs,
    headersTimeoutMs: call.timeoutMs,
    maxResponseBytes: MAX_ANSWER,
    redirect: 'refuse',
  });
  return {
    last,
    send: async (input, init) => {
      const signal = AbortSignal.any(
        [call.signal, init?.signal].filter((it): it is AbortSignal => Boolean(it)),
      );
      try {
        const response = await outwards(input, { ...init, redirect: 'error', signal });
        last.status = response.status;
        last.retryAfterMs = retryAfter(response.headers);
        return response;
      } catch (error) {
        last.failure = egressCause(error);
        throw error;
      }
    },
  };
}

export function egressCause(error: unknown): EgressError | null {
  for (let at = error, i = 0; at && i < 5; i++) {
    if (at instanceof EgressError) return at;
    at = (at as { cause?: unknown }).cause;
  }
  return null;
}

/** `Retry-After` (seconds, with a fraction at Discord, or a date) in milliseconds; null without. */
export function retryAfter(headers: Headers, now = Date.now()): number | null {
  const text = headers.get('retry-after')?.trim();
  if (!text) return null;
  const seconds = /^\d{1,9}(\.\d+)?$/.test(text) ? Number(text) : null;
  const ms = seconds === null ? Date.parse(text) - now : seconds * 1000;
  return Number.isFinite(ms) && ms >= 0 ? Math.ceil(ms) : null;
}

const CODES: Record<EgressError['code'], string> = {
  EGRESS_BLOCKED: 'BLOCKED',
  EGRESS_TIMEOUT: 'TIMEOUT',
  EGRESS_DNS: 'NETWORK',
  EGRESS_CONNECT: 'NETWORK',
  EGRESS_PROTOCOL: 'NETWORK',
  EGRESS_TOO_LARGE: 'ANSWER_TOO_LARGE',
  EGRESS_REDIRECT: 'REDIRECT_REFUSED',
  EGRESS_ABORTED: 'ABORTED',
};

export const fromEgress = (error: EgressError): ConnectorError =>
  failure(CODES[error.code], error.message, {
    retryable: error.transient || error.code === 'EGRESS_ABORTED',
    ...(error.status !== undefined && { status: error.status }),
  });

export const RETRIED = (status: number): boolean =>
  status === 408 || status === 425 || status === 429 || status >= 500;

/** What every vendor's failure may be: our own error, the way out, a rate limit, a server's fault. */
export function commonFailure(error: unknown, last: Last, vendor: string): ConnectorError | null {
  if (error instanceof ConnectorError) return error;
  const way = egressCause(error) ?? last.failure;
  if (way) return fromEgress(way);
  const { status, retryAfterMs } = last;
  if (status === 429) {
    const wait = retryAfterMs === null ? '' : ` Try again in ${Math.ceil(retryAfterMs / 1000)} s.`;
    return failure('RATE_LIMITED', `${vendor} allows no more calls for now.${wait}`, {
      status,
      retryable: true,
      ...(retryAfterMs !== null && { retryAfterMs }),
    });
  }
  if (status !== null && status >= 500)
    return failure('UNAVAILABLE', `${vendor} answered ${status}.`, {
      status,
      retryable: true,
      ...(retryAfterMs !== null && { retryAfterMs }),
    });
  return null;
}

/** A key that fits everywhere: printable ASCII, at most 255 characters. */
export const sendableKey = (key: string): string =>
  /^[\x21-\x7e]{1,255}$/.test(key) ? key : sha256(key);

/** A UUID that is always the same for the same key. */
export function keyAsUuid(key: string): string {
  const hex = sha256(key);
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** A field that the input or the connector's config must have. */
export function needed(call: Call, name: string, config: string): string {
  const value = call.input[name] ?? call.config[config];
  if (typeof value === 'string' && value !== '') return value;
  throw failure(
    'INVALID_INPUT',
    `The input is not right: ${name} is required, or a ${config} in the connector’s config.`,
    {
      details: { [name]: 'is required' },
    },
  );
}
