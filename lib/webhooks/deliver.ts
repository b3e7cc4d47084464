import type { WebhookDelivery } from '@/generated/prisma/client';
import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { enqueue } from '@/lib/queue/enqueue';
import { policyOf, waitMs } from '@/lib/webhooks/backoff';
import { claim, type Receiver } from '@/lib/webhooks/claim';
import { disable } from '@/lib/webhooks/disable';
import { TEST_EVENT } from '@/lib/webhooks/event-names';
import { deliverWebhook } from '@/lib/webhooks/jobs';
import { type Sent, send } from '@/lib/webhooks/send';
import {
  countFailure,
  countSuccess,
  firstOpen,
  lockOrder,
  openBefore,
  recordSuccess,
} from '@/lib/webhooks/store';

export interface DeliverOptions {
  signal?: AbortSignal;
  /** the clock; tests bring their own */
  now?: () => Date;
  /** milliseconds for the whole exchange; 15,000 unless given */
  timeoutMs?: number;
}

const OPEN = ['pending', 'failed'];
const GIVE_UP_MS = 72 * 3600_000;
/** A webhook that is used rarely is not disabled for two failures that lie days apart. */
const GIVE_UP_FAILURES = 5;
const GONE = 410;

class Overtaken extends Error {}

/**
 * Makes attempt `attempt` (from 1) of a delivery, unless it was made already, and plans the next. Safe to
 * call again after a crash: what was not recorded is sent again. Returns the delivery, or null when there
 * was nothing to do.
 */
export async function deliver(
  ctx: Ctx,
  { deliveryId, attempt }: { deliveryId: string; attempt: number },
  { signal, now = () => new Date(), timeoutMs }: DeliverOptions = {},
): Promise<WebhookDelivery | null> {
  const claimed = await claim(ctx, deliveryId, attempt);
  if (!claimed) return null;
  const { held, webhook } = claimed;
  if (!webhook.active && held.eventType !== TEST_EVENT) return dropped(ctx, held);
  if (held.orderingValue !== null && (await mustWait(ctx, held))) return null;
  const sent = await send(webhook, held, now(), { signal, timeoutMs });
  if (isPlain(held, sent)) return recordPlain(ctx, webhook, held, sent, now());
  try {
    return await transaction(ctx, (tx) => record(tx, webhook, held, sent, now()));
  } catch (error) {
    // A resend, or another worker: its result counts, not this one.
    if (error instanceof Overtaken) return null;
    throw error;
  }
}

/** Nobody waits for it, and nothing is planned: by far the most of what is delivered. */
const isPlain = (held: WebhookDelivery, sent: Sent): boolean =>
  sent.ok && held.orderingValue === null && held.eventType !== TEST_EVENT;

async function recordPlain(
  ctx: Ctx,
  { url }: Receiver,
  held: WebhookDelivery,
  sent: Sent,
  now: Date,
): Promise<WebhookDelivery | null> {
  if (!(await recordSuccess(ctx, held, url, sent, now))) return null;
  const { statusCode, durationMs } = sent;
  const ended = { status: 'succeeded', nextAttemptAt: null, deliveredAt: now, error: null };
  return { ...held, ...ended, attempts: held.attempts + 1, url, statusCode, durationMs };
}

/** Whether one with the same ordering value comes first. Whoever ends that one wakes this one. */
function mustWait(ctx: Ctx, held: WebhookDelivery): Promise<boolean> {
  const { id, webhookId, eventId, fence } = held;
  const value = held.orderingValue as string;
  return transaction(ctx, async (tx) => {
    await lockOrder(tx, webhookId, value);
    if (!(await openBefore(tx, webhookId, value, eventId))) return false;
    await tx.db.webhookDelivery.updateMany({ where: { id, fence }, data: { nextAttemptAt: null } });
    return true;
  });
}

/** A disabled webhook is told nothing more; recovering sends it later. */
function dropped(ctx: Ctx, held: WebhookDelivery): Promise<null> {
  return transaction(ctx, async (tx) => {
    if (held.orderingValue !== null) await lockOrder(tx, held.webhookId, held.orderingValue);
    const { count } = await tx.db.webhookDelivery.updateMany({
      where: { id: held.id, fence: held.fence },
      data: { status: 'dead', nextAttemptAt: null, error: 'The webhook is disabled.' },
    });
    if (count === 1) await wakeNext(tx, held);
    return null;
  });
}

async function record(
  tx: TxCtx,
  webhook: Receiver,
  held: WebhookDelivery,
  sent: Sent,
  now: Date,
): Promise<WebhookDelivery> {
  const test = held.eventType === TEST_EVENT;
  // The webhook's row before the delivery's, as deleting it does: else the two could wait for each other.
  const failing = sent.ok || test ? undefined : await countFailure(tx, webhook.id, now);
  if (sent.ok && !test) await countSuccess(tx, webhook.id, now);
  if (held.orderingValue !== null) await lockOrder(tx, webhook.id, held.orderingValue);

  const attempts = held.attempts + 1;
  const policy = policyOf(webhook.retryPolicy);
  const spent = attempts - held.countedFrom;
  const again =
    !sent.ok && !test && sent.statusCode !== GONE && spent < policy.maxAttempts
      ? new Date(now.getTime() + waitMs(spent, policy, sent.retryAfterMs))
      : null;
  const [row] = await tx.db.webhookDelivery.updateManyAndReturn({
    where: { id: held.id, fence: held.fence, status: { in: OPEN } },
    data: {
      attempts,
      status: sent.ok ? 'succeeded' : again ? 'failed' : 'dead',
      url: webhook.url,
      statusCode: sent.statusCode,
      durationMs: sent.durationMs,
      error: sent.error,
      nextAttemptAt: again,
      deliveredAt: sent.ok ? now : null,
    },
  });
  if (!row) throw new Overtaken();
  await tx.db.webhookAttempt.create({
    data: {
      organizationId: tx.organizationId,
      deliveryId: held.id,
      number: attempts,
      requestHeaders: sent.requestHeaders,
      statusCode: sent.statusCode,
      responseHeaders: sent.responseHeaders ?? undefined,
      responseBody: sent.responseBody,
      error: sent.error,
      durationMs: sent.durationMs,
      startedAt: sent.startedAt,
    },
  });
  if (again)
    await enqueue(
      tx,
      deliverWebhook,
      { deliveryId: held.id, attempt: attempts + 1 },
      { startAfter: again, group: webhook.id },
    );
  else await wakeNext(tx, held);
  if (failing) await disableIfHopeless(tx, webhook, sent, failing, now);
  return row;
}

/** Only one that was put aside is woken: any other has a job of its own, and would be sent twice. */
async function wakeNext(tx: TxCtx, { webhookId, orderingValue }: WebhookDelivery): Promise<void> {
  if (orderingValue === null) return;
  const next = await firstOpen(tx, webhookId, orderingValue);
  if (!next) return;
  const { count } = await tx.db.webhookDelivery.updateMany({
    where: { id: next.id, nextAttemptAt: null },
    data: { nextAttemptAt: new Date() },
  });
  if (count !== 1) return;
  const payload = { deliveryId: next.id, attempt: next.attempts + 1 };
  await enqueue(tx, deliverWebhook, payload, { group: webhookId });
}

async function disableIfHopeless(
  tx: TxCtx,
  webhook: Receiver,
  sent: Sent,
  failing: { failingSince: Date; failures: number },
  now: Date,
): Promise<void> {
  if (sent.statusCode === GONE)
    return disable(tx, webhook, 'The receiver answered 410: it wants no more deliveries.', now);
  const days = now.getTime() - failing.failingSince.getTime();
  if (days >= GIVE_UP_MS && failing.failures >= GIVE_UP_FAILURES)
    return disable(
      tx,
      webhook,
      `Every delivery has failed for three days. The last: ${sent.error}`,
      now,
    );
}
