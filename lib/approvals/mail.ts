import { statusOf } from '@/lib/approvals/store';
import type { Ctx } from '@/lib/core/context';
import { sha256 } from '@/lib/core/crypto';
import { env } from '@/lib/core/env';
import { renderMail } from '@/lib/core/mail/layout';
import { sendAndTell } from '@/lib/events/send-mail';

const KINDS: Record<string, string> = {
  step: 'The workflow',
  tool_call: 'The agent',
  overspend: 'The agent',
};

const line = (text: string) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

const when = (date: Date) =>
  `${date.toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })} UTC`;

/** The handler of `approvals.mail`. What was decided meanwhile is not asked for. */
export async function sendApprovalMail(
  ctx: Ctx,
  { to, approvalId, reminder }: { to: string; approvalId: string; reminder: boolean },
): Promise<void> {
  const row = await ctx.db.approval.findUnique({ where: { id: approvalId } });
  if (!row || statusOf(row) !== 'pending') return;
  const title = line(row.title) || 'Approval';
  const asker = line(row.asker);
  const who = asker ? `${KINDS[row.kind] ?? 'FleetPrompt'} “${asker}”` : 'A workflow';
  const until = row.dueAt ? `Decide until ${when(row.dueAt)}.` : 'It waits until someone decides.';
  const content = renderMail({
    heading: title,
    paragraphs: [
      `${who} waits for your decision since ${when(row.createdAt)}. ${until}`,
      ...(row.description ? [row.description] : []),
    ],
    button: { label: 'Look and decide', url: `${env().baseUrl}/approvals?id=${row.id}` },
    footer: 'You get this because you are named for it, or lead the organization.',
  });
  const subject = `${reminder ? 'Reminder: ' : ''}${title}`.slice(0, 300);
  // The same id for every attempt, so that a mail sent twice is shown once.
  const unique = sha256(`${row.id} ${reminder} ${to}`).slice(0, 40);
  const messageId = `${unique}@${new URL(env().baseUrl).hostname}`;
  const about = reminder ? 'approval_reminder' : 'approval_requested';
  await sendAndTell(ctx, { to, subject, messageId, ...content }, about);
}
