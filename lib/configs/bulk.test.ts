import { expect, test } from 'vitest';
import { until } from '@/lib/testing/until';
import { asClient } from '@/lib/testing/workflow-api';
import { withWorker } from '@/lib/testing/workflow-worker';

withWorker();
const client = asClient();
const { got } = client;

const MANY = 500;
/** A server ends a request after this. */
const REQUEST_MS = 60_000;

const content = Array.from({ length: MANY }, (_, i) => {
  const other = (i + 1) % MANY;
  return `
workflow W${i} {
  trigger schedule "${i % 60} 6 * * *"
  a: set { n: ${i} }
  b { activity "workflow.W${other}" if "input.never ?? false" }
}
job J${i} { schedule "${i % 60} 2 * * *" task "W${i}" payload { n: ${i} } }`;
}).join('\n');

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const result = await work();
  const took = performance.now() - began;
  console.log(`${what}: ${Math.round(took)} ms`);
  expect(took).toBeLessThan(REQUEST_MS);
  return result;
}

test(`${MANY} workflows and ${MANY} jobs start, stop, start anew and go within a request each, and nothing of them remains`, async () => {
  const { id: config_id } = await got(201, 'POST', '/api/configs', { name: 'many', content });
  const { id } = await got(201, 'POST', '/api/deployments', { name: 'many', config_id });
  const put = (status: string) => got(200, 'PUT', `/api/deployments/${id}`, { status });
  const { job, workflow, workflowTrigger, workflowVersion, event } = client.ctx.db;
  const recurring = () => job.count({ where: { status: 'recurring' } });
  const firing = () => workflowTrigger.count({ where: { nextAt: { not: null } } });
  const reach = (n: number) =>
    until(`${n} recurring jobs`, async () => (await recurring()) === n, REQUEST_MS);

  const started = await timed('start', () => put('running'));
  expect(started.workflows).toHaveLength(MANY);
  expect(await firing()).toBe(MANY);
  await timed('jobs made', () => reach(MANY));

  await timed('stop', () => put('stopped'));
  expect(await firing()).toBe(0);
  expect(await workflow.count({ where: { status: 'paused' } })).toBe(MANY);
  await timed('jobs canceled', () => reach(0));

  const again = await timed('start anew', () => put('running'));
  expect(again.workflows).toEqual(started.workflows);
  expect(await workflowVersion.count()).toBe(MANY);
  expect(await firing()).toBe(MANY);
  await reach(MANY);

  await timed('delete', () => got(204, 'DELETE', `/api/deployments/${id}`));
  await reach(0);
  expect(await workflow.count({ where: { deletedAt: null } })).toBe(0);
  expect(await workflowTrigger.count()).toBe(0);
  expect(await job.count({ where: { status: { not: 'cancelled' } } })).toBe(0);
  // Each was told of once, like one that is made by hand.
  for (const [type, n] of [
    ['workflow.created', MANY],
    ['workflow.published', MANY],
    // Deleting one that runs stops it first.
    ['workflow.paused', 2 * MANY],
    ['workflow.resumed', MANY],
    ['workflow.deleted', MANY],
    ['job.enqueued', 2 * MANY],
    ['job.canceled', 2 * MANY],
  ] as const)
    expect(await event.count({ where: { type } }), type).toBe(n);
}, 300_000);
