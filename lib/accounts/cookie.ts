import { decode, encode } from 'next-auth/jwt';
import { env } from '@/lib/core/env';

/** The one name of the session cookie; next-auth's options are pinned to it. */
export const SESSION_COOKIE = 'fleetprompt-session';

/** Whether cookies are marked Secure: when the configured origin is https. */
export const secureCookies = (): boolean => env().baseUrl.startsWith('https://');

const attributes = (): string =>
  `Path=/; HttpOnly; SameSite=Lax${secureCookies() ? '; Secure' : ''}`;

/**
 * `Set-Cookie` for a session. Without `maxAge` (seconds) the browser drops it when it closes; the
 * sealed token inside ends with the session either way.
 */
export function setSessionCookie(value: string, maxAge?: number): string {
  const age = maxAge === undefined ? '' : `; Max-Age=${maxAge}`;
  return `${SESSION_COOKIE}=${value}; ${attributes()}${age}`;
}

export const clearSessionCookie = (): string => `${SESSION_COOKIE}=; ${attributes()}; Max-Age=0`;

/** The token that next-auth would mint for this session, valid for `seconds`. */
export function sealSession(userId: string, sessionId: string, seconds: number): Promise<string> {
  return encode({
    token: { sub: userId, sid: sessionId },
    secret: env().AUTH_SECRET,
    maxAge: seconds,
  });
}

/** The session id in a cookie's value; null when it was not sealed by us or is over. */
export async function openSession(value: string): Promise<string | null> {
  try {
    const token = await decode({ token: value, secret: env().AUTH_SECRET });
    return typeof token?.sid === 'string' ? token.sid : null;
  } catch {
    return null;
  }
}

/** The session cookie's value among a request's cookies. */
export function sessionCookie(headers: Headers): string | null {
  for (const part of headers.get('cookie')?.split(';') ?? []) {
    const at = part.indexOf('=');
    if (part.slice(0, at).trim() === SESSION_COOKIE) return part.slice(at + 1).trim() || null;
  }
  return null;
}
