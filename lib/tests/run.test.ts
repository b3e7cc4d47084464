import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { create, deploy } from '@/lib/agents/save';
import { type Ctx, transaction } from '@/lib/core/context';
import { grant } from '@/lib/credits/grant';
import { microOf } from '@/lib/credits/money';
import type { JobView } from '@/lib/jobs/contract';
import { call } from '@/lib/testing/client';
import { testDatabase } from '@/lib/testing/db';
import { makeOrganization } from '@/lib/testing/factories/accounts';
import type { RunView, SuiteView } from '@/lib/tests/contract';
import { gateProblem } from '@/lib/tests/gate';
import { drain } from '@/lib/worker/drain';

let drop: () => Promise<void>;
let ctx: Ctx;
let headers: Record<string, string>;
let agentId: string;

beforeAll(async () => {
  ({ drop } = await testDatabase());
  ({ ctx, headers } = await makeOrganization());
  await grant(ctx, { amount: microOf(100), description: 'Test' });
  const agent = await create(ctx, {
    name: 'Tester',
    system_prompt: 'You test.',
    config: { model: 'sandbox' },
  });
  agentId = (await deploy(ctx, agent.id)).id;
});
afterAll(() => drop());

const QUEUES = ['events.dispatch', 'executions.run', 'tests.advance', 'jobs.run'];
const settle = async () => {
  while ((await drain(60_000, QUEUES)) > 0);
};
const post = (path: string, body?: unknown) => call('POST', path, { headers, body });
const get = async (path: string) => (await call('GET', path, { headers })).json;

async function job(payload: object, task_type = 'test-suite'): Promise<JobView> {
  const made = await post('/api/jobs', { task_type, payload });
  expect(made.status, made.text).toBe(201);
  await settle();
  return (await get(`/api/jobs/${(made.json as JobView).id}`)) as JobView;
}

describe('a job of type test-suite', () => {
  const testCases = [
    { id: '1', name: 'same', input: { a: 1 }, expected: { a: 1 } },
    { id: '2', name: 'other', input: { a: 1 }, expected: { a: 2 } },
    { id: '3', name: 'pattern', input: 'order 42', expected: { matches: '\\d+' } },
  ];

  it('without a target compares inputs; with failures it ends failed, its output kept', async () => {
    const done = await job({ name: 'Echo', testCases });
    expect(done).toMatchObject({
      status: 'failed',
      error: { code: 'TESTS_FAILED', message: '1 of 3 tests failed.' },
      result: { totalTests: 3, passedTests: 2, failedTests: 1, skippedTests: 0 },
    });
    const { results } = done.result as { results: { id: string; status: string; error: string }[] };
    expect(results.map((one) => [one.id, one.status])).toEqual([
      ['1', 'passed'],
      ['2', 'failed'],
      ['3', 'passed'],
    ]);
    expect(results[1]?.error).toBe('output.a is 1 instead of 2');
  });

  it('stopOnFailure skips the rest', async () => {
    const done = await job({ name: 'Stop', testCases, stopOnFailure: true });
    expect(done.result).toMatchObject({ passedTests: 1, failedTests: 1, skippedTests: 1 });
  });

  it('with an agent runs each case as an execution, and completes when all pass', async () => {
    const cases = Array.from({ length: 3 }, (_, i) => ({
      id: String(i),
      name: `Case ${i}`,
      input: { message: 'Hello' },
      expected: { message: { contains: 'Sandbox model' } },
    }));
    const done = await job({
      name: 'Agent',
      testCases: cases,
      parallel: true,
      target: { agentId },
    });
    expect(done).toMatchObject({
      status: 'completed',
      result: { totalTests: 3, passedTests: 3, failedTests: 0 },
    });
    expect(await ctx.db.execution.count({ where: { source: 'test' } })).toBe(3);
    expect(await ctx.db.event.count({ where: { type: 'test.suite.completed' } })).toBe(3);
  });
});

it('a job of type ai-agent holds no worker while its execution runs, and ends as it does', async () => {
  const made = await post('/api/jobs', {
    task_type: 'ai-agent',
    payload: { agentId: 'Tester', input: 'Hello' },
  });
  const { id } = made.json as JobView;
  await drain(30_000, ['jobs.run']);
  const waiting = (await get(`/api/jobs/${id}`)) as JobView;
  expect(waiting).toMatchObject({ status: 'running', state: 'waiting' });
  expect(waiting.waiting_for).toMatchObject({ kind: 'execution' });
  await settle();
  const done = (await get(`/api/jobs/${id}`)) as JobView;
  expect(done).toMatchObject({
    status: 'completed',
    result: { output: { message: expect.stringContaining('Sandbox model') } },
  });
});

it('without credits a job waits, and goes on after a top-up', async () => {
  const poor = await makeOrganization();
  const agent = await create(poor.ctx, {
    name: 'Poor',
    system_prompt: 'You wait.',
    config: { model: 'sandbox' },
  });
  await deploy(poor.ctx, agent.id);
  const made = await call('POST', '/api/jobs', {
    headers: poor.headers,
    body: { task_type: 'ai-agent', payload: { agentId: agent.id } },
  });
  const { id } = made.json as JobView;
  await settle();
  const state = async () => {
    const row = await poor.ctx.db.job.findUniqueOrThrow({ where: { id } });
    return [row.status, row.waitKind];
  };
  expect(await state()).toEqual(['running', 'credits']);
  await transaction(poor.ctx, (tx) => grant(tx, { amount: microOf(5), description: 'Top-up' }));
  await settle();
  expect(await state()).toEqual(['completed', null]);
});

it('an execution is saved as a test, replayed by its suite, and gates its app', async () => {
  const run = await post(`/api/v1/agents/${agentId}/execute`, { input: { message: 'Hi' } });
  await settle();
  const { id } = run.json as { id: string };
  const saved = await post(`/api/v1/executions/${id}/save-as-test`, {
    suite: 'Recorded',
    name: 'Hi',
  });
  expect(saved.status, saved.text).toBe(201);
  const { suite_id } = saved.json as { suite_id: string };
  const appId = crypto.randomUUID();
  await ctx.db.agentApp.create({
    data: { id: appId, organizationId: ctx.organizationId, name: 'Gated' },
  });
  const gate = { agentAppId: appId, required: true };
  const patched = await call('PATCH', `/api/v1/test-suites/${suite_id}`, {
    headers,
    body: { gate },
  });
  expect(patched.json).toMatchObject({ gate, target: { agentId } });
  expect(await gateProblem(ctx, appId)).toContain('has not been run yet');
  const refused = await post(`/api/agent-apps/${appId}/listing`, {});
  expect(refused.status, refused.text).toBe(409);
  expect(refused.text).toContain('must pass before this app is published');
  const started = await post(`/api/v1/test-suites/${suite_id}/run`);
  expect(started.status).toBe(202);
  await settle();
  const done = (await get(`/api/v1/test-runs/${(started.json as RunView).id}`)) as RunView;
  expect(done).toMatchObject({ status: 'completed', totalTests: 1, passedTests: 1 });
  expect(await gateProblem(ctx, appId)).toBeNull();
  const { data } = (await get('/api/v1/test-suites')) as { data: SuiteView[] };
  expect(data[0]).toMatchObject({ cases: 1, last_run: { status: 'completed' } });
});
