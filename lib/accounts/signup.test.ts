import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { login } from '@/lib/accounts/login';
import { setWelcomeGrant } from '@/lib/accounts/ports';
import { SIGNUP_MS, signup } from '@/lib/accounts/signup';
import { findUserByEmail, memberships } from '@/lib/accounts/users';
import { resendVerification, verifyEmail } from '@/lib/accounts/verify-email';
import { pool } from '@/lib/core/db/pool';
import { newId } from '@/lib/core/ids';
import { closeSender } from '@/lib/queue/boss';
import { testDatabase } from '@/lib/testing/db';
import { makeUser, PASSWORD } from '@/lib/testing/factories/accounts';
import { lettersTo, tokenTo } from '@/lib/testing/factories/letters';

let drop: () => Promise<void>;
let granted: string[] = [];
beforeAll(async () => {
  ({ drop } = await testDatabase());
  setWelcomeGrant(async (tx) => {
    granted.push(tx.organizationId);
  });
});
afterAll(() => drop());

const from = { ip: '127.0.0.1', userAgent: 'test' };
const address = () => `${newId()}@example.com`;
const sign = (email: string) =>
  signup({ email, password: PASSWORD, organizationName: 'My Company' });
const count = async (table: string) =>
  Number((await pool().query(`select count(*) from ${table}`)).rows[0].count);

describe('signing up', () => {
  it('makes a user, an organization with an owner, its credits and a mail', async () => {
    granted = [];
    const email = address();
    const answer = await sign(email);
    expect(answer).toEqual({
      message: 'Please check your email to verify your account',
      user: { id: expect.any(String), email },
    });
    const [home] = await memberships(answer.user.id);
    expect(home).toMatchObject({ name: 'My Company', role: 'owner' });
    expect(granted).toEqual([home?.organizationId]);
    expect(await lettersTo(email)).toMatchObject([{ about: 'verify_email' }]);
  });

  it('answers a known address with the same shape, as slowly, and makes nothing', async () => {
    const { email } = await makeUser();
    const before = [await count('users'), await count('organizations')];
    const started = performance.now();
    const known = await sign(email);
    expect(performance.now() - started).toBeGreaterThanOrEqual(SIGNUP_MS - 2);
    const unknown = await sign(address());
    expect(Object.keys(known)).toEqual(Object.keys(unknown));
    expect(known.message).toBe(unknown.message);
    expect(known.user.id).not.toBe((await findUserByEmail(email))?.id);
    expect([await count('users'), await count('organizations')]).toEqual(before.map((n) => n + 1));
    expect(await lettersTo(email)).toEqual([{ about: 'account_exists' }]);
  });

  it('makes one account when the same address signs up ten times at once', async () => {
    const email = address();
    const before = await count('organizations');
    await Promise.all(Array.from({ length: 10 }, () => sign(email)));
    expect(await count('organizations')).toBe(before + 1);
  });

  it('keeps no account when the credits cannot be granted', async () => {
    setWelcomeGrant(() => Promise.reject(new Error('no ledger')));
    const email = address();
    await expect(sign(email)).rejects.toThrow('no ledger');
    expect(await findUserByEmail(email)).toBeNull();
    expect(await lettersTo(email)).toEqual([]);
    setWelcomeGrant(async () => {});
  });

  it('never leaves the token of a link readable in the queue or the tokens table', async () => {
    const email = address();
    await sign(email);
    const token = await tokenTo(email, 'verify_email');
    for (const sql of [
      'select data::text as t from pgboss.job',
      'select t::text as t from user_tokens t',
    ])
      for (const { t } of (await pool().query(sql)).rows) expect(t).not.toContain(token);
  });
});

describe('an unverified address', () => {
  it('signs in only after its link was used, and is told so only with the right password', async () => {
    const email = address();
    await sign(email);
    await expect(login({ email, password: 'wrong password' }, from)).rejects.toMatchObject({
      code: 'INVALID_CREDENTIALS',
    });
    await expect(login({ email, password: PASSWORD }, from)).rejects.toMatchObject({
      code: 'EMAIL_NOT_VERIFIED',
    });
    await verifyEmail(await tokenTo(email, 'verify_email'));
    expect((await login({ email, password: PASSWORD }, from)).answer.user.email_verified).toBe(
      true,
    );
  });

  it('is verified by one of ten uses of the same link at once', async () => {
    const email = address();
    await sign(email);
    const token = await tokenTo(email, 'verify_email');
    const all = await Promise.allSettled(Array.from({ length: 10 }, () => verifyEmail(token)));
    expect(all.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
    for (const r of all)
      if (r.status === 'rejected') expect(r.reason).toMatchObject({ code: 'TOKEN_INVALID' });
  });

  it('is not verified by a link that is over', async () => {
    const email = address();
    await sign(email);
    await pool().query(`update user_tokens set expires_at = now() - interval '1 second'`);
    const token = await tokenTo(email, 'verify_email');
    await expect(verifyEmail(token)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
    expect((await findUserByEmail(email))?.emailVerifiedAt).toBeNull();
  });

  it('gets a new link on request, five in a quarter of an hour; others get nothing', async () => {
    const email = address();
    await sign(email);
    for (let i = 0; i < 7; i++) await resendVerification(email);
    expect(await lettersTo(email)).toHaveLength(6);
    const { email: verified } = await makeUser();
    await resendVerification(verified);
    await resendVerification('nobody@example.com');
    expect(await lettersTo(verified)).toEqual([]);
    expect(await lettersTo('nobody@example.com')).toEqual([]);
  });
});

it('thirty sign-ups at once as the first thing a process does all succeed', async () => {
  await closeSender();
  const all = await Promise.allSettled(Array.from({ length: 30 }, () => sign(address())));
  expect(all.filter((r) => r.status === 'rejected')).toEqual([]);
});
