import { countAttempt, forgetAttempts } from '@/lib/accounts/attempts';
import { forgetAll } from '@/lib/accounts/auth-cache';
import { endSessionsOf } from '@/lib/accounts/end-sessions';
import { checkPassword, hashPassword } from '@/lib/accounts/password';
import { person } from '@/lib/accounts/person';
import { postLetter } from '@/lib/accounts/post-letter';
import { findUser } from '@/lib/accounts/users';
import { audit } from '@/lib/audit/record';
import { type Ctx, transaction } from '@/lib/core/context';
import { invalid } from '@/lib/core/errors';

/** Changes one's own password; the present session stays, every other one ends. */
export async function changePassword(
  ctx: Ctx,
  input: { current_password: string; new_password: string },
  ip: string,
): Promise<void> {
  const me = person(ctx);
  await countAttempt(ip, me.email);
  const user = await findUser(me.id);
  if (!(await checkPassword(user?.passwordHash ?? null, input.current_password)))
    invalid('current_password', 'is not your password');
  await forgetAttempts(ip, me.email);
  const passwordHash = await hashPassword(input.new_password);
  await transaction(ctx, async (tx) => {
    await tx.sql(
      'update users set password_hash = $2::text, updated_at = now() where id = $1::uuid',
      me.id,
      passwordHash,
    );
    await endSessionsOf(tx, me.id, 'password_changed', me.sessionId);
    await audit(tx, { action: 'user.password_changed', target: { type: 'user', id: me.id } });
    await postLetter(tx, me.email, { about: 'password_changed' });
  });
  forgetAll();
}
