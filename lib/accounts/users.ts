import type { TxCtx } from '@/lib/core/context';
import { pool } from '@/lib/core/db/pool';
import type { Role } from '@/lib/core/scopes';

/** A user without the password's hash, as verbs pass it on. */
export interface User {
  id: string;
  email: string;
  name: string | null;
  emailVerifiedAt: Date | null;
  createdAt: Date;
}

const COLUMNS = `id, email::text as email, name, email_verified_at as "emailVerifiedAt", created_at as "createdAt"`;

/** The user with this address, whatever its case, and the password's hash. */
export async function findUserByEmail(
  email: string,
): Promise<(User & { passwordHash: string }) | null> {
  const res = await pool().query<User & { passwordHash: string }>(
    `select ${COLUMNS}, password_hash as "passwordHash" from users where email = $1::citext`,
    [email],
  );
  return res.rows[0] ?? null;
}

export async function findUser(id: string): Promise<(User & { passwordHash: string }) | null> {
  const res = await pool().query<User & { passwordHash: string }>(
    `select ${COLUMNS}, password_hash as "passwordHash" from users where id = $1`,
    [id],
  );
  return res.rows[0] ?? null;
}

/** Inserts a user; null when the address is taken, also by someone at the same moment. */
export async function insertUser(
  tx: TxCtx,
  user: { id: string; email: string; name?: string; passwordHash: string; verified?: boolean },
): Promise<User | null> {
  const rows = await tx.sql<User>(
    `insert into users (id, email, name, password_hash, email_verified_at, updated_at)
     values ($1::uuid, $2::citext, $3::text, $4::text, case when $5::boolean then now() end, now())
     on conflict (email) do nothing returning ${COLUMNS}`,
    user.id,
    user.email,
    user.name ?? null,
    user.passwordHash,
    user.verified ?? false,
  );
  return rows[0] ?? null;
}

export interface Membership {
  organizationId: string;
  name: string;
  slug: string;
  role: Role;
}

/** The user's organizations, the one used last first. */
export async function memberships(userId: string): Promise<Membership[]> {
  const res = await pool().query<Membership>(
    `select m.organization_id as "organizationId", o.name, o.slug, m.role
     from members m join organizations o on o.id = m.organization_id
     left join lateral (select max(s.last_seen_at) as seen from sessions s
       where s.user_id = m.user_id and s.organization_id = m.organization_id) last on true
     where m.user_id = $1 order by last.seen desc nulls last, m.joined_at, m.id limit 1000`,
    [userId],
  );
  return res.rows;
}

export const presentUser = (user: User) => ({
  id: user.id,
  email: user.email,
  name: user.name,
  email_verified: user.emailVerifiedAt !== null,
  created_at: user.createdAt.toISOString(),
});
