import { billingMail } from '@/lib/billing/jobs';
import { type Letter, write } from '@/lib/billing/letters';
import type { Ctx, TxCtx } from '@/lib/core/context';
import { sha256 } from '@/lib/core/crypto';
import { env } from '@/lib/core/env';
import { renderMail } from '@/lib/core/mail/layout';
import { sendAndTell } from '@/lib/events/send-mail';
import { enqueue } from '@/lib/queue/enqueue';

/** Has a mail sent to every owner and admin if and only if the transaction commits. */
export async function mailLeaders(tx: TxCtx, letter: Letter): Promise<void> {
  const leaders = await tx.sql<{ email: string; organization: string }>(
    `SELECT u.email, o.name AS organization FROM members m
       JOIN users u ON u.id = m.user_id JOIN organizations o ON o.id = m.organization_id
     WHERE m.organization_id = $1::uuid AND m.role IN ('owner', 'admin') ORDER BY u.email LIMIT 100`,
    tx.organizationId,
  );
  for (const { email, organization } of leaders)
    await enqueue(tx, billingMail, { to: email, organization, letter });
}

/** The handler of `billing.mail`. */
export async function deliverMail(
  ctx: Ctx,
  { to, organization, letter }: { to: string; organization: string; letter: Letter },
): Promise<void> {
  const { subject, paragraphs, button, footer } = {
    footer: undefined,
    ...write(letter, organization),
  };
  // The same id for every attempt, so that a mail sent twice is shown once.
  const unique = sha256(`${ctx.requestId} ${to} ${JSON.stringify(letter)}`).slice(0, 40);
  const messageId = `${unique}@${new URL(env().baseUrl).hostname}`;
  const content = renderMail({ heading: subject, paragraphs, button, footer });
  await sendAndTell(ctx, { to, subject, messageId, ...content }, letter.about);
}
