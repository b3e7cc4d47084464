import { systemCtx, transaction } from '@/lib/core/context';
import { systemDb } from '@/lib/core/db/system';
import { enqueue } from '@/lib/queue/enqueue';
import { deliverWebhook } from '@/lib/webhooks/jobs';

const KEPT_MS = 30 * 24 * 3600_000;

/**
 * Gives deliveries that are due, and whose job is gone, a new one: the queue's own retries can run out while
 * the database or every worker is down. Removes what ended more than 30 days ago.
 */
export async function sweepWebhooks(): Promise<void> {
  const db = systemDb();
  const lost = await db.$queryRawUnsafe<
    { id: string; organizationId: string; webhookId: string; attempts: number }[]
  >(
    `SELECT d.id, d.organization_id AS "organizationId", d.webhook_id AS "webhookId", d.attempts
     FROM webhook_deliveries d
     WHERE d.status IN ('pending', 'failed') AND d.next_attempt_at < now() - interval '2 minutes'
       AND NOT EXISTS (SELECT 1 FROM pgboss.job j WHERE j.name = $1 AND j.state < 'completed'
         AND j.data->'payload'->>'deliveryId' = d.id::text)
     ORDER BY d.next_attempt_at LIMIT 1000`,
    deliverWebhook.name,
  );
  for (const { id, organizationId, webhookId, attempts } of lost)
    await transaction(systemCtx(organizationId, 'webhooks.sweep'), (tx) =>
      enqueue(tx, deliverWebhook, { deliveryId: id, attempt: attempts + 1 }, { group: webhookId }),
    );
  await db.webhookDelivery.deleteMany({
    where: {
      createdAt: { lt: new Date(Date.now() - KEPT_MS) },
      status: { in: ['succeeded', 'dead'] },
    },
  });
}
