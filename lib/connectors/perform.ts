import { type Call, egressCause, fromEgress, type Vendor } from '@/lib/connectors/call';
import type { ConnectorType } from '@/lib/connectors/catalog';
import { ConnectorError, failure } from '@/lib/connectors/error';
import { redactor } from '@/lib/connectors/redact';
import { discord } from '@/lib/connectors/vendors/discord';
import { http } from '@/lib/connectors/vendors/http';
import { mcp } from '@/lib/connectors/vendors/mcp';
import { slack } from '@/lib/connectors/vendors/slack';
import { smtp } from '@/lib/connectors/vendors/smtp';
import { stripe } from '@/lib/connectors/vendors/stripe';
import type { Ctx } from '@/lib/core/context';
import type { Json } from '@/lib/engine/json';

export const VENDORS: Record<ConnectorType, Vendor> = {
  slack,
  smtp,
  stripe,
  discord,
  http,
  mcp,
};

export interface Limits {
  /** The caller's; it may give up at any time. */
  signal?: AbortSignal | undefined;
  /** For everything together. */
  timeoutMs: number;
  /** What must not be in what comes out. */
  secrets: readonly string[];
}

/**
 * Runs one call to the outside: ends it at its time whatever an SDK does, turns every failure into a
 * ConnectorError and takes secrets out of what comes back.
 */
export async function perform<T extends Json>(
  ctx: Ctx,
  { signal, timeoutMs, secrets }: Limits,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const redact = redactor(secrets);
  const late = AbortSignal.timeout(timeoutMs);
  const either = signal ? AbortSignal.any([signal, late]) : late;
  let onAbort = () => {};
  const ended = new Promise<never>((_, reject) => {
    onAbort = () => reject(either.reason);
    if (either.aborted) onAbort();
    else either.addEventListener('abort', onAbort, { once: true });
  });
  ended.catch(() => {});
  try {
    if (either.aborted) throw either.reason;
    const doing = work(either);
    doing.catch(() => {});
    return redact(await Promise.race([doing, ended]));
  } catch (error) {
    throw redacted(redact, asConnectorError(ctx, error, signal, late, timeoutMs));
  } finally {
    either.removeEventListener('abort', onAbort);
  }
}

function asConnectorError(
  ctx: Ctx,
  error: unknown,
  caller: AbortSignal | undefined,
  late: AbortSignal,
  timeoutMs: number,
): ConnectorError {
  // Whatever the SDK made of it: these two are the cause.
  if (caller?.aborted)
    return failure('ABORTED', 'The call was stopped before its answer came.', { retryable: true });
  if (late.aborted)
    return failure('TIMEOUT', `There was no answer within ${timeoutMs / 1000} seconds.`, {
      retryable: true,
    });
  if (error instanceof ConnectorError) return error;
  const way = egressCause(error);
  if (way) return fromEgress(way);
  // Ours or an SDK's fault. Its message may quote the request: only its name is written down.
  ctx.log.error({ kind: error instanceof Error ? error.name : typeof error }, 'connector fault');
  return failure('CONNECTOR_FAULT', 'The call failed in a way that is not known here.', {
    retryable: false,
  });
}

function redacted(redact: <T extends Json>(value: T) => T, { error }: ConnectorError) {
  return new ConnectorError(redact({ ...error } as unknown as Json) as unknown as typeof error);
}

/** What a call needs that has no credential. */
export const NOTHING: Pick<Call, 'provider' | 'fields'> = { provider: null, fields: {} };
