import { sendableKey } from '@/lib/connectors/call';
import { failure, refuse } from '@/lib/connectors/error';
import { intersect } from '@/lib/connectors/hosts';
import { openCredential, touchConnector, type UsedBy } from '@/lib/connectors/open-credential';
import { NOTHING, perform, VENDORS } from '@/lib/connectors/perform';
import { parseInput } from '@/lib/connectors/problems';
import { resolve, type Wanted } from '@/lib/connectors/resolve';
import type { FilledSecrets } from '@/lib/connectors/secrets';
import type { Ctx } from '@/lib/core/context';
import { type Json, type JsonObject, jsonSize } from '@/lib/engine/json';

export interface RunOptions {
  /** The same for every attempt at the same thing; it goes to the vendor where that knows one. */
  idempotencyKey: string;
  signal?: AbortSignal | undefined;
  /** For everything together; 30,000 unless given. */
  timeoutMs?: number | undefined;
  usedBy: UsedBy;
  /** Secrets that were put into the input, from `fillWith`: they bind it to hosts and are never shown. */
  secrets?: FilledSecrets | undefined;
}

/** The most that an action may answer, in JSON characters. HTTP answers may be larger: 1 MiB. */
const MAX_OUTPUT = 256 * 1024;

/**
 * Runs one action of a connector and answers its output. Throws a `ConnectorError`: what is missing,
 * what the vendor refused, whether it may pass. Never call it in a transaction.
 */
export async function runAction(
  ctx: Ctx,
  wanted: Wanted & { action: string; input: JsonObject },
  options: RunOptions,
): Promise<Json> {
  const { type, spec, connector, credential } = await resolve(ctx, wanted);
  const action = Object.hasOwn(spec.actions, wanted.action) ? spec.actions[wanted.action] : null;
  const run = VENDORS[type].actions[wanted.action];
  if (!action || !run) {
    const names = Object.keys(spec.actions).join(', ');
    refuse('ACTION_NOT_FOUND', `${spec.name} has no such action. It has: ${names}.`);
  }
  const input = parseInput(action.input, wanted.input) as JsonObject;
  const without = action.insteadOfCredential;
  if (!credential && !spec.credential.optional && !(without && input[without] !== undefined))
    refuse('CREDENTIAL_MISSING', `${spec.name} needs a credential: create one and name it.`);
  const { usedBy, secrets: filled } = options;
  const opened = credential
    ? await openCredential(ctx, credential, {
        action: `${type}.${wanted.action}`,
        connectorId: connector?.id,
        usedBy,
      })
    : null;
  if (!opened && connector) await touchConnector(ctx, connector.id);
  const timeoutMs = Math.max(1, options.timeoutMs ?? 30_000);
  const secrets = [...(opened?.secrets ?? []), ...(filled?.values ?? [])];
  const limits = { signal: options.signal, timeoutMs, secrets };
  return perform(ctx, limits, async (signal) => {
    const output = await run({
      ...(opened ?? NOTHING),
      config: (connector?.config ?? {}) as JsonObject,
      input,
      idempotencyKey: sendableKey(options.idempotencyKey),
      signal,
      timeoutMs,
      allowedHosts: intersect([
        opened ? opened.allowedHosts : (spec.credential.hosts ?? undefined),
        filled?.allowedHosts,
      ]),
    });
    return bounded(type, action.output.safeParse(output));
  });
}

function bounded(type: string, parsed: { success: boolean; data?: unknown }): Json {
  // The vendor's answer is not what its documentation says; the deed may be done all the same.
  if (!parsed.success)
    throw failure('ANSWER_UNKNOWN', 'The vendor answered something that is not understood.');
  const output = (parsed.data ?? null) as Json;
  if (type === 'http' || jsonSize(output, MAX_OUTPUT) <= MAX_OUTPUT) return output;
  throw failure('ANSWER_TOO_LARGE', 'The vendor answered with more than 256 KiB.');
}
