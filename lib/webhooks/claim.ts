import type { Webhook, WebhookDelivery } from '@/generated/prisma/client';
import type { Ctx } from '@/lib/core/context';
import { columnsOf } from '@/lib/core/db/columns';
import { planned } from '@/lib/core/db/planned';

/** What an attempt needs to know of the webhook. */
export type Receiver = Pick<
  Webhook,
  | 'organizationId'
  | 'id'
  | 'name'
  | 'url'
  | 'secret'
  | 'previousSecret'
  | 'previousExpiresAt'
  | 'headers'
  | 'retryPolicy'
  | 'active'
>;

type Row = WebhookDelivery & { [Key in keyof Receiver as `webhook_${Key}`]: Receiver[Key] };

/** The fence rises, so that whoever had the delivery before is refused from now on. */
const CLAIM = `/* webhook_claim */ WITH d AS (
  UPDATE webhook_deliveries SET fence = fence + 1
  WHERE organization_id = $1::uuid AND id = $2::uuid AND attempts = $3::int
    AND status IN ('pending', 'failed')
  RETURNING *)
SELECT ${columnsOf('WebhookDelivery', 'd')},
  w.name AS webhook_name, w.url AS webhook_url, w.secret AS webhook_secret,
  w.previous_secret AS "webhook_previousSecret", w.previous_expires_at AS "webhook_previousExpiresAt",
  w.headers AS webhook_headers, w.retry_policy AS "webhook_retryPolicy", w.active AS webhook_active
FROM d JOIN webhooks w ON w.organization_id = d.organization_id AND w.id = d.webhook_id`;

/** Takes a delivery whose attempt `attempt` (from 1) was not made yet, with its webhook; null when there is none. */
export async function claim(
  ctx: Ctx,
  id: string,
  attempt: number,
): Promise<{ held: WebhookDelivery; webhook: Receiver } | null> {
  const [row] = await planned<Row>(ctx, CLAIM, ctx.organizationId, id, attempt - 1);
  if (!row) return null;
  return {
    held: row,
    webhook: {
      organizationId: row.organizationId,
      id: row.webhookId,
      name: row.webhook_name,
      url: row.webhook_url,
      secret: row.webhook_secret,
      previousSecret: row.webhook_previousSecret,
      previousExpiresAt: row.webhook_previousExpiresAt,
      headers: row.webhook_headers,
      retryPolicy: row.webhook_retryPolicy,
      active: row.webhook_active,
    },
  };
}
