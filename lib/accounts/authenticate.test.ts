import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forgetAll } from '@/lib/accounts/auth-cache';
import { authenticate } from '@/lib/accounts/authenticate';
import { SESSION_COOKIE } from '@/lib/accounts/cookie';
import { login } from '@/lib/accounts/login';
import { withSystemTx } from '@/lib/accounts/system-tx';
import { pool } from '@/lib/core/db/pool';
import { testDatabase } from '@/lib/testing/db';
import {
  makeApiKey,
  makeMember,
  makeOrganization,
  makeUser,
  PASSWORD,
} from '@/lib/testing/factories/accounts';

let drop: () => Promise<void>;
beforeAll(async () => {
  ({ drop } = await testDatabase());
});
afterAll(() => drop());

const from = { ip: '127.0.0.1', userAgent: 'test' };
const by = (headers: Record<string, string>, mount: 'api' | 'v1' = 'v1') =>
  authenticate(new Headers(headers), { mount });

describe('an API key', () => {
  it('opens its organization by Authorization and by X-API-Key', async () => {
    const { organization, owner } = await makeOrganization();
    const { key, id } = await makeApiKey(organization.id, owner.id, { limitPerMinute: 7 });
    const ways: Record<string, string>[] = [
      { authorization: `Bearer ${key}` },
      { 'x-api-key': key },
    ];
    for (const headers of ways) {
      const found = await by(headers);
      expect(found?.via).toBe('key');
      expect(found?.limits).toEqual({ perMinute: 7, perHour: undefined });
      expect(found?.ctxParts.organizationId).toBe(organization.id);
      expect(found?.ctxParts.actor).toMatchObject({
        kind: 'key',
        id,
        userId: owner.id,
        role: 'owner',
      });
    }
  });

  it('is refused in the words of the mount', async () => {
    const { organization, owner } = await makeOrganization();
    const over = await makeApiKey(organization.id, owner.id, {
      expiresAt: new Date(Date.now() - 1),
    });
    expect(await by({})).toBeNull();
    await expect(by({ authorization: 'Basic abc' })).rejects.toThrow('Missing API key');
    await expect(by({ authorization: 'Bearer fp_wrong' })).rejects.toThrow('Invalid API key');
    await expect(by(over.headers)).rejects.toThrow('API key expired');
    await expect(by(over.headers, 'api')).rejects.toThrow('Invalid API key or session');
    await expect(by(over.headers)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('can do no more than its maker: a viewer with an all-scopes key only reads', async () => {
    const { organization } = await makeOrganization();
    const viewer = await makeMember(organization.id, 'viewer');
    const { headers } = await makeApiKey(organization.id, viewer.user.id);
    expect((await by(headers))?.ctxParts.scopes).toEqual(['*:read']);
  });

  it('of a removed maker is worth nothing', async () => {
    const { organization } = await makeOrganization();
    const member = await makeMember(organization.id, 'member');
    const { headers } = await makeApiKey(organization.id, member.user.id);
    expect(await by(headers)).not.toBeNull();
    await pool().query('delete from members where user_id = $1', [member.user.id]);
    forgetAll();
    await expect(by(headers)).rejects.toThrow('Invalid API key');
  });

  it('notes its last use', async () => {
    const { organization, owner } = await makeOrganization();
    const { headers, id } = await makeApiKey(organization.id, owner.id);
    await by(headers);
    await expect
      .poll(
        async () =>
          (await pool().query('select last_used_at from api_keys where id = $1', [id])).rows[0],
      )
      .toEqual({ last_used_at: expect.any(Date) });
  });
});

describe('a session', () => {
  it('answers to its access token and to its cookie', async () => {
    const user = await makeUser({ email: 'two-ways@example.com' });
    const { organization } = await makeOrganization({ owner: user });
    const signedIn = await login({ email: 'Two-Ways@example.com', password: PASSWORD }, from);
    const cookie = signedIn.cookie.split(';')[0] as string;
    expect(cookie.startsWith(`${SESSION_COOKIE}=`)).toBe(true);
    const token = signedIn.answer.session.access_token;
    for (const [via, headers] of [
      ['jwt', { authorization: `Bearer ${token}` }],
      ['cookie', { cookie: `other=1; ${cookie}` }],
    ] as const) {
      const found = await by(headers);
      expect(found).toMatchObject({
        via,
        ctxParts: {
          organizationId: organization.id,
          actor: { kind: 'user', id: user.id, role: 'owner', sessionId: signedIn.sessionId },
          scopes: ['*:*'],
        },
      });
    }
  });

  it('is refused when its token or cookie was tampered with', async () => {
    const { session } = await makeOrganization();
    const [head, body] = session.tokens.access_token.split('.');
    await expect(by({ authorization: `Bearer ${head}.${body}.AAAA` })).rejects.toThrow('Invalid');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    await expect(by({ authorization: `Bearer ${none}.${body}.` })).rejects.toThrow('Invalid');
    await expect(by({ cookie: `${SESSION_COOKIE}=abc` }, 'api')).rejects.toThrow(
      'Invalid API key or session',
    );
  });

  it('takes its role from the members table, not from the token', async () => {
    const { organization } = await makeOrganization();
    const { headers, user } = await makeMember(organization.id, 'admin');
    expect((await by(headers))?.ctxParts.scopes).toEqual(['*:*']);
    await withSystemTx(organization.id, (tx) =>
      tx.db.member.updateMany({ where: { userId: user.id }, data: { role: 'viewer' } }),
    );
    forgetAll();
    expect((await by(headers))?.ctxParts.scopes).toEqual(['*:read']);
  });
});
