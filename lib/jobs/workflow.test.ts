import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Ctx } from '@/lib/core/context';
import type { JobView } from '@/lib/jobs/contract';
import { call } from '@/lib/testing/client';
import { testDatabase } from '@/lib/testing/db';
import { makeOrganization } from '@/lib/testing/factories/accounts';
import { makeWorkflow } from '@/lib/testing/workflow-runs';
import { drain } from '@/lib/worker/drain';

let drop: () => Promise<void>;
let ctx: Ctx;
let headers: Record<string, string>;
beforeAll(async () => {
  ({ drop } = await testDatabase());
  ({ ctx, headers } = await makeOrganization());
  await makeWorkflow(ctx, {
    name: 'double-it',
    steps: [{ id: 'a', type: 'set', config: { n: '{{ input.n * 2 }}' } }],
    output: '{{ steps.a.output.n }}',
  });
});
afterAll(() => drop());

const QUEUES = ['events.dispatch', 'workflows.run', 'tests.advance', 'jobs.run'];

async function done(body: object): Promise<JobView> {
  const made = await call('POST', '/api/jobs', { headers, body });
  expect(made.status, made.text).toBe(201);
  while ((await drain(30_000, QUEUES)) > 0);
  const { id } = made.json as JobView;
  return (await call('GET', `/api/jobs/${id}`, { headers })).json as JobView;
}

it.each([
  [
    'type workflow',
    { task_type: 'workflow', payload: { workflowId: 'double-it', input: { n: 2 } } },
  ],
  ["a published workflow's own name", { task_type: 'double-it', payload: { n: 2 } }],
])('a job of %s ends as its run does', async (_, body) => {
  expect(await done(body)).toMatchObject({ status: 'completed', result: { output: { value: 4 } } });
});

it('a workflow is the target of tests', async () => {
  const job = await done({
    task_type: 'test-suite',
    payload: {
      name: 'Doubling',
      target: { workflowId: 'double-it' },
      testCases: [
        { id: 'good', input: { n: 3 }, expected: { value: 6 } },
        { id: 'bad', input: { n: 3 }, expected: { value: 7 } },
      ],
    },
  });
  expect(job).toMatchObject({ status: 'failed', result: { passedTests: 1, failedTests: 1 } });
});
