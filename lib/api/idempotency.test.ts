import { afterAll, beforeAll, expect, it } from 'vitest';
import { pool } from '@/lib/core/db/pool';
import { overrideEnv } from '@/lib/core/env';
import { call } from '@/lib/testing/client';
import { testDatabase } from '@/lib/testing/db';
import { makeApiKey, makeOrganization } from '@/lib/testing/factories/accounts';

let drop: () => Promise<void>;
const PLENTY = 1_000_000;

beforeAll(async () => {
  ({ drop } = await testDatabase());
  overrideEnv({ LOG_LEVEL: 'silent', RATE_LIMIT_PER_MINUTE: PLENTY, RATE_LIMIT_PER_HOUR: PLENTY });
});

afterAll(() => drop());

async function client() {
  const { organization, owner } = await makeOrganization();
  const { headers } = await makeApiKey(organization.id, owner.id);
  const agents = async () => {
    const { rows } = await pool().query<{ n: number }>(
      'select count(*)::int as n from agents where organization_id = $1',
      [organization.id],
    );
    return rows[0]?.n;
  };
  const create = (key: string, body: unknown, more: Record<string, string> = {}) =>
    call('POST', '/api/v1/agents', {
      headers: { ...headers, 'idempotency-key': key, ...more },
      body,
    });
  return { headers, agents, create };
}

it('a repeat gets the first answer and does nothing', async () => {
  const { create, agents } = await client();
  const first = await create('one', { name: 'Nora' });
  const again = await create('one', { name: 'Nora' });
  expect(first.status).toBe(201);
  expect([again.status, again.text]).toEqual([first.status, first.text]);
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  expect(await agents()).toBe(1);
});

it('another body under the same key is refused with 422', async () => {
  const { create, agents } = await client();
  await create('one', { name: 'Nora' });
  const other = await create('one', { name: 'Nils' });
  expect(other.status).toBe(422);
  expect(other.json).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  expect(await agents()).toBe(1);
});

it('twenty at once make one agent; the others get its answer or 409', async () => {
  const { create, agents } = await client();
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => create('busy', { name: 'Nora' })),
  );
  expect(await agents()).toBe(1);
  const made = answers.filter((answer) => answer.status === 201);
  expect(made.length).toBeGreaterThan(0);
  expect(new Set(made.map((answer) => answer.text)).size).toBe(1);
  for (const answer of answers.filter((one) => one.status !== 201))
    expect([answer.status, (answer.json as { code: string }).code]).toEqual([
      409,
      'IDEMPOTENCY_IN_PROGRESS',
    ]);
});

it('the same key in another organization is another key', async () => {
  const [one, two] = [await client(), await client()];
  const [a, b] = [await one.create('k', { name: 'A' }), await two.create('k', { name: 'B' })];
  expect([a.status, b.status]).toEqual([201, 201]);
  expect(a.text).not.toBe(b.text);
});

it('an error that a retry cannot change is kept; one that it can is not', async () => {
  const { create, headers, agents } = await client();
  const agent = (await create('made', { name: 'Nora' })).json as { id: string };
  const deploy = () =>
    call('POST', `/api/v1/agents/${agent.id}/deploy`, {
      headers: { ...headers, 'idempotency-key': 'deploy' },
    });
  expect((await deploy()).status).toBe(409);
  const body = { system_prompt: 'You help.', config: { model: 'sandbox' } };
  await call('PATCH', `/api/v1/agents/${agent.id}`, { headers, body });
  expect((await deploy()).status).toBe(200);
  expect(await agents()).toBe(1);
});

it('a client that left does not free the key while its request goes on', async () => {
  const { headers, agents } = await client();
  const { dispatch } = await import('@/lib/api/dispatch');
  const gone = new AbortController();
  const ask = (signal?: AbortSignal) =>
    dispatch(
      new Request('http://localhost/api/v1/agents', {
        method: 'POST',
        headers: { ...headers, 'idempotency-key': 'left', 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'Nora' }),
        signal,
      }),
    );
  // The verb waits at this lock, well after the key was taken.
  const held = await pool().connect();
  await held.query('begin');
  await held.query('lock table agents in access exclusive mode');
  const first = ask(gone.signal);
  const taken = async () =>
    (await held.query("select 1 from idempotency_keys where key = 'left'")).rowCount === 1;
  while (!(await taken())) await new Promise(setImmediate);
  const waits = async () =>
    (await held.query("select 1 from pg_locks where not granted and relation = 'agents'::regclass"))
      .rowCount;
  while (!(await waits())) await new Promise(setImmediate);
  gone.abort();
  expect((await first).status).toBe(503);
  expect((await ask()).status).toBe(409);
  await held.query('commit');
  held.release();
  let last = await ask();
  while (last.status === 409) last = await ask();
  expect(last.headers.get('idempotency-replayed')).toBe('true');
  expect(await agents()).toBe(1);
});

it('what is kept cannot be read in the database', async () => {
  const { create } = await client();
  await create('sealed', { name: 'Visible Name' });
  const { rows } = await pool().query("select * from idempotency_keys where key = 'sealed'");
  expect(rows[0].answer.toString('latin1')).not.toContain('Visible Name');
});
