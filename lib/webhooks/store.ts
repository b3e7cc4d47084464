import type { Prisma, Webhook, WebhookDelivery } from '@/generated/prisma/client';
import type { Ctx, TxCtx } from '@/lib/core/context';
import { type MakePart, withParts } from '@/lib/core/db/part';
import { planned } from '@/lib/core/db/planned';
import { fail } from '@/lib/core/errors';
import { isUuid } from '@/lib/core/ids';
import type { Page } from '@/lib/core/page';
import { policyOf } from '@/lib/webhooks/backoff';
import type { WebhookView } from '@/lib/webhooks/contract';
import { TEST_EVENT } from '@/lib/webhooks/event-names';
import { shownHeaders } from '@/lib/webhooks/headers';
import { headersOf } from '@/lib/webhooks/sealed';
import type { Sent } from '@/lib/webhooks/send';

/** The webhook, or 404: another organization's is answered like one that does not exist. */
export async function loadWebhook(ctx: Ctx, id: string): Promise<Webhook> {
  const row = isUuid(id) ? await ctx.db.webhook.findUnique({ where: { id } }) : null;
  return row ?? fail('NOT_FOUND', 'No such webhook.');
}

export async function findWebhooks(ctx: Ctx, query: Page & { active?: string; appId?: string }) {
  const where: Prisma.WebhookWhereInput = {
    active: query.active === undefined ? undefined : query.active === 'true',
    agentAppId: query.appId,
  };
  const [rows, total] = await Promise.all([
    ctx.db.webhook.findMany({
      where,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: query.limit,
      skip: query.offset,
    }),
    ctx.db.webhook.count({ where }),
  ]);
  return { webhooks: await presentWebhooks(ctx, rows), total };
}

/** How each webhook fared in the last 24 hours. */
async function lastDay(ctx: Ctx, ids: string[]) {
  const counts = new Map<string, WebhookView['last_24h']>();
  if (ids.length === 0) return counts;
  const rows = await ctx.db.webhookDelivery.groupBy({
    by: ['webhookId', 'status'],
    where: {
      webhookId: { in: ids },
      eventType: { not: TEST_EVENT },
      createdAt: { gt: new Date(Date.now() - 24 * 3600_000) },
    },
    _count: { _all: true },
  });
  for (const { webhookId, status, _count } of rows) {
    const sum = counts.get(webhookId) ?? { deliveries: 0, failed: 0 };
    sum.deliveries += _count._all;
    if (status === 'failed' || status === 'dead') sum.failed += _count._all;
    counts.set(webhookId, sum);
  }
  return counts;
}

export async function presentWebhooks(ctx: Ctx, rows: Webhook[]): Promise<WebhookView[]> {
  const counts = await lastDay(
    ctx,
    rows.map((row) => row.id),
  );
  return rows.map((row) => present(row, counts.get(row.id) ?? { deliveries: 0, failed: 0 }));
}

export async function presentWebhook(ctx: Ctx, row: Webhook): Promise<WebhookView> {
  const counts = await lastDay(ctx, [row.id]);
  return present(row, counts.get(row.id) ?? { deliveries: 0, failed: 0 });
}

function present(row: Webhook, last_24h: WebhookView['last_24h']): WebhookView {
  const last = row.lastDeliveryAt?.toISOString() ?? null;
  const { previousExpiresAt } = row;
  return {
    id: row.id,
    name: row.name,
    url: row.url,
    events: row.events,
    headers: shownHeaders(headersOf(row)),
    metadata: row.metadata as Record<string, unknown>,
    retryPolicy: policyOf(row.retryPolicy),
    ordering_key: row.orderingKey,
    active: row.active,
    enabled: row.active,
    is_active: row.active,
    disabled_reason: row.disabledReason,
    agent_app_id: row.agentAppId,
    failure_count: row.failureCount,
    last_delivery: last,
    last_triggered_at: last,
    last_24h,
    previous_secret_expires_at:
      previousExpiresAt && previousExpiresAt > new Date() ? previousExpiresAt.toISOString() : null,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}

/** Active webhooks that want an event, by one of the entries it may be subscribed to, and have no delivery of it. */
export function subscribersOf(
  ctx: Ctx,
  wanted: string[],
  { everyone, appId, eventId }: { everyone: boolean; appId: string; eventId: string },
) {
  return planned<Pick<Webhook, 'id' | 'url' | 'orderingKey'>>(
    ctx,
    `/* webhook_subscribers */ SELECT id, url, ordering_key AS "orderingKey" FROM webhooks w
     WHERE organization_id = $1::uuid AND active
       AND (events && $2::text[] OR ($3::boolean AND coalesce(cardinality(events), 0) = 0))
       AND (agent_app_id IS NULL OR agent_app_id::text = $4::text)
       AND NOT EXISTS (SELECT FROM webhook_deliveries d
         WHERE d.organization_id = $1::uuid AND d.webhook_id = w.id AND d.event_id = $5::text)`,
    ctx.organizationId,
    wanted,
    everyone,
    appId,
    eventId,
  );
}

interface NewDelivery {
  id: string;
  webhookId: string;
  url: string;
  /** what its order goes by; null when it has none */
  value: string | null;
}

/** Writes deliveries of one event and, if any is new, does `parts`, which are as many for every event but an echo. */
export async function insertDeliveries(
  ctx: Ctx,
  event: { id: string; type: string; body: string },
  { made, now, parts }: { made: readonly NewDelivery[]; now: Date; parts: readonly MakePart[] },
): Promise<void> {
  const own = [
    ctx.organizationId,
    event.id,
    event.type,
    event.body,
    now,
    made.map(({ id }) => id),
    made.map(({ webhookId }) => webhookId),
    made.map(({ url }) => url),
    made.map(({ value }) => value),
  ];
  const { ctes, values, select } = withParts('made', own, parts);
  await planned(
    ctx,
    `/* webhook_fan_out_${parts.length} */ WITH inserted AS (
       INSERT INTO webhook_deliveries
         (organization_id, id, webhook_id, event_id, event_type, url, body, ordering_value, next_attempt_at)
       SELECT $1::uuid, n.id, n.webhook_id, $2::text, $3::text, n.url, $4::text, n.value, $5::timestamptz
       FROM unnest($6::uuid[], $7::uuid[], $8::text[], $9::text[]) AS n(id, webhook_id, url, value)
       ON CONFLICT DO NOTHING RETURNING id),
     made AS (SELECT id FROM inserted LIMIT 1)${ctes}
     SELECT ${select} FROM made`,
    ...values,
  );
}

/** Counts a success; a busy webhook's row is written once a second at most. */
const COUNT_SUCCESS = `UPDATE webhooks SET failure_count = 0, failing_since = NULL, last_delivery_at = $3::timestamptz
  WHERE organization_id = $1::uuid AND id = $2::uuid
    AND (failure_count > 0 OR last_delivery_at IS NULL
      OR last_delivery_at < $3::timestamptz - interval '1 second')`;

export async function countSuccess(tx: TxCtx, id: string, at: Date): Promise<void> {
  await tx.sql(COUNT_SUCCESS, tx.organizationId, id, at);
}

/**
 * The webhook's row is locked before the delivery's, as deleting it does: else the two could wait for each other.
 * That is why `ended` looks at `counted`.
 */
const RECORD_SUCCESS = `/* webhook_success */ WITH counted AS (${COUNT_SUCCESS} RETURNING id),
ended AS (
  UPDATE webhook_deliveries SET status = 'succeeded', attempts = $6::int, url = $7::text, status_code = $8::int,
    duration_ms = $9::int, error = NULL, next_attempt_at = NULL, delivered_at = $3::timestamptz
  WHERE organization_id = $1::uuid AND id = $4::uuid AND fence = $5::int AND status IN ('pending', 'failed')
    AND (SELECT count(*) FROM counted) >= 0
  RETURNING organization_id, id, attempts)
INSERT INTO webhook_attempts (organization_id, delivery_id, number, request_headers, status_code, response_headers,
  response_body, duration_ms, started_at)
SELECT organization_id, id, attempts, $10::jsonb, $8::int, $11::jsonb, $12::text, $9::int, $13::timestamptz FROM ended
RETURNING number`;

/** Records a success of a delivery without an order in one statement. False: somebody else's result counts. */
export async function recordSuccess(
  ctx: Ctx,
  held: WebhookDelivery,
  url: string,
  sent: Sent,
  now: Date,
): Promise<boolean> {
  const rows = await planned(
    ctx,
    RECORD_SUCCESS,
    ctx.organizationId,
    held.webhookId,
    now,
    held.id,
    held.fence,
    held.attempts + 1,
    url,
    sent.statusCode,
    sent.durationMs,
    JSON.stringify(sent.requestHeaders),
    JSON.stringify(sent.responseHeaders),
    sent.responseBody,
    sent.startedAt,
  );
  return rows.length === 1;
}

/** Counts a failure. Returns since when there were only failures, and how many. */
export async function countFailure(tx: TxCtx, id: string, at: Date) {
  const [row] = await tx.sql<{ failingSince: Date; failures: number }>(
    `UPDATE webhooks SET failure_count = failure_count + 1, last_delivery_at = $3::timestamptz,
       failing_since = coalesce(failing_since, $3::timestamptz)
     WHERE organization_id = $1::uuid AND id = $2::uuid
     RETURNING failing_since AS "failingSince", failure_count AS failures`,
    tx.organizationId,
    id,
    at,
  );
  return row;
}

/** Lets nobody else decide on deliveries with this ordering value until the transaction ends. */
export async function lockOrder(tx: TxCtx, webhookId: string, value: string): Promise<void> {
  await tx.sql(
    `SELECT pg_advisory_xact_lock(hashtextextended($1, 42))::text AS locked`,
    `${webhookId}\n${value}`,
  );
}

type Neighbour = { id: string; attempts: number };

/** The first open delivery with the same ordering value whose event came before this one's. */
export async function openBefore(tx: TxCtx, webhookId: string, value: string, eventId: string) {
  const [row] = await tx.sql<Neighbour>(
    `SELECT id, attempts FROM webhook_deliveries
     WHERE organization_id = $1::uuid AND webhook_id = $2::uuid AND ordering_value = $3
       AND status IN ('pending', 'failed') AND event_id COLLATE "C" < $4
     LIMIT 1`,
    tx.organizationId,
    webhookId,
    value,
    eventId,
  );
  return row ?? null;
}

/** The open delivery with this ordering value whose event came first. */
export async function firstOpen(tx: TxCtx, webhookId: string, value: string) {
  const [row] = await tx.sql<Neighbour>(
    `SELECT id, attempts FROM webhook_deliveries
     WHERE organization_id = $1::uuid AND webhook_id = $2::uuid AND ordering_value = $3
       AND status IN ('pending', 'failed')
     ORDER BY event_id COLLATE "C" LIMIT 1`,
    tx.organizationId,
    webhookId,
    value,
  );
  return row ?? null;
}
