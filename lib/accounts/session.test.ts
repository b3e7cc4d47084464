import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authenticate } from '@/lib/accounts/authenticate';
import { changePassword } from '@/lib/accounts/change-password';
import { login } from '@/lib/accounts/login';
import { logout } from '@/lib/accounts/logout';
import { readSession } from '@/lib/accounts/read-session';
import { refresh } from '@/lib/accounts/refresh';
import { forgotPassword, resetPassword } from '@/lib/accounts/reset-password';
import { pool } from '@/lib/core/db/pool';
import { overrideEnv } from '@/lib/core/env';
import { testDatabase } from '@/lib/testing/db';
import { ctxOf, makeOrganization, makeUser, PASSWORD } from '@/lib/testing/factories/accounts';
import { lettersTo, tokenTo } from '@/lib/testing/factories/letters';

let drop: () => Promise<void>;
beforeAll(async () => {
  ({ drop } = await testDatabase());
});
afterAll(() => drop());

const from = { ip: '127.0.0.1', userAgent: 'test' };

async function signedIn(rememberMe = false) {
  const { owner, organization } = await makeOrganization();
  const signed = await login({ email: owner.email, password: PASSWORD, rememberMe }, from);
  const cookie = { cookie: signed.cookie.split(';')[0] as string };
  const bearer = { authorization: `Bearer ${signed.answer.session.access_token}` };
  return {
    owner,
    organization,
    ...signed,
    setCookie: signed.cookie,
    cookie,
    bearer,
    tokens: signed.answer.session,
  };
}

const works = async (headers: Record<string, string>) =>
  authenticate(new Headers(headers), { mount: 'api' }).then(
    (found) => found !== null,
    () => false,
  );

describe('a session', () => {
  it('lasts one day, or thirty when remembered', async () => {
    for (const [remember, days] of [
      [false, 1],
      [true, 30],
    ] as const) {
      const { sessionId, setCookie, tokens } = await signedIn(remember);
      expect(setCookie).toContain(`Max-Age=${days * 86_400}`);
      expect(setCookie).toContain('HttpOnly; SameSite=Lax');
      expect(tokens.expires_in).toBe(3600);
      const { rows } = await pool().query(
        'select round(extract(epoch from expires_at - created_at) / 86400)::int as days from sessions where id = $1',
        [sessionId],
      );
      expect(rows[0].days).toBe(days);
    }
  });

  it('sends its cookie over https only when the site is https', async () => {
    const restore = overrideEnv({ baseUrl: 'https://fleet.example.com' });
    expect((await signedIn()).setCookie).toContain('; Secure');
    restore();
    expect((await signedIn()).setCookie).not.toContain('Secure');
  });

  it('ends everywhere at once by logout: access token, cookie and refresh token', async () => {
    const { sessionId, cookie, bearer, tokens } = await signedIn();
    expect([await works(cookie), await works(bearer)]).toEqual([true, true]);
    await logout(sessionId);
    expect([await works(cookie), await works(bearer)]).toEqual([false, false]);
    await expect(refresh(tokens.refresh_token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await readSession(new Headers(cookie))).toEqual({});
    await logout(sessionId);
  });

  it('ended by another process is refused here within a second', async () => {
    const { sessionId, bearer } = await signedIn();
    expect(await works(bearer)).toBe(true);
    await pool().query('update sessions set revoked_at = now() where id = $1', [sessionId]);
    await expect.poll(() => works(bearer), { timeout: 1000 }).toBe(false);
  });

  it('is over when its time is over, though the access token is not', async () => {
    const { sessionId, bearer } = await signedIn();
    await pool().query(`update sessions set expires_at = now() where id = $1`, [sessionId]);
    expect(await works(bearer)).toBe(false);
  });

  it('is read with user, organization and credits; nothing is read as an empty object', async () => {
    const { owner, organization, cookie } = await signedIn();
    await pool().query(
      `insert into ledger_accounts (id, organization_id, kind, posted, held)
       values ($1, $2, 'wallet', 100000000, 1500000)`,
      [crypto.randomUUID(), organization.id],
    );
    expect(await readSession(new Headers(cookie))).toMatchObject({
      user: { id: owner.id, email: owner.email },
      organization: { id: organization.id, name: 'Acme', credits: 98.5 },
      expires: expect.stringMatching(/Z$/),
    });
    expect(await readSession(new Headers())).toEqual({});
    expect(await readSession(new Headers({ cookie: 'fleetprompt-session=rubbish' }))).toEqual({});
  });
});

describe('a refresh token', () => {
  it('rotates: the new one works, the cookie stays', async () => {
    const { tokens, cookie } = await signedIn();
    const next = await refresh(tokens.refresh_token);
    expect(next.refresh_token).not.toBe(tokens.refresh_token);
    expect(await works({ authorization: `Bearer ${next.access_token}` })).toBe(true);
    await refresh(next.refresh_token);
    expect(await works(cookie)).toBe(true);
  });

  it('used twice ends the session with everything that came of it', async () => {
    const { tokens, bearer, cookie } = await signedIn();
    const thief = await refresh(tokens.refresh_token);
    await expect(refresh(tokens.refresh_token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    expect([await works(bearer), await works(cookie)]).toEqual([false, false]);
    expect(await works({ authorization: `Bearer ${thief.access_token}` })).toBe(false);
    await expect(refresh(thief.refresh_token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('used ten times at once works at most once', async () => {
    const { tokens } = await signedIn();
    const all = await Promise.allSettled(
      Array.from({ length: 10 }, () => refresh(tokens.refresh_token)),
    );
    expect(all.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
  });

  it('that nobody issued ends nothing', async () => {
    const { bearer } = await signedIn();
    await expect(refresh('a'.repeat(43))).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await works(bearer)).toBe(true);
  });

  it('is kept as a hash only', async () => {
    const { tokens } = await signedIn();
    for (const row of (await pool().query('select r::text from refresh_tokens r')).rows)
      expect(row.r).not.toContain(tokens.refresh_token);
  });
});

describe('a password', () => {
  it('changed ends every other session and keeps the present one', async () => {
    const here = await signedIn();
    const there = await login({ email: here.owner.email, password: PASSWORD }, from);
    const ctx = await ctxOf(here.bearer);
    const wrong = changePassword(
      ctx,
      { current_password: 'nope', new_password: 'new password' },
      '::1',
    );
    await expect(wrong).rejects.toMatchObject({
      details: { current_password: 'is not your password' },
    });
    await changePassword(ctx, { current_password: PASSWORD, new_password: 'new password' }, '::1');
    expect(await works(here.cookie)).toBe(true);
    expect(await works({ cookie: there.cookie.split(';')[0] as string })).toBe(false);
    await expect(refresh(there.tokens.refresh_token)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
    await login({ email: here.owner.email, password: 'new password' }, from);
  });

  it('reset by a link ends every session; the link works once', async () => {
    const { owner, bearer } = await signedIn();
    await forgotPassword(owner.email.toUpperCase());
    const token = await tokenTo(owner.email, 'reset_password');
    const all = await Promise.allSettled(
      [1, 2, 3].map((n) => resetPassword(token, `new password ${n}`)),
    );
    expect(all.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
    expect(await works(bearer)).toBe(false);
    await expect(login({ email: owner.email, password: PASSWORD }, from)).rejects.toMatchObject({
      code: 'INVALID_CREDENTIALS',
    });
    expect((await lettersTo(owner.email)).at(-1)).toEqual({ about: 'password_changed' });
  });

  it('asked to be reset for an unknown address answers the same and sends nothing', async () => {
    const { email } = await makeUser();
    const time = async (of: string) => {
      const started = performance.now();
      const answer = await forgotPassword(of);
      return { answer, ms: performance.now() - started };
    };
    const known = await time(email);
    const unknown = await time('unknown@example.com');
    expect(known.answer).toEqual(unknown.answer);
    for (const { ms } of [known, unknown]) expect(ms).toBeGreaterThanOrEqual(118);
    expect(await lettersTo('unknown@example.com')).toEqual([]);
    expect(await lettersTo(email)).toHaveLength(1);
  });

  it('guessed ten times is refused the eleventh, even when right; success starts the count again', async () => {
    const { email } = await makeUser();
    const attempt = (password: string, ip = '10.0.0.1') =>
      login({ email, password }, { ip, userAgent: '' });
    for (let i = 0; i < 9; i++)
      await expect(attempt('wrong')).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
    await attempt(PASSWORD);
    const all = await Promise.allSettled(Array.from({ length: 15 }, () => attempt('wrong')));
    const codes = all.map((r) => (r as PromiseRejectedResult).reason.code);
    expect(codes.filter((c) => c === 'INVALID_CREDENTIALS')).toHaveLength(10);
    expect(codes.filter((c) => c === 'RATE_LIMITED')).toHaveLength(5);
    await expect(attempt(PASSWORD)).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      headers: { 'Retry-After': expect.stringMatching(/^\d+$/) },
    });
    await attempt(PASSWORD, '10.0.0.2');
  });

  it('of an unknown address is refused exactly like a wrong one', async () => {
    const { email } = await makeUser();
    const refusal = (of: string) =>
      login({ email: of, password: 'wrong' }, from).catch((e) => ({ ...e, message: e.message }));
    expect(await refusal('nobody-here@example.com')).toEqual(await refusal(email));
  });
});
