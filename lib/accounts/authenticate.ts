import { readAccessToken } from '@/lib/accounts/access-token';
import { remembered } from '@/lib/accounts/auth-cache';
import { openSession, sessionCookie } from '@/lib/accounts/cookie';
import { intersectScopes } from '@/lib/accounts/intersect-scopes';
import {
  type KeyRow,
  lookUpKey,
  lookUpSession,
  type SessionRow,
  touch,
} from '@/lib/accounts/lookup';
import type { Actor } from '@/lib/core/context';
import { sha256 } from '@/lib/core/crypto';
import { AppError } from '@/lib/core/errors';
import { isUuid } from '@/lib/core/ids';
import { expandScopes, ROLE_SCOPES } from '@/lib/core/scopes';

export interface Authenticated {
  ctxParts: { organizationId: string; actor: Actor; scopes: string[] };
  /** a key's own limits; absent ones take the defaults */
  limits: { perMinute?: number; perHour?: number };
  via: 'key' | 'jwt' | 'cookie';
}

type Mount = 'api' | 'v1';
type Reason = 'missing' | 'invalid' | 'expired';

/** The 401 in the words of the mount (api.md): three sentences under v1, one under /api. */
export function unauthenticated(mount: Mount, reason: Reason): AppError {
  const v1 = { missing: 'Missing API key', invalid: 'Invalid API key', expired: 'API key expired' };
  return new AppError(
    'UNAUTHENTICATED',
    mount === 'v1' ? v1[reason] : 'Invalid API key or session',
    { headers: { 'WWW-Authenticate': 'Bearer' } },
  );
}

/**
 * Who sent these headers: a key or access token in `Authorization: Bearer`, a key in `X-API-Key`, or
 * the session cookie, in that order; the first that is present decides. Null when there is none.
 * Throws UNAUTHENTICATED when it is not valid (any more).
 */
export async function authenticate(
  headers: Headers,
  wants: { mount: Mount },
): Promise<Authenticated | null> {
  const result = await identify(headers);
  if (typeof result === 'string') throw unauthenticated(wants.mount, result);
  return result;
}

async function identify(headers: Headers): Promise<Authenticated | null | Reason> {
  const authorization = headers.get('authorization');
  if (authorization !== null) {
    const token = /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
    if (!token) return 'missing';
    return token.split('.').length === 3 ? byAccessToken(token) : byKey(token);
  }
  const key = headers.get('x-api-key')?.trim();
  if (key) return byKey(key);
  const cookie = sessionCookie(headers);
  if (!cookie) return null;
  const sessionId = await openSession(cookie);
  return sessionId ? bySession(sessionId, 'cookie') : 'invalid';
}

async function byKey(secret: string): Promise<Authenticated | Reason> {
  if (!secret.startsWith('fp_') || secret.length > 200) return 'invalid';
  const hash = sha256(secret);
  const row = await remembered('key', hash, () => lookUpKey(hash));
  const now = Date.now();
  // A key whose maker left the organization is worth nothing: its role is null.
  if (!row?.role) return 'invalid';
  if (row.keyHash !== hash && !(row.previousExpiresAt && row.previousExpiresAt.getTime() > now))
    return 'expired';
  if (row.expiresAt && row.expiresAt.getTime() <= now) return 'expired';
  touch('key', row.id, row.lastUsedAt);
  return keyAuthenticated(row, row.role);
}

function keyAuthenticated(row: KeyRow, role: NonNullable<KeyRow['role']>): Authenticated {
  return {
    ctxParts: {
      organizationId: row.organizationId,
      actor: { kind: 'key', id: row.id, userId: row.userId, role, name: row.name },
      scopes: intersectScopes(row.scopes, ROLE_SCOPES[role]),
    },
    limits: { perMinute: row.perMinute ?? undefined, perHour: row.perHour ?? undefined },
    via: 'key',
  };
}

async function byAccessToken(token: string): Promise<Authenticated | Reason> {
  const claims = await readAccessToken(token);
  if (typeof claims === 'string') return claims;
  return bySession(claims.sessionId, 'jwt');
}

async function bySession(id: string, via: 'jwt' | 'cookie'): Promise<Authenticated | Reason> {
  const row = await liveSession(id);
  if (!row) return 'invalid';
  touch('session', row.id, row.lastSeenAt);
  const { role, userId, email } = row;
  return {
    ctxParts: {
      organizationId: row.organizationId,
      actor: { kind: 'user', id: userId, email, role, sessionId: row.id },
      scopes: expandScopes(ROLE_SCOPES[role]),
    },
    limits: {},
    via,
  };
}

type LiveSession = SessionRow & { role: NonNullable<SessionRow['role']> };

/** The session's row while it is neither ended nor over and its user is still a member. */
export async function liveSession(id: string): Promise<LiveSession | null> {
  if (!isUuid(id)) return null;
  const row = await remembered('session', id, () => lookUpSession(id));
  if (!row?.role || row.revokedAt || row.expiresAt.getTime() <= Date.now()) return null;
  return row as LiveSession;
}
