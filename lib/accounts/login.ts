import { countAttempt, forgetAttempts } from '@/lib/accounts/attempts';
import { createOrganization } from '@/lib/accounts/create-organization';
import { checkPassword } from '@/lib/accounts/password';
import { type Client, startSession } from '@/lib/accounts/start-session';
import { asUser, withSystemTx } from '@/lib/accounts/system-tx';
import {
  findUserByEmail,
  type Membership,
  memberships,
  presentUser,
  type User,
} from '@/lib/accounts/users';
import { audit } from '@/lib/audit/record';
import { fail } from '@/lib/core/errors';

export interface Credentials {
  email: string;
  password: string;
  rememberMe?: boolean;
}

/**
 * Signs a user in: tokens and the session cookie for one new session row. An unknown address, a wrong
 * password and an unverified address with a wrong password answer alike and cost the same.
 */
export async function login(input: Credentials, from: Client) {
  const user = await checkCredentials(input, from);
  return signIn(user, from, input.rememberMe);
}

/** The user whose password this is. Throws INVALID_CREDENTIALS, EMAIL_NOT_VERIFIED or RATE_LIMITED. */
export async function checkCredentials(input: Credentials, from: Client): Promise<User> {
  await countAttempt(from.ip, input.email);
  const user = await findUserByEmail(input.email);
  const right = await checkPassword(user?.passwordHash ?? null, input.password);
  if (!user || !right) fail('INVALID_CREDENTIALS');
  await forgetAttempts(from.ip, input.email);
  // Only after the right password: otherwise it would tell who has an account.
  if (!user.emailVerifiedAt)
    fail('EMAIL_NOT_VERIFIED', undefined, {
      details: { resend: 'POST /api/auth/resend-verification' },
    });
  return user;
}

/** Starts a session in `organizationId`, or in the organization that the user used last. */
export async function signIn(
  user: User,
  from: Client,
  rememberMe = false,
  organizationId?: string,
) {
  const home = await homeOf(user, organizationId);
  const started = await withSystemTx(home.organizationId, async (tx) => {
    const session = await startSession(tx, user.id, from, rememberMe);
    await audit(asUser(tx, user), {
      action: 'user.signed_in',
      target: { type: 'session', id: session.sessionId },
    });
    return session;
  });
  return {
    ...started,
    answer: {
      user: presentUser(user),
      organization: { id: home.organizationId, name: home.name },
      role: home.role,
      session: started.tokens,
    },
  };
}

async function homeOf(user: User, wanted?: string): Promise<Membership> {
  const all = await memberships(user.id);
  const found = all.find((m) => m.organizationId === wanted) ?? all[0];
  if (found) return found;
  // Removed from everywhere: an empty organization of one's own, without welcome credits.
  const name = `${user.name ?? user.email.split('@')[0]}'s organization`.slice(0, 100);
  const made = await createOrganization({ name, owner: user, welcome: false });
  return { organizationId: made.id, name: made.name, slug: made.slug, role: 'owner' };
}
