import type { NextAuthOptions } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import { forgetSession } from '@/lib/accounts/auth-cache';
import { liveSession } from '@/lib/accounts/authenticate';
import { SESSION_COOKIE, secureCookies } from '@/lib/accounts/cookie';
import { login } from '@/lib/accounts/login';
import { logout } from '@/lib/accounts/logout';
import { PAGES } from '@/lib/accounts/pages';
import { env } from '@/lib/core/env';
import { isAppError } from '@/lib/core/errors';

const DAY = 24 * 3600;

/** next-auth on our session rows: its token is our cookie, so either side's sign-out ends both. */
export function authOptions(): NextAuthOptions {
  // next-auth reads its origin from the environment only.
  process.env.NEXTAUTH_URL ??= env().baseUrl;
  return {
    secret: env().AUTH_SECRET,
    useSecureCookies: secureCookies(),
    cookies: {
      sessionToken: {
        name: SESSION_COOKIE,
        options: { httpOnly: true, sameSite: 'lax', path: '/', secure: secureCookies() },
      },
    },
    session: { strategy: 'jwt', maxAge: DAY },
    pages: { signIn: PAGES.signIn, error: PAGES.signIn },
    providers: [
      CredentialsProvider({
        name: 'Email and password',
        credentials: {
          email: { label: 'Email', type: 'email' },
          password: { label: 'Password', type: 'password' },
        },
        authorize: (given, request) =>
          authorize(given, (request.headers ?? {}) as Record<string, string>),
      }),
    ],
    callbacks: {
      // `user` is there at sign-in only; the token keeps nothing but whose session it is.
      jwt: ({ token, user }) =>
        user
          ? { sub: user.id, sid: (user as { sid?: string }).sid }
          : { sub: token.sub, sid: token.sid },
      async session({ session, token }) {
        const live = await liveSession(String(token.sid));
        return live ? { ...session, user: { email: live.email, name: live.name } } : session;
      },
    },
    events: {
      async signOut({ token }) {
        if (typeof token?.sid !== 'string') return;
        await logout(token.sid);
        forgetSession(token.sid);
      },
    },
  };
}

type Given = { email?: string; password?: string } | undefined;

/** Signs in by the same verb as `POST /api/auth/login`; null for what is simply wrong. */
async function authorize(given: Given, headers: Record<string, string>) {
  if (!given?.email || !given.password || given.password.length > 200) return null;
  const from = {
    ip: headers['x-real-ip'] ?? headers['x-forwarded-for']?.split(',')[0]?.trim() ?? '127.0.0.1',
    userAgent: headers['user-agent'] ?? '',
  };
  try {
    const { answer, sessionId } = await login(
      { email: given.email, password: given.password },
      from,
    );
    return { id: answer.user.id, email: answer.user.email, name: answer.user.name, sid: sessionId };
  } catch (error) {
    if (isAppError(error) && error.code === 'INVALID_CREDENTIALS') return null;
    // next-auth shows the message of an error to the sign-in page: a code, never our internals.
    throw new Error(isAppError(error) ? error.code : 'UNAVAILABLE');
  }
}
