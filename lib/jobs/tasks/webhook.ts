import { egressFetch } from '@/lib/core/egress/egress';
import { type Task, TaskFailed } from '@/lib/jobs/task';
import type { Payload } from '@/lib/jobs/tasks.contract';
import { ownHeaders } from '@/lib/webhooks/headers';
import { signatureHeaders } from '@/lib/webhooks/sign';

const TIMEOUT_MS = 15_000;
const MAX_ANSWER = 64 * 1024;
const PASSING = new Set([408, 425, 429]);

/** Sends one request. The same id on every attempt lets the receiver drop repeats. */
export const webhook: Task<Payload<'webhook'>> = async ({ ctx, job, payload, secrets, signal }) => {
  const { url, method } = payload;
  const bodyless = method === 'GET';
  const body = bodyless ? '' : textOf(payload.body);
  const at = new Date();
  const id = { 'webhook-id': job.id, 'Idempotency-Key': job.id };
  const signed = secrets.secret
    ? signatureHeaders({
        secrets: [secrets.secret],
        eventId: job.id,
        eventType: 'job.webhook',
        deliveryId: job.id,
        at,
        body,
      })
    : { 'webhook-timestamp': String(Math.floor(at.getTime() / 1000)) };
  const given = Object.entries(ownHeaders(secrets.headers ?? {}));
  const answer = await egressFetch(url, {
    method,
    headers: [
      ['User-Agent', 'FleetPrompt-Jobs'],
      ...given.filter(([name]) => !/^(user-agent|idempotency-key)$/i.test(name)),
      ...Object.entries({
        ...(!bodyless && { 'Content-Type': 'application/json' }),
        ...id,
        ...signed,
      }),
    ],
    ...(!bodyless && { body }),
    timeoutMs: TIMEOUT_MS,
    maxResponseBytes: MAX_ANSWER,
    redirect: 'refuse',
    signal,
  });
  await ctx.log.debug({ jobId: job.id, status: answer.status }, 'webhook of a job sent');
  const value = {
    status: answer.status,
    duration_ms: answer.durationMs,
    body: answer.body.toString('utf8').replaceAll('\u0000', '\ufffd').toWellFormed(),
    truncated: answer.truncated,
  };
  if (answer.status >= 200 && answer.status < 300) return { value };
  const again = answer.status >= 500 || PASSING.has(answer.status);
  const message = `The receiver answered ${answer.status}.`;
  throw new TaskFailed('BAD_STATUS', message, again, { value });
};

const textOf = (body: unknown): string =>
  typeof body === 'string' ? body : JSON.stringify(body ?? {});
