import { listMembers } from '@/lib/accounts/members';
import { WARN_DAYS } from '@/lib/connectors/credential-store';
import { credentialMail } from '@/lib/connectors/jobs';
import { type Ctx, transaction } from '@/lib/core/context';
import { sha256 } from '@/lib/core/crypto';
import { env } from '@/lib/core/env';
import { renderMail } from '@/lib/core/mail/layout';
import { sendMail } from '@/lib/core/mail/send';
import { emit } from '@/lib/events/emit';
import { enqueueMany } from '@/lib/queue/enqueue';

/**
 * Tells owners and admins about one credential that ends within 14 days: once for each end, whoever
 * calls how often. Answers whether it told.
 */
export function warnOfExpiry(ctx: Ctx, id: string, now = new Date()): Promise<boolean> {
  return transaction(ctx, async (tx) => {
    const row = await tx.db.credential.findUnique({ where: { id } });
    const end = row?.expiresAt;
    if (!row || !end || end.getTime() - now.getTime() > WARN_DAYS * 86_400_000) return false;
    const { count } = await tx.db.credential.updateMany({
      where: { id, expiresAt: end, OR: [{ warnedFor: null }, { warnedFor: { not: end } }] },
      data: { warnedFor: end, updatedAt: row.updatedAt },
    });
    if (count !== 1) return false;
    const { name, provider } = row;
    const expires_at = end.toISOString();
    await emit(tx, 'credential.expiring', { credentialId: id, name, provider, expires_at });
    const { members } = await listMembers(tx, { limit: 100, offset: 0 });
    const leaders = members.filter(({ role }) => role === 'owner' || role === 'admin');
    const about = { credentialId: id, name, provider, expiresAt: expires_at };
    await enqueueMany(
      tx,
      credentialMail,
      leaders.map(({ email }) => ({ payload: { ...about, to: email } })),
    );
    return true;
  });
}

interface Letter {
  to: string;
  credentialId: string;
  name: string;
  provider: string;
  expiresAt: string;
}

/** The handler of `connectors.mail`. */
export async function mailExpiring(_ctx: Ctx, letter: Letter): Promise<void> {
  const { to, credentialId, provider, expiresAt } = letter;
  const name = letter.name.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
  const day = expiresAt.slice(0, 10);
  const over = Date.parse(expiresAt) <= Date.now();
  const heading = `The credential ${name} ${over ? 'has expired' : 'expires soon'}`;
  const content = renderMail({
    heading,
    paragraphs: [
      `It is for ${provider} and ${over ? 'ended' : 'ends'} on ${day} (UTC). What uses it fails from then on.`,
      'Renew it at the provider, then save the new secret and its new end.',
    ],
    button: { label: 'Open the credentials', url: `${env().baseUrl}/connectors?tab=credentials` },
    footer: 'You get this because you are an owner or admin of the organization.',
  });
  // The same id for every attempt, so that a mail sent twice is shown once.
  const id = sha256(`${credentialId} ${expiresAt} ${to}`).slice(0, 40);
  const messageId = `${id}@${new URL(env().baseUrl).hostname}`;
  await sendMail({ to, subject: heading.slice(0, 300), messageId, ...content });
}
