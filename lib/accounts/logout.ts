import { readAccessToken } from '@/lib/accounts/access-token';
import { forgetSession } from '@/lib/accounts/auth-cache';
import { liveSession } from '@/lib/accounts/authenticate';
import { openSession, sessionCookie } from '@/lib/accounts/cookie';
import { endSession } from '@/lib/accounts/end-sessions';
import { asUser, withSystemTx } from '@/lib/accounts/system-tx';
import { audit } from '@/lib/audit/record';

/** The session that a request's access token or cookie points to, live or not. */
export async function sessionIdOf(headers: Headers): Promise<string | null> {
  const token = /^Bearer +(\S+) *$/i.exec(headers.get('authorization') ?? '')?.[1];
  if (token) {
    const claims = await readAccessToken(token);
    if (typeof claims !== 'string') return claims.sessionId;
  }
  const cookie = sessionCookie(headers);
  return cookie ? openSession(cookie) : null;
}

/** Ends a session everywhere at once. One that is over already stays over. */
export async function logout(sessionId: string): Promise<void> {
  const session = await liveSession(sessionId);
  if (!session) return;
  await withSystemTx(session.organizationId, async (tx) => {
    if (!(await endSession(tx, sessionId, 'logout'))) return;
    await audit(asUser(tx, { id: session.userId, email: session.email }), {
      action: 'user.signed_out',
      target: { type: 'session', id: sessionId },
    });
  });
  forgetSession(sessionId);
}
