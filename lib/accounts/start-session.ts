import { ACCESS_SECONDS, issueAccessToken } from '@/lib/accounts/access-token';
import { sealSession, setSessionCookie } from '@/lib/accounts/cookie';
import type { TxCtx } from '@/lib/core/context';
import { randomToken, sha256 } from '@/lib/core/crypto';
import { newId } from '@/lib/core/ids';

const DAY = 24 * 3600;

/** Where a sign-in came from. */
export interface Client {
  ip: string;
  userAgent: string;
}

export interface StartedSession {
  sessionId: string;
  tokens: { access_token: string; refresh_token: string; expires_in: number };
  /** the `Set-Cookie` header */
  cookie: string;
}

/** Writes the session's row and mints everything that points to it. */
export async function startSession(
  tx: TxCtx,
  userId: string,
  from: Client,
  rememberMe = false,
): Promise<StartedSession> {
  const seconds = rememberMe ? 30 * DAY : DAY;
  const sessionId = newId();
  const expiresAt = new Date(Date.now() + seconds * 1000);
  await tx.db.session.create({
    data: {
      id: sessionId,
      organizationId: tx.organizationId,
      userId,
      ip: from.ip.slice(0, 100),
      userAgent: from.userAgent.slice(0, 300),
      expiresAt,
    },
  });
  const tokens = await mintTokens(tx, { userId, sessionId, expiresAt });
  const cookie = setSessionCookie(await sealSession(userId, sessionId, seconds), seconds);
  return { sessionId, tokens, cookie };
}

/** A new access token and a new refresh token for a session; both end with it. */
export async function mintTokens(
  tx: TxCtx,
  session: { userId: string; sessionId: string; expiresAt: Date },
) {
  const left = Math.floor((session.expiresAt.getTime() - Date.now()) / 1000);
  const seconds = Math.max(1, Math.min(ACCESS_SECONDS, left));
  const refreshToken = randomToken();
  await tx.sql(
    `insert into refresh_tokens (id, session_id, token_hash, expires_at)
     values ($1::uuid, $2::uuid, $3::text, $4::timestamptz)`,
    newId(),
    session.sessionId,
    sha256(refreshToken),
    session.expiresAt,
  );
  const { userId, sessionId } = session;
  const { organizationId } = tx;
  return {
    access_token: await issueAccessToken({ userId, sessionId, organizationId }, seconds),
    refresh_token: refreshToken,
    expires_in: seconds,
  };
}
