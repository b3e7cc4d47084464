import { evenly } from '@/lib/accounts/evenly';
import { mayWriteTo, postLetter } from '@/lib/accounts/post-letter';
import { withSystemTx } from '@/lib/accounts/system-tx';
import { issueUserToken, useToken } from '@/lib/accounts/user-tokens';
import { findUserByEmail } from '@/lib/accounts/users';

/** Milliseconds that hide whether a mail was written. */
export const MAIL_MS = 120;

/** Confirms the address that the link was sent to. Throws TOKEN_INVALID. */
export async function verifyEmail(token: string) {
  return withSystemTx(null, async (tx) => {
    const userId = await useToken(tx, token, 'verify_email');
    const rows = await tx.sql<{ id: string; email: string }>(
      `update users set email_verified_at = coalesce(email_verified_at, now()), updated_at = now()
       where id = $1::uuid returning id, email::text as email`,
      userId,
    );
    return rows[0] as { id: string; email: string };
  });
}

/** Sends the link again where an account waits for it; the answer is the same for every address. */
export function resendVerification(email: string): Promise<void> {
  return evenly(MAIL_MS, async () => {
    const user = await findUserByEmail(email);
    if (!user || user.emailVerifiedAt || !(await mayWriteTo(user.email))) return;
    await withSystemTx(null, async (tx) => {
      const token = await issueUserToken(tx, user.id, 'verify_email');
      await postLetter(tx, user.email, { about: 'verify_email', token });
    });
  });
}
