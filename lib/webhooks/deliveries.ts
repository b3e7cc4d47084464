import type { Prisma, Webhook, WebhookDelivery } from '@/generated/prisma/client';
import { audit } from '@/lib/audit/record';
import { type Ctx, transaction } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import { isUuid, newId } from '@/lib/core/ids';
import type { Page } from '@/lib/core/page';
import { enqueue, enqueueMany } from '@/lib/queue/enqueue';
import { deliver } from '@/lib/webhooks/deliver';
import type { DeliveryDetail, DeliveryView } from '@/lib/webhooks/deliveries.contract';
import { TEST_EVENT } from '@/lib/webhooks/event-names';
import { bodyOf } from '@/lib/webhooks/fan-out';
import { deliverWebhook } from '@/lib/webhooks/jobs';
import { loadWebhook } from '@/lib/webhooks/store';

/** Deliveries one call sends again. */
const MOST = 10_000;

export async function loadDelivery(ctx: Ctx, id: string): Promise<WebhookDelivery> {
  const row = isUuid(id) ? await ctx.db.webhookDelivery.findUnique({ where: { id } }) : null;
  return row ?? fail('NOT_FOUND', 'No such delivery.');
}

export const presentDelivery = (row: WebhookDelivery): DeliveryView => ({
  id: row.id,
  webhook_id: row.webhookId,
  event_id: row.eventId,
  event_type: row.eventType,
  url: row.url,
  status: row.status as DeliveryView['status'],
  success: row.status === 'succeeded',
  status_code: row.statusCode,
  duration_ms: row.durationMs,
  attempts: row.attempts,
  error: row.error,
  next_attempt_at: row.nextAttemptAt?.toISOString() ?? null,
  delivered_at: row.deliveredAt?.toISOString() ?? null,
  created_at: row.createdAt.toISOString(),
});

type Filters = Page & { success?: string; status?: string; event_type?: string };

export async function findDeliveries(ctx: Ctx, webhookId: string, query: Filters) {
  await loadWebhook(ctx, webhookId);
  const bySuccess = { true: ['succeeded'], false: ['pending', 'failed', 'dead'] }[
    query.success ?? ''
  ];
  const where: Prisma.WebhookDeliveryWhereInput = {
    webhookId,
    eventType: query.event_type,
    AND: [{ status: query.status }, bySuccess ? { status: { in: bySuccess } } : {}],
  };
  const [rows, total] = await Promise.all([
    ctx.db.webhookDelivery.findMany({
      where,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: query.limit,
      skip: query.offset,
    }),
    ctx.db.webhookDelivery.count({ where }),
  ]);
  const { limit, offset } = query;
  return { deliveries: rows.map(presentDelivery), total, limit, offset };
}

/** A delivery with the text that is sent and every attempt; 404 when it is not that webhook's. */
export async function readDelivery(
  ctx: Ctx,
  id: string,
  webhookId: string,
): Promise<DeliveryDetail> {
  const row = await loadDelivery(ctx, id);
  if (row.webhookId !== webhookId) fail('NOT_FOUND', 'No such delivery.');
  const attempts = await ctx.db.webhookAttempt.findMany({
    where: { deliveryId: row.id },
    orderBy: { number: 'asc' },
  });
  return {
    ...presentDelivery(row),
    body: row.body,
    attempt_history: attempts.map((attempt) => ({
      number: attempt.number,
      request_headers: attempt.requestHeaders as Record<string, string>,
      status_code: attempt.statusCode,
      response_headers: attempt.responseHeaders as Record<string, string> | null,
      response_body: attempt.responseBody,
      error: attempt.error,
      duration_ms: attempt.durationMs,
      started_at: attempt.startedAt.toISOString(),
    })),
  };
}

function requireActive(webhook: Webhook): void {
  if (!webhook.active) fail('CONFLICT', 'The webhook is disabled. Enable it first.');
}

/** Sends a delivery again at once; its retry policy begins anew. */
export function resend(ctx: Ctx, id: string): Promise<void> {
  return transaction(ctx, async (tx) => {
    const before = await loadDelivery(tx, id);
    if (before.eventType === TEST_EVENT)
      fail('CONFLICT', 'A test is not sent again. Send a new one.');
    requireActive(await loadWebhook(tx, before.webhookId));
    const row = await tx.db.webhookDelivery.update({
      where: { id },
      data: {
        status: 'pending',
        nextAttemptAt: new Date(),
        deliveredAt: null,
        countedFrom: before.attempts,
        fence: { increment: 1 },
      },
    });
    const payload = { deliveryId: id, attempt: row.attempts + 1 };
    await enqueue(tx, deliverWebhook, payload, { group: row.webhookId, priority: 1 });
    await audit(tx, {
      action: 'webhook.resent',
      target: { type: 'webhook', id: row.webhookId },
      data: { deliveryId: id },
    });
  });
}

/** Sends again what failed since a time, the oldest first. */
export function recover(ctx: Ctx, webhookId: string, since: Date) {
  return transaction(ctx, async (tx) => {
    requireActive(await loadWebhook(tx, webhookId));
    const where: Prisma.WebhookDeliveryWhereInput = {
      webhookId,
      status: { in: ['failed', 'dead'] },
      eventType: { not: TEST_EVENT },
      createdAt: { gte: since },
    };
    const total = await tx.db.webhookDelivery.count({ where });
    const rows = await tx.sql<{ id: string; attempts: number }>(
      `UPDATE webhook_deliveries SET status = 'pending', next_attempt_at = now(),
         counted_from = attempts, fence = fence + 1
       WHERE organization_id = $1::uuid AND id IN (
         SELECT id FROM webhook_deliveries
         WHERE organization_id = $1::uuid AND webhook_id = $2::uuid AND created_at >= $3::timestamptz
           AND status IN ('failed', 'dead') AND event_type <> $4
         ORDER BY created_at, id LIMIT $5::int FOR UPDATE)
       RETURNING id, attempts`,
      tx.organizationId,
      webhookId,
      since,
      TEST_EVENT,
      MOST,
    );
    await enqueueMany(
      tx,
      deliverWebhook,
      rows.map(({ id, attempts }) => ({
        payload: { deliveryId: id, attempt: attempts + 1 },
        options: { group: webhookId },
      })),
    );
    await audit(tx, {
      action: 'webhook.recovered',
      target: { type: 'webhook', id: webhookId },
      data: { since: since.toISOString(), deliveries: rows.length },
    });
    return { recovered: rows.length, remaining: Math.max(0, total - rows.length) };
  });
}

/** Sends a test now and waits for it: once, also to a disabled webhook, without consequences for it. */
export async function sendTest(ctx: Ctx, id: string): Promise<WebhookDelivery> {
  const webhook = await loadWebhook(ctx, id);
  const fact = {
    id: newId(),
    type: TEST_EVENT,
    timestamp: new Date(),
    data: { webhookId: id, message: 'A test delivery from FleetPrompt.' },
  };
  const made = await ctx.db.webhookDelivery.create({
    data: {
      id: newId(),
      organizationId: ctx.organizationId,
      webhookId: id,
      eventId: fact.id,
      eventType: fact.type,
      url: webhook.url,
      body: bodyOf(fact),
      // Should this process die now, the sweep has it sent.
      nextAttemptAt: fact.timestamp,
    },
  });
  // It ends by itself within 15 s, whether or not anyone still waits for it.
  const sent = await deliver(ctx, { deliveryId: made.id, attempt: 1 });
  return sent ?? loadDelivery(ctx, made.id);
}
