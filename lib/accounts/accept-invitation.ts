import { countAttempt, forgetAttempts } from '@/lib/accounts/attempts';
import { forgetAll } from '@/lib/accounts/auth-cache';
import { liveSession } from '@/lib/accounts/authenticate';
import { signIn } from '@/lib/accounts/login';
import { sessionIdOf } from '@/lib/accounts/logout';
import { checkPassword, hashPassword } from '@/lib/accounts/password';
import type { Client } from '@/lib/accounts/start-session';
import { asUser, withSystemTx } from '@/lib/accounts/system-tx';
import { findUserByEmail, insertUser, type User } from '@/lib/accounts/users';
import { audit } from '@/lib/audit/record';
import type { TxCtx } from '@/lib/core/context';
import { sha256 } from '@/lib/core/crypto';
import { pool } from '@/lib/core/db/pool';
import { fail, invalid } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import type { Role } from '@/lib/core/scopes';
import { emit } from '@/lib/events/emit';

interface Open {
  id: string;
  organizationId: string;
  organizationName: string;
  email: string;
  role: Role;
  expiresAt: Date;
  hasAccount: boolean;
  inviter: string | null;
}

async function findOpen(token: string): Promise<Open> {
  const res = await pool().query<Open>(
    `select i.id, i.organization_id as "organizationId", o.name as "organizationName",
       i.email::text as email, i.role, i.expires_at as "expiresAt", u.id is not null as "hasAccount",
       coalesce(by.name, by.email::text) as inviter
     from invitations i join organizations o on o.id = i.organization_id
     left join users u on u.email = i.email left join users by on by.id = i.invited_by_id
     where i.token_hash = $1 and i.accepted_at is null and i.revoked_at is null and i.expires_at > now()`,
    [sha256(token)],
  );
  return res.rows[0] ?? fail('TOKEN_INVALID');
}

/** What the invited person sees before accepting; whoever has the link reads that inbox. */
export async function lookUpInvitation(token: string) {
  const open = await findOpen(token);
  return {
    email: open.email,
    role: open.role,
    organization: { id: open.organizationId, name: open.organizationName },
    expires_at: open.expiresAt.toISOString(),
    has_account: open.hasAccount,
    invited_by: open.inviter,
  };
}

interface Acceptance {
  token: string;
  password?: string;
  name?: string;
}

/**
 * Joins the organization and starts a session there. An existing account needs its password unless it is
 * signed in already: a week-old link must not open it. Throws TOKEN_INVALID, INVALID_CREDENTIALS.
 */
export async function acceptInvitation(input: Acceptance, from: Client, headers: Headers) {
  const open = await findOpen(input.token);
  const known = await findUserByEmail(open.email);
  if (known) await prove(known, input.password, from, headers);
  const passwordHash = known
    ? ''
    : await hashPassword(input.password ?? invalid('password', 'is required'));
  const user = await withSystemTx(open.organizationId, async (tx) => {
    await consume(tx, input.token);
    const joined = known
      ? await confirm(tx, known)
      : await insertUser(tx, {
          id: newId(),
          email: open.email,
          name: input.name,
          passwordHash,
          verified: true,
        });
    if (!joined)
      fail('CONFLICT', 'This address has got an account meanwhile. Sign in and accept again.');
    await join(tx, joined, open);
    return joined;
  });
  forgetAll();
  return signIn(user, from, false, open.organizationId);
}

async function prove(
  user: User & { passwordHash: string },
  password: string | undefined,
  from: Client,
  headers: Headers,
): Promise<void> {
  const sessionId = await sessionIdOf(headers);
  const session = sessionId ? await liveSession(sessionId) : null;
  if (session?.userId === user.id) return;
  if (!password) invalid('password', 'is required');
  await countAttempt(from.ip, user.email);
  if (!(await checkPassword(user.passwordHash, password))) fail('INVALID_CREDENTIALS');
  await forgetAttempts(from.ip, user.email);
}

/** One conditional statement: of two who use the link at once, one joins. */
async function consume(tx: TxCtx, token: string): Promise<void> {
  const used = await tx.sql(
    `update invitations set accepted_at = now()
     where organization_id = $1::uuid and token_hash = $2::text
       and accepted_at is null and revoked_at is null and expires_at > now() returning id`,
    tx.organizationId,
    sha256(token),
  );
  if (used.length === 0) fail('TOKEN_INVALID');
}

/** The link came by mail, so the address is the user's. */
async function confirm(tx: TxCtx, user: User): Promise<User> {
  await tx.sql(
    'update users set email_verified_at = coalesce(email_verified_at, now()) where id = $1::uuid',
    user.id,
  );
  return { ...user, emailVerifiedAt: user.emailVerifiedAt ?? new Date() };
}

async function join(tx: TxCtx, user: User, { id, role }: Open): Promise<void> {
  const rows = await tx.sql(
    `insert into members (id, organization_id, user_id, role) values ($1::uuid, $2::uuid, $3::uuid, $4::text)
     on conflict (organization_id, user_id) do nothing returning id`,
    newId(),
    tx.organizationId,
    user.id,
    role,
  );
  if (rows.length === 0) return;
  const as = asUser(tx, user);
  await audit(as, { action: 'member.joined', target: { type: 'invitation', id }, data: { role } });
  await emit(as, 'member.joined', { userId: user.id, email: user.email, role });
}
