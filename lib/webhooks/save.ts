import type { z } from 'zod';
import type { Prisma, Webhook } from '@/generated/prisma/client';
import { audit } from '@/lib/audit/record';
import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { checkUrl } from '@/lib/core/egress/egress';
import { EgressError } from '@/lib/core/egress/error';
import { fail, invalid } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { emit } from '@/lib/events/emit';
import type { WebhookInput, WebhookPatch } from '@/lib/webhooks/contract';
import { ownHeaders, withHidden } from '@/lib/webhooks/headers';
import { headersOf, newSecret, seal } from '@/lib/webhooks/sealed';
import { loadWebhook } from '@/lib/webhooks/store';

type Patch = z.output<typeof WebhookPatch>;

/** More would make every event of the organization slow. */
const MOST = 200;

function checkTarget(url: string | undefined): void {
  if (url === undefined) return;
  try {
    checkUrl(url);
  } catch (error) {
    if (error instanceof EgressError) invalid('url', error.message.replace(/\.$/, ''));
    throw error;
  }
}

function columns(
  owner: { organizationId: string; id: string },
  input: Patch,
  before: Webhook | null,
) {
  checkTarget(input.url);
  const headers =
    input.headers && withHidden(ownHeaders(input.headers), before ? headersOf(before) : {});
  return {
    name: input.name,
    url: input.url,
    events: input.events,
    secret: input.secret === undefined ? undefined : seal(owner, 'secret', input.secret),
    headers: headers && seal(owner, 'headers', JSON.stringify(headers)),
    metadata: input.metadata as Prisma.InputJsonValue | undefined,
    retryPolicy: (input.retryPolicy ?? input.retry_policy) as Prisma.InputJsonValue | undefined,
    orderingKey: input.ordering_key,
  };
}

const activeOf = (input: Patch) => input.active ?? input.enabled ?? input.is_active;

/** Makes a webhook; returns its secret, which is not shown again. */
export function create(
  ctx: Ctx,
  input: z.output<typeof WebhookInput>,
  agentAppId: string | null = null,
): Promise<{ webhook: Webhook; secret: string }> {
  const secret = input.secret ?? newSecret();
  const owner = { organizationId: ctx.organizationId, id: newId() };
  const { actor } = ctx;
  return transaction(ctx, async (tx) => {
    if ((await tx.db.webhook.count()) >= MOST)
      fail('CONFLICT', `An organization has at most ${MOST} webhooks. Delete one first.`);
    const webhook = await tx.db.webhook.create({
      data: {
        ...columns(owner, { ...input, secret }, null),
        ...owner,
        url: input.url,
        events: input.events ?? [],
        secret: seal(owner, 'secret', secret),
        active: activeOf(input) ?? true,
        agentAppId,
        createdById: actor.kind === 'user' ? actor.id : actor.kind === 'key' ? actor.userId : null,
      },
    });
    await told(tx, webhook, 'webhook.created');
    return { webhook, secret };
  });
}

/** Changes what is given. */
export function update(ctx: Ctx, id: string, patch: Patch): Promise<Webhook> {
  return transaction(ctx, async (tx) => {
    const before = await loadWebhook(tx, id);
    const active = activeOf(patch);
    const webhook = await tx.db.webhook.update({
      where: { id },
      data: {
        ...columns(before, patch, before),
        ...(patch.secret !== undefined && { previousSecret: null, previousExpiresAt: null }),
        ...(active !== undefined && { active }),
        // It gets a new chance: what went wrong before does not count any more.
        ...(active && !before.active && FRESH),
      },
    });
    await told(tx, webhook, 'webhook.updated');
    return webhook;
  });
}

const FRESH = { disabledReason: null, failureCount: 0, failingSince: null };

export const setActive = (ctx: Ctx, id: string, active: boolean): Promise<Webhook> =>
  update(ctx, id, { active });

export function remove(ctx: Ctx, id: string, agentAppId?: string): Promise<void> {
  return transaction(ctx, async (tx) => {
    const webhook = await loadWebhook(tx, id);
    if (agentAppId !== undefined && webhook.agentAppId !== agentAppId)
      fail('NOT_FOUND', 'No such webhook.');
    await told(tx, webhook, 'webhook.deleted');
    await tx.db.webhook.delete({ where: { id } });
  });
}

/** Gives a new secret; deliveries are signed with the former one too for the grace period. */
export function rotate(
  ctx: Ctx,
  id: string,
  input: { grace_period_hours: number; secret?: string },
): Promise<{ webhook: Webhook; secret: string }> {
  const secret = input.secret ?? newSecret();
  const graceMs = input.grace_period_hours * 3600_000;
  return transaction(ctx, async (tx) => {
    const before = await loadWebhook(tx, id);
    const webhook = await tx.db.webhook.update({
      where: { id },
      data: {
        secret: seal(before, 'secret', secret),
        previousSecret: graceMs > 0 ? before.secret : null,
        previousExpiresAt: graceMs > 0 ? new Date(Date.now() + graceMs) : null,
      },
    });
    await audit(tx, { action: 'webhook.rotated', target: { type: 'webhook', id } });
    await emit(tx, 'webhook.updated', { webhookId: id, name: webhook.name, rotated: true });
    return { webhook, secret };
  });
}

// The URL is left out: paths and queries of receivers often hold tokens.
async function told(
  tx: TxCtx,
  { id, name, active }: Webhook,
  action: 'webhook.created' | 'webhook.updated' | 'webhook.deleted',
): Promise<void> {
  await audit(tx, { action, target: { type: 'webhook', id }, data: { name, active } });
  await emit(tx, action, { webhookId: id, name, active });
}
