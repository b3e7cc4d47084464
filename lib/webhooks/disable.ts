import type { Webhook } from '@/generated/prisma/client';
import { listMembers } from '@/lib/accounts/members';
import { audit } from '@/lib/audit/record';
import type { Ctx, TxCtx } from '@/lib/core/context';
import { sha256 } from '@/lib/core/crypto';
import { env } from '@/lib/core/env';
import { renderMail } from '@/lib/core/mail/layout';
import { emit } from '@/lib/events/emit';
import { sendAndTell } from '@/lib/events/send-mail';
import { enqueueMany } from '@/lib/queue/enqueue';
import { webhookMail } from '@/lib/webhooks/jobs';

/** Disables a webhook whose receiver is gone, and tells owners and admins. Once: a second call does nothing. */
export async function disable(
  tx: TxCtx,
  webhook: Pick<Webhook, 'id' | 'name' | 'url'>,
  reason: string,
  now: Date,
) {
  const { id, name } = webhook;
  const { count } = await tx.db.webhook.updateMany({
    where: { id, active: true },
    data: { active: false, disabledReason: reason },
  });
  if (count !== 1) return;
  await audit(tx, {
    action: 'webhook.disabled',
    target: { type: 'webhook', id },
    data: { name, reason },
  });
  await emit(tx, 'webhook.disabled', { webhookId: id, name, reason });
  const { members } = await listMembers(tx, { limit: 100, offset: 0 });
  const leaders = members.filter(({ role }) => role === 'owner' || role === 'admin');
  const about = { webhookId: id, name, host: new URL(webhook.url).host, reason };
  await enqueueMany(
    tx,
    webhookMail,
    leaders.map(({ email }) => ({ payload: { ...about, to: email, at: now.toISOString() } })),
  );
}

type Letter = {
  to: string;
  webhookId: string;
  name: string;
  host: string;
  reason: string;
  at: string;
};

/** The handler of `webhooks.mail`. */
export async function mailDisabled(ctx: Ctx, letter: Letter): Promise<void> {
  const { to, webhookId, name, host, reason, at } = letter;
  const what = name.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim() || host;
  const subject = `The webhook ${what} was disabled`;
  const content = renderMail({
    heading: subject,
    paragraphs: [
      `Deliveries to ${host} are not sent any more. ${reason}`,
      'Enable it when the receiver works again, then recover what was missed.',
    ],
    button: { label: 'Open the webhook', url: `${env().baseUrl}/webhooks/${webhookId}` },
    footer: 'You get this because you are an owner or admin of the organization.',
  });
  // The same id for every attempt, so that a mail sent twice is shown once.
  const id = sha256(`${webhookId} ${at} ${to}`).slice(0, 40);
  const messageId = `${id}@${new URL(env().baseUrl).hostname}`;
  const mail = { to, subject: subject.slice(0, 300), messageId, ...content };
  await sendAndTell(ctx, mail, 'webhook_disabled');
}
