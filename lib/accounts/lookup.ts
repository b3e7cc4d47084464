import { pool } from '@/lib/core/db/pool';
import type { Role } from '@/lib/core/scopes';

export interface KeyRow {
  id: string;
  organizationId: string;
  userId: string;
  name: string;
  keyHash: string;
  previousExpiresAt: Date | null;
  scopes: string[];
  perMinute: number | null;
  perHour: number | null;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
  /** the maker's present role; null when the maker left */
  role: Role | null;
}

export interface SessionRow {
  id: string;
  userId: string;
  email: string;
  name: string | null;
  userCreatedAt: Date;
  organizationId: string;
  organizationName: string;
  lastSeenAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
  role: Role | null;
}

const KEY_SQL = `
select k.id, k.organization_id as "organizationId", k.user_id as "userId", k.name, k.key_hash as "keyHash",
  k.previous_expires_at as "previousExpiresAt", k.scopes, k.limit_per_minute as "perMinute",
  k.limit_per_hour as "perHour", k.last_used_at as "lastUsedAt", k.expires_at as "expiresAt", m.role
from api_keys k
left join members m on m.organization_id = k.organization_id and m.user_id = k.user_id
where k.key_hash = $1 or k.previous_key_hash = $1`;

/** The key with this SHA-256, present or former. A named statement on the pool: this is every request's first query. */
export async function lookUpKey(hash: string): Promise<KeyRow | null> {
  const res = await pool().query<KeyRow>({ name: 'accounts.key', text: KEY_SQL, values: [hash] });
  return res.rows[0] ?? null;
}

const SESSION_SQL = `
select s.id, s.user_id as "userId", u.email::text as email, u.name, u.created_at as "userCreatedAt",
  s.organization_id as "organizationId", o.name as "organizationName", s.last_seen_at as "lastSeenAt",
  s.expires_at as "expiresAt", s.revoked_at as "revokedAt", m.role
from sessions s
join users u on u.id = s.user_id
join organizations o on o.id = s.organization_id
left join members m on m.organization_id = s.organization_id and m.user_id = s.user_id
where s.id = $1`;

export async function lookUpSession(id: string): Promise<SessionRow | null> {
  const res = await pool().query<SessionRow>({
    name: 'accounts.session',
    text: SESSION_SQL,
    values: [id],
  });
  return res.rows[0] ?? null;
}

const TOUCH = {
  key: `update api_keys set last_used_at = now()
    where id = $1 and (last_used_at is null or last_used_at < now() - interval '1 minute')`,
  session: `update sessions set last_seen_at = now()
    where id = $1 and last_seen_at < now() - interval '1 minute'`,
};
const touched = new Map<string, number>();

/** Notes the last use, at most once a minute, without making the request wait or fail. */
export function touch(kind: 'key' | 'session', id: string, last: Date | null): void {
  const now = Date.now();
  if (last && now - last.getTime() < 60_000) return;
  if (now - (touched.get(id) ?? 0) < 60_000) return;
  if (touched.size > 10_000) touched.clear();
  touched.set(id, now);
  pool()
    .query(TOUCH[kind], [id])
    .catch(() => touched.delete(id));
}
