import { HttpInput } from '@/lib/connectors/catalog/http';
import { intersect } from '@/lib/connectors/hosts';
import { authHeader } from '@/lib/connectors/http-auth';
import { openCredential } from '@/lib/connectors/open-credential';
import { perform } from '@/lib/connectors/perform';
import { parseInput } from '@/lib/connectors/problems';
import { credentialNamed } from '@/lib/connectors/resolve';
import type { RunOptions } from '@/lib/connectors/run-action';
import { type HttpAnswer, sendHttp, timeoutOf } from '@/lib/connectors/send-http';
import type { Ctx } from '@/lib/core/context';
import type { JsonObject } from '@/lib/engine/json';

/**
 * The `http_request` step. `request` is the step's filled config. Writes carry `Idempotency-Key`; a
 * credential goes to its allowed hosts only, and to no other origin. Throws a `ConnectorError`, for
 * statuses too that are not accepted (`HTTP_404`). Never call it in a transaction.
 */
export async function httpRequest(
  ctx: Ctx,
  { credentialId, ...request }: JsonObject & { credentialId?: string },
  options: RunOptions,
): Promise<HttpAnswer> {
  const input = parseInput(HttpInput, request);
  const asked = timeoutOf(input.timeout);
  const opened = credentialId
    ? await openCredential(ctx, await credentialNamed(ctx, credentialId), {
        action: 'http_request',
        usedBy: options.usedBy,
      })
    : null;
  const auth = opened ? authHeader(opened.provider, opened.fields) : null;
  const { secrets: filled } = options;
  const timeoutMs = Math.max(1, Math.min(options.timeoutMs ?? asked, asked));
  const secrets = [...(opened?.secrets ?? []), ...(filled?.values ?? [])];
  return perform(ctx, { signal: options.signal, timeoutMs, secrets }, (signal) =>
    sendHttp(input, {
      auth,
      allowedHosts: intersect([opened?.allowedHosts, filled?.allowedHosts]),
      idempotencyKey: options.idempotencyKey,
      signal,
      timeoutMs,
    }),
  );
}
