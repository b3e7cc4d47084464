import { forgetAll } from '@/lib/accounts/auth-cache';
import { endSessionsOf } from '@/lib/accounts/end-sessions';
import { evenly } from '@/lib/accounts/evenly';
import { hashPassword } from '@/lib/accounts/password';
import { mayWriteTo, postLetter } from '@/lib/accounts/post-letter';
import { withSystemTx } from '@/lib/accounts/system-tx';
import { issueUserToken, useToken } from '@/lib/accounts/user-tokens';
import { findUserByEmail } from '@/lib/accounts/users';
import { MAIL_MS } from '@/lib/accounts/verify-email';

/** Sends a link where there is an account; the answer is the same for every address. */
export function forgotPassword(email: string): Promise<void> {
  return evenly(MAIL_MS, async () => {
    const user = await findUserByEmail(email);
    if (!user || !(await mayWriteTo(user.email))) return;
    await withSystemTx(null, async (tx) => {
      const token = await issueUserToken(tx, user.id, 'reset_password');
      await postLetter(tx, user.email, { about: 'reset_password', token });
    });
  });
}

/**
 * Sets the password and ends every session of the account. The link came by mail, so the address
 * counts as verified. Throws TOKEN_INVALID.
 */
export async function resetPassword(token: string, password: string): Promise<void> {
  const passwordHash = await hashPassword(password);
  await withSystemTx(null, async (tx) => {
    const userId = await useToken(tx, token, 'reset_password');
    const [user] = await tx.sql<{ email: string }>(
      `update users set password_hash = $2::text, updated_at = now(),
         email_verified_at = coalesce(email_verified_at, now())
       where id = $1::uuid returning email::text as email`,
      userId,
      passwordHash,
    );
    await endSessionsOf(tx, userId, 'password_reset');
    await postLetter(tx, (user as { email: string }).email, { about: 'password_changed' });
  });
  forgetAll();
}
