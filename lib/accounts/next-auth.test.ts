import NextAuth from 'next-auth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authenticate } from '@/lib/accounts/authenticate';
import { SESSION_COOKIE } from '@/lib/accounts/cookie';
import { login } from '@/lib/accounts/login';
import { authOptions } from '@/lib/accounts/next-auth';
import { isNextAuthPath } from '@/lib/accounts/next-auth-path';
import { testDatabase } from '@/lib/testing/db';
import { makeOrganization, makeUser, PASSWORD } from '@/lib/testing/factories/accounts';

let drop: () => Promise<void>;
beforeAll(async () => {
  ({ drop } = await testDatabase());
});
afterAll(() => drop());

type Cookies = Record<string, string>;

interface Answer {
  status: number;
  body: { csrfToken?: string; url?: string };
}

/** One request to next-auth with a browser's cookies, which are kept. */
async function ask(
  cookies: Cookies,
  method: string,
  action: string[],
  body: object = {},
): Promise<Answer> {
  const answer: Answer = { status: 0, body: {} };
  const set: string[] = [];
  const keep = (given: Answer['body']) => {
    answer.body = given;
  };
  const response = {
    status(code: number) {
      answer.status = code;
      return response;
    },
    getHeader: () => set,
    setHeader(name: string, value: string[]) {
      if (name === 'Set-Cookie') set.splice(0, set.length, ...value);
      return response;
    },
    json: keep,
    send: keep,
    end: () => {},
  };
  const request = { method, query: { nextauth: action }, body, cookies, headers: {} };
  await NextAuth(request as never, response as never, authOptions());
  for (const line of set) {
    const [name = '', value = ''] = (line.split(';')[0] as string).split('=');
    if (value) cookies[name] = decodeURIComponent(value);
    else delete cookies[name];
  }
  return answer;
}

const works = (value: string) =>
  authenticate(new Headers({ cookie: `${SESSION_COOKIE}=${value}` }), { mount: 'api' }).then(
    (found) => found?.ctxParts.actor.kind === 'user',
    () => false,
  );

async function act(cookies: Cookies, action: string[], body: object) {
  const { csrfToken } = (await ask(cookies, 'GET', ['csrf'])).body;
  return ask(cookies, 'POST', action, { ...body, csrfToken, json: 'true' });
}

const signIn = (cookies: Cookies, email: string, password: string) =>
  act(cookies, ['callback', 'credentials'], { email, password });
const signOut = (cookies: Cookies) => act(cookies, ['signout'], {});

describe('next-auth', () => {
  it('signs in to one of our sessions, and its sign-out ends it', async () => {
    const { owner } = await makeOrganization();
    const cookies: Cookies = {};
    await signIn(cookies, owner.email, PASSWORD);
    const value = cookies[SESSION_COOKIE] as string;
    expect(await works(value)).toBe(true);
    await signOut(cookies);
    expect(cookies[SESSION_COOKIE]).toBeUndefined();
    expect(await works(value)).toBe(false);
  });

  it('signs out of a session that our own login began', async () => {
    const { owner } = await makeOrganization();
    const { cookie } = await login(
      { email: owner.email, password: PASSWORD },
      { ip: '', userAgent: '' },
    );
    const value = cookie.slice(SESSION_COOKIE.length + 1, cookie.indexOf(';'));
    expect(await works(value)).toBe(true);
    await signOut({ [SESSION_COOKIE]: value });
    expect(await works(value)).toBe(false);
  });

  it('gives no cookie for a wrong password, and names an unverified address by its code', async () => {
    const user = await makeUser({ verified: false });
    const cookies: Cookies = {};
    const wrong = await signIn(cookies, user.email, 'wrong password');
    expect(wrong.status).toBe(401);
    const unverified = await signIn(cookies, user.email, PASSWORD);
    expect(unverified.body.url).toContain('EMAIL_NOT_VERIFIED');
    expect(cookies[SESSION_COOKIE]).toBeUndefined();
  });

  it('leaves our own endpoints under /api/auth alone', () => {
    for (const path of ['/api/auth/csrf', '/api/auth/callback/credentials', '/api/auth/signout'])
      expect(isNextAuthPath(path)).toBe(true);
    for (const path of ['/api/auth/login', '/api/auth/session', '/api/auth', '/api/v1/auth/csrf'])
      expect(isNextAuthPath(path)).toBe(false);
  });
});
