import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ctx } from '@/lib/core/context';
import { transaction } from '@/lib/core/context';
import { pool } from '@/lib/core/db/pool';
import { overrideEnv } from '@/lib/core/env';
import { newId } from '@/lib/core/ids';
import { storage } from '@/lib/core/storage/storage';
import { emit } from '@/lib/events/emit';
import { call } from '@/lib/testing/client';
import { testDatabase } from '@/lib/testing/db';
import { makeApiKey, makeOrganization } from '@/lib/testing/factories/accounts';
import { ACTIVITY_SQL } from '@/lib/usage/activity';
import { CHART_SQL } from '@/lib/usage/chart';
import { cell } from '@/lib/usage/csv';
import { EXECUTIONS_SQL, PACKAGES_SQL, REQUESTS_SQL } from '@/lib/usage/metrics';
import { changeOf, percentile } from '@/lib/usage/percentile';
import { flushRequests, recordRequest } from '@/lib/usage/record';
import { sweepExports } from '@/lib/usage/sweep-exports';

let drop: () => Promise<void>;
let ctx: Ctx;
let headers: Record<string, string>;
let ownerId: string;
const folder = join(tmpdir(), `usage-${randomUUID()}`);

beforeAll(async () => {
  ({ drop } = await testDatabase());
  overrideEnv({ FLEETPROMPT_STORAGE: folder });
});
afterAll(async () => {
  await drop();
  await rm(folder, { recursive: true, force: true });
});

const fresh = async () => {
  const made = await makeOrganization();
  ({ ctx, headers } = made);
  ownerId = made.owner.id;
};
const dayAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
const iso = (days: number) => dayAgo(days).toISOString().slice(0, 10);
const get = async (path: string, query: Record<string, string> = {}) => {
  const answer = await call('GET', path, { headers, query });
  expect(answer.status, answer.text).toBe(200);
  return answer.json as Record<string, unknown>;
};
const addDay = (days: number, executions: number, credits: number, kind = 'agent') =>
  ctx.db.usageDay.create({
    data: {
      organizationId: ctx.organizationId,
      day: new Date(iso(days)),
      kind,
      executions,
      failed: 1,
      microCredits: BigInt(credits * 1e6),
    },
  });

describe('metrics', () => {
  test('an organization that did nothing has zeros, not errors', async () => {
    await fresh();
    expect(await get('/api/usage/metrics')).toMatchObject({
      invocations: 0,
      invocationsChange: 0,
      packagesUploaded: 0,
      packagesChange: 0,
      creditsUsed: 0,
      creditsChange: 0,
      activeKeys: 0,
    });
  });

  test('the last thirty days are compared with the thirty before', async () => {
    await fresh();
    await addDay(0, 50, 30);
    await addDay(29, 40, 33);
    await addDay(30, 60, 40);
    await addDay(59, 20, 10);
    await addDay(60, 999, 999);
    await addDay(1, 500, 0, 'deployment');
    const shown = await get('/api/usage/metrics');
    expect(shown).toMatchObject({
      invocations: 90,
      invocationsChange: 12.5,
      creditsUsed: 63,
      creditsChange: 26,
      failedInvocations: 2,
    });
  });

  test('calls, errors, clients, response times and active keys come from the roll-ups', async () => {
    await fresh();
    const key = await makeApiKey(ctx.organizationId, ownerId);
    await ctx.db.apiKey.update({ where: { id: key.id }, data: { lastUsedAt: new Date() } });
    await flushRequests();
    const request = (userAgent: string, ms: number, status = 200) =>
      recordRequest({
        organizationId: ctx.organizationId,
        route: 'listAgents',
        userAgent,
        ms,
        status,
      });
    for (let i = 0; i < 96; i++) request('fleetprompt-sdk/1.2.3 node', 30);
    for (let i = 0; i < 4; i++) request('fleetprompt-cli/0.9.0', 900, 404);
    const shown = (await get('/api/usage/metrics')) as {
      responseTimes: Record<string, number>;
      clients: unknown[];
    };
    expect(shown).toMatchObject({
      apiCalls: 100,
      apiCallsChange: 100,
      errorRate: 4,
      activeKeys: 1,
    });
    expect(shown.clients).toEqual([
      { client: 'sdk', version: '1.2.3', requests: 96, errors: 0 },
      { client: 'cli', version: '0.9.0', requests: 4, errors: 4 },
    ]);
    expect(shown.responseTimes.p50).toBeGreaterThan(16);
    expect(shown.responseTimes.p50).toBeLessThanOrEqual(32);
    expect(shown.responseTimes.p99).toBeGreaterThan(512);
  });

  test('changes and percentiles hold at their edges', () => {
    expect([changeOf(0, 0), changeOf(3, 0), changeOf(0, 4), changeOf(1, 3)]).toEqual([
      0, 100, -100, -66.7,
    ]);
    expect(percentile([0, 0, 0], 0.5)).toBeNull();
    expect(percentile([10], 0.5)).toBe(0.5);
    expect(percentile([0, 0, 0, 100], 1)).toBe(8);
  });
});

describe('chart', () => {
  test.each([1, 30, 366])('%i days are exactly that many entries, zero-filled', async (days) => {
    await fresh();
    await addDay(0, 7, 2.5);
    const { data } = (await get('/api/usage/chart', { days: String(days) })) as {
      data: { date: string; iso: string }[];
    };
    expect(data).toHaveLength(days);
    expect(data.at(-1)).toMatchObject({ iso: iso(0), invocations: 7, credits: 2.5 });
    expect(data.at(-1)?.date).toMatch(/^[A-Z][a-z]{2} \d\d$/);
    expect(data[0]?.iso).toBe(iso(days - 1));
    expect(new Set(data.map((d) => d.iso)).size).toBe(days);
  });
});

test('activity is told in words, newest first, without the steps in between', async () => {
  await fresh();
  await transaction(ctx, async (tx) => {
    await emit(tx, 'execution.queued', { executionId: newId() });
    await emit(tx, 'agent.executed', { agentName: 'Customer Support Bot', credits: 10 });
  });
  await transaction(ctx, (tx) => emit(tx, 'agent.created', { name: 'Triage' }));
  const told = (await get('/api/usage/activity', { limit: '1' })) as { events: unknown };
  expect(told.events).toMatchObject([
    { type: 'agent_created', description: "Agent 'Triage' was created" },
  ]);
  await ctx.db.event.deleteMany({ where: { type: 'agent.created' } });
  await transaction(ctx, (tx) => emit(tx, 'credits.granted', { credits: 1000, kind: 'purchase' }));
  const { events } = await get('/api/usage/activity', { limit: '2' });
  expect(events).toEqual([
    {
      id: expect.any(String),
      type: 'purchase',
      description: 'Bought 1,000 credits',
      value: 1000,
      timestamp: expect.any(String),
    },
    {
      id: expect.any(String),
      type: 'invocation',
      description: "Agent 'Customer Support Bot' invoked",
      value: 10,
      timestamp: expect.any(String),
    },
  ]);
});

describe('export', () => {
  const ask = (body: unknown) => call('POST', '/api/usage/export', { headers, body });
  const keys = async () => {
    const found: string[] = [];
    for await (const { key } of (await storage()).list(`exports/${ctx.organizationId}/`))
      found.push(key);
    return found;
  };
  const content = async (key: string) => {
    const chunks: Buffer[] = [];
    for await (const chunk of (await (await storage()).get(key)).stream) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  };

  test('CSV and JSON hold the days asked for, and the link says when it ends', async () => {
    await fresh();
    await addDay(0, 3, 1.5);
    await addDay(9, 4, 2);
    await addDay(10, 9, 9);
    for (const format of ['csv', 'json']) {
      const answer = await ask({ format, startDate: iso(9), endDate: iso(0) });
      expect(answer.status, answer.text).toBe(200);
      const { downloadUrl, expiresAt } = answer.json as Record<string, string>;
      expect(downloadUrl).toMatch(/^https?:\/\//);
      expect(Date.parse(expiresAt as string)).toBeGreaterThan(Date.now() + 23 * 3600_000);
    }
    const [csv, json] = await Promise.all((await keys()).sort().map(content));
    const texts = [csv, json].sort((a) => (a?.startsWith('{') ? 1 : -1)) as [string, string];
    expect(texts[0].split('\r\n').filter((l) => l.includes(',execution,'))).toEqual([
      `${iso(9)},execution,agent,,4,1,0,0,2,`,
      `${iso(0)},execution,agent,,3,1,0,0,1.5,`,
    ]);
    const { rows } = JSON.parse(texts[1]) as { rows: { type: string; count: number }[] };
    expect(rows.filter((r) => r.type === 'execution').map((r) => r.count)).toEqual([4, 3]);
  });

  test('more than 366 days, and an end before the start, are 400', async () => {
    await fresh();
    const csv = { format: 'csv' };
    expect((await ask({ ...csv, startDate: '2025-01-01', endDate: '2026-01-01' })).status).toBe(
      200,
    );
    expect((await ask({ ...csv, startDate: '2025-01-01', endDate: '2026-01-02' })).status).toBe(
      400,
    );
    expect((await ask({ ...csv, startDate: '2026-01-02', endDate: '2026-01-01' })).status).toBe(
      400,
    );
    expect((await ask({ ...csv, startDate: '2026-02-30', endDate: '2026-03-01' })).status).toBe(
      400,
    );
  });

  test('no cell can run as a formula', () => {
    for (const bad of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '|cmd', '%0A'])
      expect(cell(bad).replace(/^"/, '')).toMatch(/^'/);
    expect(cell('a "b", c')).toBe('"a ""b"", c"');
    expect(cell(-5)).toBe('-5');
  });

  test('files without a link are removed', async () => {
    await fresh();
    await ask({ format: 'csv', startDate: iso(1), endDate: iso(0) });
    await sweepExports();
    expect(await keys()).toHaveLength(1);
    await sweepExports(Date.now() + 26 * 3600_000);
    expect(await keys()).toEqual([]);
  });
});

test('with a million events and the roll-ups of a quarter nothing is read that does not have to be', async () => {
  await fresh();
  await pool().query(
    `INSERT INTO events (id, organization_id, type, source, data, timestamp)
     SELECT gen_random_uuid(), $1, (ARRAY['execution.queued','execution.completed','agent.executed'])[1 + n % 3],
       'agents', '{}', now() - n * interval '30 seconds' FROM generate_series(1, 1000000) n`,
    [ctx.organizationId],
  );
  await pool().query(
    `INSERT INTO api_request_hours (organization_id, hour, route, client, requests, errors, latency_ms, histogram)
     SELECT $1, date_trunc('hour', now()) - h * interval '1 hour', 'route' || r, 'sdk/1.0.' || c, 5, 1, 100,
       array_fill(1, ARRAY[17])
     FROM generate_series(0, 24 * 90) h, generate_series(1, 6) r, generate_series(1, 3) c`,
    [ctx.organizationId],
  );
  await pool().query('ANALYZE events; ANALYZE api_request_hours;');
  const plan = async (sql: string, ...values: unknown[]) => {
    const { rows } = await pool().query(`EXPLAIN ${sql}`, values);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  };
  const { organizationId } = ctx;
  for (const sql of [EXECUTIONS_SQL, REQUESTS_SQL, PACKAGES_SQL, CHART_SQL])
    expect(await plan(sql, organizationId, 30)).not.toMatch(/\bevents\b/);
  expect(await plan(ACTIVITY_SQL, organizationId, ['execution.queued'], 20)).toMatch(
    /Index Scan using events_organization_id_timestamp/,
  );
  const started = performance.now();
  const [metrics] = await Promise.all([
    get('/api/usage/metrics'),
    get('/api/usage/chart', { days: '30' }),
    get('/api/usage/activity'),
  ]);
  // A scan of the million takes many times this, on any machine that runs the tests.
  expect(performance.now() - started).toBeLessThan(2_000);
  expect(metrics.apiCalls).toBeGreaterThan(30 * 23 * 18 * 5);
}, 180_000);
