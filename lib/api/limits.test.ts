import { afterAll, beforeAll, expect, it } from 'vitest';
import { pool } from '@/lib/core/db/pool';
import { type ApiProcess, apiProcesses } from '@/lib/testing/api-processes';
import { call } from '@/lib/testing/client';
import { testDatabase } from '@/lib/testing/db';
import { makeApiKey, makeOrganization } from '@/lib/testing/factories/accounts';

let drop: () => Promise<void>;
let url: string;
let processes: ApiProcess[] = [];

beforeAll(async () => {
  ({ drop, url } = await testDatabase());
  processes = await apiProcesses(2, { DATABASE_URL: url, FLEETPROMPT_ENV: 'development' });
});

afterAll(async () => {
  await Promise.all(processes.map((one) => one.stop()));
  await drop();
});

async function keyOf(limits: { limitPerMinute?: number; limitPerHour?: number }) {
  const { organization, owner } = await makeOrganization();
  return makeApiKey(organization.id, owner.id, limits);
}

/** Sends `count` requests, 50 at once, turn by turn to both processes. */
async function flood(count: number, headers: Record<string, string>): Promise<Response[]> {
  const answers: Response[] = [];
  let sent = 0;
  const one = async () => {
    while (sent < count) {
      const { origin } = processes[sent++ % processes.length] as ApiProcess;
      const answer = await fetch(`${origin}/api/v1/agents`, { headers });
      await answer.arrayBuffer();
      answers.push(answer);
    }
  };
  await Promise.all(Array.from({ length: 50 }, one));
  return answers;
}

it('1,000 requests against a limit of 100, over two processes, let exactly 100 through', async () => {
  const { headers } = await keyOf({ limitPerMinute: 100, limitPerHour: 10_000 });
  const answers = await flood(1_000, headers);
  const count = (status: number) => answers.filter((answer) => answer.status === status).length;
  expect([count(200), count(429)]).toEqual([100, 900]);
  const refused = answers.find((answer) => answer.status === 429) as Response;
  expect(refused.headers.get('x-ratelimit-limit')).toBe('100');
  expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
});

it('a refusal says which limit and window, and when to come again', async () => {
  const { headers } = await keyOf({ limitPerMinute: 2, limitPerHour: 10_000 });
  const first = await call('GET', '/api/v1/agents', { headers });
  expect(first.headers.get('x-ratelimit-remaining')).toBe('1');
  const resets = Number(first.headers.get('x-ratelimit-reset'));
  expect(Math.abs(resets - Date.now() / 1000 - 60)).toBeLessThan(5);
  await call('GET', '/api/v1/agents', { headers });
  const refused = await call('GET', '/api/v1/agents', { headers });
  expect(refused.status).toBe(429);
  expect(refused.json).toMatchObject({ error: 'Rate limit exceeded', limit: 2, window: 60 });
});

it('the hourly limit holds although the minute has room', async () => {
  const { headers } = await keyOf({ limitPerMinute: 100, limitPerHour: 3 });
  const answers = await flood(20, headers);
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(3);
});

it('what the minute refused does not count against the hour', async () => {
  const { id, headers } = await keyOf({ limitPerMinute: 5, limitPerHour: 1_000 });
  await flood(200, headers);
  const { rows } = await pool().query('select points from rate_limits where key = $1', [
    `key-h:${id}`,
  ]);
  expect(rows[0].points).toBe(5);
});

it('a window that has passed begins anew', async () => {
  const { id, headers } = await keyOf({ limitPerMinute: 3, limitPerHour: 1_000 });
  await call('GET', '/api/v1/agents', { headers });
  await pool().query('update rate_limits set expire = 1, points = 99 where key = $1', [
    `key-m:${id}`,
  ]);
  const next = await call('GET', '/api/v1/agents', { headers });
  expect(next.headers.get('x-ratelimit-remaining')).toBe('2');
});

it("one key's limit does not touch another's", async () => {
  const spent = await keyOf({ limitPerMinute: 1 });
  await flood(5, spent.headers);
  const fresh = await keyOf({ limitPerMinute: 1 });
  expect((await call('GET', '/api/v1/agents', { headers: fresh.headers })).status).toBe(200);
});

it('callers without a key share the limit of their address, and health is exempt', async () => {
  const answers = await flood(150, {});
  expect(answers.filter((answer) => answer.status === 401)).toHaveLength(100);
  expect(answers.filter((answer) => answer.status === 429)).toHaveLength(50);
  const { origin } = processes[0] as ApiProcess;
  const health = await fetch(`${origin}/api/health`);
  expect(health.status).toBe(200);
  expect((await health.json()).checks.database).toEqual({
    status: 'healthy',
    message: 'Connected',
  });
});

it('a client cannot escape its limit by claiming another address', async () => {
  const { origin } = processes[1] as ApiProcess;
  const answer = await fetch(`${origin}/api/v1/agents`, {
    headers: { 'x-forwarded-for': '203.0.113.9', 'x-real-ip': '203.0.113.9' },
  });
  expect(answer.status).toBe(429);
});
