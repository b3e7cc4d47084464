import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import type { JobView } from '@/lib/jobs/contract';
import { call } from '@/lib/testing/client';
import { testDatabase } from '@/lib/testing/db';
import { makeApiKey, makeOrganization } from '@/lib/testing/factories/accounts';

let drop: () => Promise<void>;
let owner: Awaited<ReturnType<typeof makeOrganization>>;
let headers: Record<string, string>;

beforeAll(async () => {
  ({ drop } = await testDatabase());
  owner = await makeOrganization();
  ({ headers } = owner);
});
afterAll(() => drop());

const post = async (path: string, body: unknown, as = headers) => {
  const answer = await call('POST', path, { headers: as, body });
  return { ...answer, job: answer.json as JobView };
};

describe("the seed's requests", () => {
  it('submit answers 201 with an id, and the job has all that was said', async () => {
    const body = {
      task_type: 'data-processing',
      payload: { source: 's3://bucket/data.csv', operations: ['clean', 'transform'] },
      queue: 'high-priority',
      max_retries: 3,
      timeout: '30m',
      metadata: { project: 'analytics' },
    };
    const { status, job } = await post('/api/jobs', body);
    expect(status).toBe(201);
    const read = await call('GET', `/api/jobs/${job.id}`, { headers });
    expect(read.json).toMatchObject({ ...body, id: job.id, status: 'pending' });
  });

  it('schedule waits for its time and shows as pending', async () => {
    const schedule_at = new Date(Date.now() + 3600_000).toISOString();
    const { status, job } = await post('/api/jobs/schedule', {
      task_type: 'report-generation',
      payload: {},
      schedule_at,
    });
    expect(status).toBe(201);
    expect(job).toMatchObject({ status: 'pending', state: 'scheduled', schedule_at });
  });

  it('recurring shows its next five times in its time zone', async () => {
    const { status, job } = await post('/api/jobs/recurring', {
      task_type: 'daily-cleanup',
      payload: {},
      cron_spec: '0 2 * * *',
      timezone: 'Asia/Tokyo',
    });
    expect(status).toBe(201);
    expect(job.next_runs).toHaveLength(5);
    expect(job.next_runs.every((at) => at.endsWith('T17:00:00.000Z'))).toBe(true);
    expect(job.next_run_at).toBe(job.next_runs[0]);
  });

  it('list filters by status, type and queue, and counts', async () => {
    const { json } = await call('GET', '/api/jobs', {
      headers,
      query: { status: 'pending', task_type: 'data-processing', queue: 'high-priority' },
    });
    expect(json).toMatchObject({ total: 1, limit: 20, offset: 0 });
    expect((json as { jobs: JobView[] }).jobs[0]?.task_type).toBe('data-processing');
  });

  it('stats count by queue', async () => {
    const { json } = await call('GET', '/api/jobs/stats', { headers });
    expect(json).toEqual({
      queues: {
        default: { pending: 1, running: 0, completed: 0, failed: 0 },
        'high-priority': { pending: 1, running: 0, completed: 0, failed: 0 },
      },
    });
  });

  it('DELETE cancels at once what has not begun, answers 204, and again', async () => {
    const { job } = await post('/api/jobs', { task_type: 'daily-cleanup' });
    for (let i = 0; i < 2; i++) {
      const gone = await call('DELETE', `/api/jobs/${job.id}`, { headers });
      expect(gone.status).toBe(204);
    }
    const { json } = await call('GET', `/api/jobs/${job.id}`, { headers });
    expect(json).toMatchObject({ status: 'canceled' });
    expect(await owner.ctx.db.event.count({ where: { type: 'job.canceled' } })).toBe(1);
  });
});

describe('bad input', () => {
  test.each([
    ['an unknown type', { task_type: 'mine-bitcoin' }, 'task_type'],
    [
      'a payload that lacks a field',
      { task_type: 'data-processing', payload: {} },
      'payload.source',
    ],
    ['a bad timeout', { task_type: 'daily-cleanup', timeout: 'soon' }, 'timeout'],
    ['a timeout of a week', { task_type: 'daily-cleanup', timeout: '7d' }, 'timeout'],
    ['a bad queue', { task_type: 'daily-cleanup', queue: 'a b' }, 'queue'],
    [
      'a private address',
      { task_type: 'webhook', payload: { url: 'http://169.254.169.254/' } },
      'payload.url',
    ],
    [
      'an expression that cannot be read',
      {
        task_type: 'data-processing',
        payload: { source: 'https://x.example/a.csv', operations: [{ op: 'filter', where: '((' }] },
      },
      'payload.operations',
    ],
  ])('%s is 400 and makes nothing', async (_, body, field) => {
    const before = await owner.ctx.db.job.count();
    const answer = await post('/api/jobs', body);
    expect(answer.status).toBe(400);
    expect(Object.keys((answer.json as { details: object }).details)).toContain(field);
    expect(await owner.ctx.db.job.count()).toBe(before);
  });

  test.each([
    ['cron_spec', { cron_spec: 'every day' }],
    ['cron_spec', { cron_spec: '0 0 31 2 *' }],
    ['timezone', { cron_spec: '0 0 * * *', timezone: 'Mars/Olympus' }],
  ])('a bad %s is 400', async (field, bad) => {
    const answer = await post('/api/jobs/recurring', { task_type: 'daily-cleanup', ...bad });
    expect(answer.status).toBe(400);
    expect(Object.keys((answer.json as { details: object }).details)).toContain(field);
  });
});

it('a key that may write jobs but not execute agents cannot make one do it', async () => {
  const { headers: weak } = await makeApiKey(owner.organization.id, owner.owner.id, {
    scopes: ['jobs:write'],
  });
  const refused = await post(
    '/api/jobs',
    { task_type: 'ai-agent', payload: { agentId: 'x' } },
    weak,
  );
  expect(refused.status).toBe(403);
  const fine = await post('/api/jobs', { task_type: 'daily-cleanup' }, weak);
  expect(fine.status).toBe(201);
});

it('secrets of a webhook are never shown again', async () => {
  const { text, job } = await post('/api/jobs', {
    task_type: 'webhook',
    payload: {
      url: 'https://example.com/hook',
      headers: { Authorization: 'Bearer top-secret-token', 'X-Plain': 'yes' },
      secret: 'whsec-super-secret',
    },
  });
  expect(job.payload).toMatchObject({ headers: { 'X-Plain': 'yes' } });
  const all = [text, (await call('GET', `/api/jobs/${job.id}`, { headers })).text];
  all.push(JSON.stringify(await owner.ctx.db.job.findMany({ where: { id: job.id } })));
  all.push(JSON.stringify(await owner.ctx.db.event.findMany({ select: { data: true } })));
  for (const one of all) expect(one).not.toMatch(/top-secret-token|super-secret/);
});

it('the same key makes one job, however many ask at once', async () => {
  const body = { task_type: 'daily-cleanup', key: 'once', queue: 'keyed' };
  const answers = await Promise.all(Array.from({ length: 10 }, () => post('/api/jobs', body)));
  expect(new Set(answers.map((answer) => answer.job.id)).size).toBe(1);
  expect(await owner.ctx.db.job.count({ where: { queue: 'keyed' } })).toBe(1);
});

it('types carry a JSON Schema of their payload', async () => {
  const { json } = await call('GET', '/api/jobs/types', { headers });
  const { types } = json as { types: { type: string; payload_schema: { required?: string[] } }[] };
  expect(types.map((one) => one.type)).toContain('data-processing');
  expect(types.find((one) => one.type === 'webhook')?.payload_schema.required).toContain('url');
});
