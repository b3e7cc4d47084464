import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SESSION_COOKIE } from '@/lib/accounts/cookie';
import { dispatch } from '@/lib/api/dispatch';
import { closePool } from '@/lib/core/db/pool';
import { overrideEnv } from '@/lib/core/env';
import { newId } from '@/lib/core/ids';
import { testDatabase } from '@/lib/testing/db';
import { makeOrganization, makeUser } from '@/lib/testing/factories/accounts';
import { tokenTo } from '@/lib/testing/factories/letters';

let drop: () => Promise<void>;
let restore: () => void;
beforeAll(async () => {
  ({ drop } = await testDatabase());
  restore = overrideEnv({ RATE_LIMIT_ANONYMOUS_PER_HOUR: 10_000, RATE_LIMIT_SIGN_IN: 1000 });
});
afterAll(async () => {
  restore();
  await drop();
});

// biome-ignore lint/suspicious/noExplicitAny: answers are asserted field by field
type Json = Record<string, any>;

async function call(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
) {
  const response = await dispatch(
    new Request(`http://localhost:4000${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    }),
  );
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    json: (text ? JSON.parse(text) : null) as Json,
  };
}

const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/);

/** Signs up, verifies and logs in as the seeds' curl examples do; answers the cookie. */
async function join() {
  const email = `${newId()}@example.com`;
  const password = 'password123';
  const made = await call('POST', '/api/auth/signup', {
    email,
    password,
    organizationName: 'My Company',
  });
  await call('POST', '/api/auth/verify', { token: await tokenTo(email, 'verify_email') });
  const login = await call('POST', '/api/auth/login', { email, password, rememberMe: false });
  const cookie = (login.headers.get('set-cookie') ?? '').split(';')[0] as string;
  return { email, made, login, by: { cookie } };
}

describe('the documented requests', () => {
  it('sign up, log in, read the session and log out', async () => {
    const { email, made, login, by } = await join();
    expect(made.status).toBe(201);
    expect(made.json).toEqual({
      message: 'Please check your email to verify your account',
      user: { id: uuid, email },
    });
    expect(login.status).toBe(200);
    expect(login.json).toMatchObject({
      user: { id: made.json.user.id, email, created_at: time },
      session: {
        access_token: expect.any(String),
        refresh_token: expect.any(String),
        expires_in: 3600,
      },
    });
    const session = await call('GET', '/api/auth/session', undefined, by);
    expect(session.json).toMatchObject({
      user: { id: made.json.user.id, email },
      organization: { id: uuid, name: 'My Company', credits: 100 },
    });
    const out = await call('POST', '/api/auth/logout', undefined, by);
    expect(out.json).toEqual({ message: 'Logged out successfully' });
    expect(out.headers.get('set-cookie')).toContain(`${SESSION_COOKIE}=; `);
    const after = await call('GET', '/api/auth/session', undefined, by);
    expect([after.status, after.json]).toEqual([200, {}]);
    const refused = await call('GET', '/api/organizations/current', undefined, by);
    expect([refused.status, refused.json.error]).toEqual([401, 'Invalid API key or session']);
    const { refresh_token } = login.json.session;
    expect((await call('POST', '/api/auth/refresh', { refresh_token })).status).toBe(401);
  });

  it('read and rename the organization, and list and invite members', async () => {
    const { by, email } = await join();
    expect((await call('GET', '/api/organizations/current', undefined, by)).json).toMatchObject({
      organization: { id: uuid, name: 'My Company', credits: 100, created_at: time },
      role: 'owner',
    });
    const renamed = await call(
      'PATCH',
      '/api/organizations/current',
      { name: 'New Company Name' },
      by,
    );
    expect(renamed.json.organization).toMatchObject({
      name: 'New Company Name',
      credits: 100,
      updated_at: time,
    });
    const { json } = await call('GET', '/api/organizations/members', undefined, by);
    expect(json.members).toMatchObject([
      { id: uuid, user_id: uuid, email, role: 'owner', joined_at: time },
    ]);
    const invited = await call(
      'POST',
      '/api/organizations/members',
      { email: 'newmember@example.com', role: 'member' },
      by,
    );
    expect(invited.status).toBe(201);
    expect(invited.json.invitation).toMatchObject({
      id: uuid,
      email: 'newmember@example.com',
      role: 'member',
      expires_at: time,
    });
    const { json: accepted } = await call('POST', '/api/invitations/accept', {
      token: await tokenTo('newmember@example.com', 'invitation'),
      password: 'password123',
    });
    const removed = await call(
      'DELETE',
      `/api/organizations/members/${accepted.user.id}`,
      undefined,
      by,
    );
    expect(removed.json).toEqual({ message: 'Member removed successfully' });
  });

  it('create, list, use, rotate and delete an API key, at both mounts', async () => {
    const { by } = await join();
    const made = await call('POST', '/api/api-keys', { name: 'Development Key' }, by);
    expect(made.status).toBe(201);
    expect(made.json.apiKey).toMatchObject({
      id: uuid,
      name: 'Development Key',
      key: expect.stringMatching(/^fp_/),
      created_at: time,
    });
    const { id, key } = made.json.apiKey;
    const used = await call('GET', '/api/v1/api-keys', undefined, {
      authorization: `Bearer ${key}`,
    });
    expect(used.json.apiKeys).toMatchObject([
      {
        id,
        name: 'Development Key',
        key_preview: expect.stringMatching(/^fp_.{8}…$/),
        created_at: time,
      },
    ]);
    expect(JSON.stringify(used.json)).not.toContain(key);
    const rotated = await call('POST', `/api/api-keys/${id}/rotate`, undefined, by);
    expect(rotated.json.apiKey).toMatchObject({ id, name: 'Development Key', rotated_at: time });
    expect(rotated.json.apiKey.key).not.toBe(key);
    const gone = await call('DELETE', `/api/api-keys/${id}`, undefined, by);
    expect(gone.json).toEqual({ message: 'API key deleted successfully' });
    const refused = await call('GET', '/api/v1/api-keys', undefined, {
      'x-api-key': rotated.json.apiKey.key,
    });
    expect([refused.status, refused.json.error]).toEqual([401, 'Invalid API key']);
  });
});

describe('what strangers see', () => {
  it('is the same answer for known and unknown addresses, header by header', async () => {
    const { email } = await makeUser();
    const other = `${newId()}@example.com`;
    for (const [path, more] of [
      ['/api/auth/login', { password: 'wrong password' }],
      ['/api/auth/forgot-password', {}],
      ['/api/auth/resend-verification', {}],
      ['/api/auth/signup', { password: 'password123', organizationName: 'My Company' }],
    ] as const) {
      const answers = [];
      for (const address of [email, other]) {
        const { status, json, headers } = await call('POST', path, { email: address, ...more });
        const shown = JSON.stringify(json)
          .replaceAll(address, 'ADDRESS')
          .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID');
        answers.push({ status, shown, headers: [...headers.keys()].sort() });
      }
      expect(answers[0], path).toEqual(answers[1]);
    }
  });

  it('is a sentence per field for a wrong sign-up', async () => {
    const { status, json } = await call('POST', '/api/auth/signup', {
      email: 'nope',
      password: 'short',
    });
    expect(status).toBe(400);
    expect(json).toMatchObject({
      error: 'validation failed',
      details: {
        email: 'must be a valid email address',
        password: 'must be at least 8 characters',
      },
    });
  });
});

describe('rights', () => {
  it('a key with read and write neither manages keys nor members nor the organization', async () => {
    const { by } = await join();
    const { json } = await call('POST', '/api/api-keys', { name: 'Key' }, by);
    const key = { authorization: `Bearer ${json.apiKey.key}` };
    expect((await call('GET', '/api/organizations/current', undefined, key)).status).toBe(200);
    for (const [method, path, body] of [
      ['POST', '/api/api-keys', { name: 'Another' }],
      ['DELETE', `/api/api-keys/${json.apiKey.id}`],
      ['POST', '/api/organizations/members', { email: 'a@example.com' }],
      ['DELETE', `/api/organizations/members/${json.apiKey.user_id}`],
      ['PATCH', '/api/organizations/current', { name: 'Mine' }],
      ['DELETE', '/api/organizations/current', { name: 'My Company' }],
      [
        'POST',
        '/api/auth/password',
        { current_password: 'password123', new_password: 'password124' },
      ],
      ['GET', '/api/auth/profile'],
    ] as const)
      expect((await call(method, path, body, key)).status, `${method} ${path}`).toBe(403);
  });

  it('a cookie does not write for another site', async () => {
    const { by } = await join();
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }])
      expect(
        (await call('POST', '/api/auth/logout', undefined, { ...by, ...headers } as never)).status,
      ).toBe(403);
    expect((await call('GET', '/api/auth/session', undefined, by)).json.user).toBeDefined();
  });
});

it('without a database the session answers 503 and leaves the cookie alone', async () => {
  const { session } = await makeOrganization();
  const cookie = session.cookie.split(';')[0] as string;
  await closePool();
  const back = overrideEnv({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' });
  const answer = await call('GET', '/api/auth/session', undefined, { cookie });
  expect(answer.status).toBe(503);
  expect(answer.headers.get('set-cookie')).toBeNull();
  await closePool();
  back();
});
