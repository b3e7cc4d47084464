import { writeOrganization } from '@/lib/accounts/create-organization';
import { evenly } from '@/lib/accounts/evenly';
import { hashPassword } from '@/lib/accounts/password';
import { mayWriteTo, postLetter } from '@/lib/accounts/post-letter';
import { withSystemTx } from '@/lib/accounts/system-tx';
import { issueUserToken } from '@/lib/accounts/user-tokens';
import { findUserByEmail, insertUser } from '@/lib/accounts/users';
import { newId } from '@/lib/core/ids';

export interface NewAccount {
  email: string;
  password: string;
  organizationName?: string;
  name?: string;
}

/** Milliseconds that hide the difference between making an account and writing a mail only. */
export const SIGNUP_MS = 250;

/**
 * Makes a user, an organization with its welcome credits, and the verification mail, all or nothing.
 * For a known address nothing is made and the mail says so; the answer is the same either way.
 */
export function signup(input: NewAccount) {
  return evenly(SIGNUP_MS, async () => {
    const id = newId();
    const passwordHash = await hashPassword(input.password);
    const made = await withSystemTx(newId(), async (tx) => {
      const user = await insertUser(tx, { id, email: input.email, name: input.name, passwordHash });
      if (!user) return false;
      await writeOrganization(tx, { name: organizationName(input), owner: user, welcome: true });
      const token = await issueUserToken(tx, id, 'verify_email');
      await postLetter(tx, user.email, { about: 'verify_email', token });
      return true;
    });
    if (!made) await remind(input.email);
    return {
      message: 'Please check your email to verify your account',
      user: { id, email: input.email },
    };
  });
}

const organizationName = ({ organizationName: given, name, email }: NewAccount) =>
  given ?? `${name ?? email.split('@')[0]}'s organization`.slice(0, 100);

/** Tells the owner of a known address; an account that was never verified gets its link again. */
async function remind(email: string): Promise<void> {
  const user = await findUserByEmail(email);
  if (!user || !(await mayWriteTo(user.email))) return;
  await withSystemTx(null, async (tx) => {
    if (user.emailVerifiedAt) return postLetter(tx, user.email, { about: 'account_exists' });
    const token = await issueUserToken(tx, user.id, 'verify_email');
    return postLetter(tx, user.email, { about: 'verify_email', token });
  });
}
