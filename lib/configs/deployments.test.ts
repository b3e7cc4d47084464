import { expect, test } from 'vitest';
import { transaction } from '@/lib/core/context';
import { newId } from '@/lib/core/ids';
import { emitCustom } from '@/lib/events/emit-custom';
import { call } from '@/lib/testing/client';
import { makeApiKey } from '@/lib/testing/factories/accounts';
import { until } from '@/lib/testing/until';
import { asClient } from '@/lib/testing/workflow-api';
import { ended } from '@/lib/testing/workflow-runs';
import { withWorker } from '@/lib/testing/workflow-worker';

withWorker();
const client = asClient();
const { got, ask } = client;

const GREET = `
var env = "staging"
workflow First { greet: set { said: "Hello {{ variables.env }}" } }
workflow Second {
  again { activity "workflow.First" }
  output { both: "{{ steps.again.output.said }} twice" }
}`;
const SERVED = `
workflow Listen {
  trigger event "order.placed"
  trigger schedule "0 6 * * *"
  hear: set { id: "{{ input.id }}" }
}
job Nightly { schedule "0 2 * * *" task "report-generation" queue "default" retry { max_attempts 2 } }
job Run { task "workflow" payload { workflowId: "Listen", input: { id: "by job" } } }`;

const config = async (content: string): Promise<string> =>
  (await got(201, 'POST', '/api/configs', { name: 'c', content })).id;
const deployment = async (content: string): Promise<string> => {
  const config_id = await config(content);
  return (await got(201, 'POST', '/api/deployments', { name: 'my-deployment', config_id })).id;
};
const put = (id: string, body: object, status = 200) =>
  got(status, 'PUT', `/api/deployments/${id}`, body);
const executed = async (id: string, variables?: object) => {
  const begun = await got(
    202,
    'POST',
    `/api/deployments/${id}/execute`,
    variables && { variables },
  );
  await ended(client.ctx, begun.id);
  return got(200, 'GET', `/api/executions/${begun.id}`);
};
const reaches = (id: string, status: string) =>
  until(`deployment ${status}`, async () => {
    const row = await got(200, 'GET', `/api/deployments/${id}`);
    return row.status === status && row;
  });
const recurring = () => client.ctx.db.job.findMany({ where: { status: 'recurring' } });

test('the requests of the documentation are answered as it says', async () => {
  const config_id = await config(GREET);
  const made = await got(201, 'POST', '/api/deployments', { name: 'my-deployment', config_id });
  expect(made).toMatchObject({
    name: 'my-deployment',
    config_id,
    status: 'pending',
    created_at: expect.stringMatching(/Z$/),
    updated_at: expect.stringMatching(/Z$/),
  });
  const { data, limit, offset, total } = await got(200, 'GET', '/api/deployments?limit=20');
  expect({ data, limit, offset, total }).toEqual({ data: [made], limit: 20, offset: 0, total: 1 });
  expect(await got(200, 'GET', `/api/deployments/${made.id}`)).toEqual(made);
  const other = await config('workflow Other { a: stop }');
  const body = { name: 'updated-deployment', config_id: other, status: 'running' };
  expect(await put(made.id, body)).toMatchObject({ ...body, workflows: [{ name: 'Other' }] });
  const begun = await got(202, 'POST', `/api/deployments/${made.id}/execute`, {
    variables: { env: 'production', debug: false },
  });
  expect(begun).toMatchObject({
    deployment_id: made.id,
    command: 'execute',
    kind: 'deployment',
    started_at: expect.stringMatching(/Z$/),
    output: null,
    exit_code: null,
  });
  await ended(client.ctx, begun.id);
  const done = await got(200, 'GET', `/api/executions/${begun.id}`);
  expect(done).toMatchObject({ output: 'Completed successfully', exit_code: 0 });
  const list = await got(200, 'GET', `/api/deployments/${made.id}/executions`);
  expect(list).toEqual({ data: [done], limit: 20, offset: 0, total: 1 });
  expect((await got(200, 'GET', '/api/executions?kind=deployment')).data).toEqual([done]);
  await got(204, 'DELETE', `/api/deployments/${made.id}`);
  expect((await ask('GET', `/api/deployments/${made.id}`)).status).toBe(404);
  expect(await client.ctx.db.workflow.count({ where: { deletedAt: null } })).toBe(0);
});

test('an execution runs the workflows in order with its variables, and tells how it ended', async () => {
  const id = await deployment(GREET);
  const done = await executed(id, { env: 'production' });
  expect(done).toMatchObject({
    status: 'completed',
    exit_code: 0,
    result: { First: { said: 'Hello production' }, Second: { both: 'Hello production twice' } },
  });
  expect(JSON.parse(done.output)).toEqual(done.result);
  await reaches(id, 'complete');
  expect((await executed(id)).result.First).toEqual({ said: 'Hello staging' });
  const children = await client.ctx.db.workflowRun.findMany({
    where: { parentRunId: done.id },
    orderBy: { createdAt: 'asc' },
  });
  expect(children).toHaveLength(2);
  expect(+(children[0]?.completedAt ?? 0)).toBeLessThanOrEqual(+(children[1]?.createdAt ?? 0));
});

test('a workflow that fails ends its execution with exit code 1, and those after it do not run', async () => {
  const id = await deployment(
    'workflow Bad { a: fail { message: "No stock left" } }\nworkflow After { b: set { x: 1 } }',
  );
  const done = await executed(id);
  expect(done).toMatchObject({
    status: 'failed',
    exit_code: 1,
    output: expect.stringContaining('No stock left'),
    error: { step: 'Bad' },
  });
  expect(await client.ctx.db.workflowRun.count({ where: { parentRunId: done.id } })).toBe(1);
  expect((await reaches(id, 'failed')).error).toContain('No stock left');
});

test('while it runs its triggers and jobs are in service; stopped, they are withdrawn', async () => {
  const id = await deployment(SERVED);
  const started = await put(id, { status: 'running' });
  const [{ id: workflowId }] = started.workflows;
  const triggers = () => client.ctx.db.workflowTrigger.findMany({ where: { workflowId } });
  expect((await triggers()).map((it) => [it.kind, it.nextAt !== null]).sort()).toEqual([
    ['event', false],
    ['schedule', true],
  ]);
  const [job] = await until(
    'the recurring job',
    async () => (await recurring()).length > 0 && recurring(),
  );
  expect(job).toMatchObject({
    taskType: 'report-generation',
    cronSpec: '0 2 * * *',
    maxRetries: 1,
    metadata: { deployment_id: id, name: 'Nightly' },
  });
  expect(await got(200, 'GET', `/api/deployments/${id}/triggers`)).toMatchObject({
    total: 2,
    data: [
      { workflow_id: workflowId, workflow: 'Listen', type: 'event', event: 'order.placed' },
      { workflow: 'Listen', type: 'schedule', cron: '0 6 * * *', next_at: expect.any(String) },
    ],
  });
  const registered = await got(200, 'GET', `/api/jobs?deployment_id=${id}`);
  expect(registered.jobs.map((it: { metadata: object }) => it.metadata)).toEqual(
    expect.arrayContaining(['Nightly', 'Run'].map((name) => ({ deployment_id: id, name }))),
  );
  const ran = () => client.ctx.db.workflowRun.findMany({ where: { workflowId } });
  await until('the job that runs once', async () => (await ran()).length === 1);
  expect(await ran()).toMatchObject([{ input: { id: 'by job' } }]);
  await transaction(client.ctx, (tx) => emitCustom(tx, 'order.placed', { id: 'o-1' }));
  await until('the run of the event', async () => (await ran()).length === 2);

  const stopped = await put(id, { status: 'stopped' });
  expect(stopped).toMatchObject({ status: 'stopped' });
  await until('no recurring job', async () => (await recurring()).length === 0);
  expect((await triggers()).every((it) => it.nextAt === null)).toBe(true);
  expect(await got(200, 'GET', `/api/v1/workflows/${workflowId}`)).toMatchObject({
    status: 'paused',
    source: { type: 'config' },
  });
  expect((await ask('POST', `/api/deployments/${id}/execute`)).status).toBe(409);

  const again = await put(id, { status: 'running' });
  expect(again.workflows).toEqual(started.workflows);
  await until('the recurring job again', async () => (await recurring()).length === 1);
  await got(204, 'DELETE', `/api/deployments/${id}`);
  await until('no recurring job', async () => (await recurring()).length === 0);
  expect(await triggers()).toEqual([]);
});

test('a config with errors is neither deployed nor executed', async () => {
  const id = await deployment('workflow A { a: Agent("nobody") }');
  const errors = ['validation error: undefined agent type "nobody" at line 1'];
  for (const [method, path, body] of [
    ['PUT', `/api/deployments/${id}`, { status: 'running' }],
    ['POST', `/api/deployments/${id}/execute`, {}],
  ] as const) {
    const answer = await ask(method, path, { body });
    expect(answer.status).toBe(409);
    expect(answer.json.details).toEqual({ errors });
  }
  expect(await got(200, 'GET', `/api/deployments/${id}`)).toMatchObject({ status: 'pending' });
  const none = await got(201, 'POST', '/api/deployments', { name: 'none' });
  expect((await ask('POST', `/api/deployments/${none.id}/execute`)).status).toBe(409);
});

test('a running deployment keeps its version until it is started again', async () => {
  const configId = await config('workflow W { a: set { n: 1 } }');
  const { id } = await got(201, 'POST', '/api/deployments', { name: 'd', config_id: configId });
  await put(id, { status: 'running' });
  await got(200, 'PUT', `/api/configs/${configId}`, {
    content: 'workflow W { a: set { n: 2 } }\nworkflow V { b: stop }',
  });
  expect((await executed(id)).result).toEqual({ n: 1 });
  expect((await ask('DELETE', `/api/configs/${configId}`)).status).toBe(409);
  const again = await put(id, { status: 'running' });
  expect(again).toMatchObject({ config_version: 2, workflows: [{ name: 'W' }, { name: 'V' }] });
  expect((await executed(id)).result).toMatchObject({ W: { n: 2 } });
  await put(id, { status: 'complete' });
  await got(204, 'DELETE', `/api/configs/${configId}`);
  expect(await got(200, 'GET', `/api/deployments/${id}`)).toMatchObject({ config_id: null });
});

test('a job that cannot be made fails the deployment, which says why', async () => {
  const id = await deployment(
    'workflow W { trigger schedule "0 6 * * *" a: stop }\njob J { schedule "@daily" task "ai-agent" payload { } }',
  );
  await put(id, { status: 'running' });
  const row = await reaches(id, 'failed');
  expect(row.error).toBe(
    'A job of the config was refused: validation failed; payload.agentId is required',
  );
  expect(await client.ctx.db.workflowTrigger.count({ where: { nextAt: { not: null } } })).toBe(0);
});

test('statuses follow the lifecycle', async () => {
  const id = await deployment('workflow W { a: stop }');
  await put(id, { status: 'running' });
  expect((await ask('PUT', `/api/deployments/${id}`, { body: { status: 'pending' } })).status).toBe(
    409,
  );
  expect(await put(id, { status: 'complete' })).toMatchObject({ status: 'complete' });
  await put(id, { status: 'failed' }, 409);
  expect(await put(id, { name: 'x' })).toMatchObject({ name: 'x', status: 'complete' });
  const unknown = await ask('PUT', `/api/deployments/${id}`, { body: { status: 'flying' } });
  expect(unknown.json.details).toEqual({
    status: 'must be one of: pending running stopped failed complete',
  });
  const stranger = await ask('PUT', `/api/deployments/${id}`, { body: { config_id: newId() } });
  expect(stranger.json.details).toEqual({ config_id: 'must be the id of a config' });
});

test('a canceled execution stops its workflows', async () => {
  const id = await deployment('workflow W { wait: delay { duration: 1h } }');
  const begun = await got(202, 'POST', `/api/deployments/${id}/execute`);
  const child = await until('the child', () =>
    client.ctx.db.workflowRun.findFirst({ where: { parentRunId: begun.id } }),
  );
  await got(200, 'POST', `/api/v1/executions/${begun.id}/cancel`);
  expect(await got(200, 'GET', `/api/executions/${begun.id}`)).toMatchObject({
    status: 'canceled',
    exit_code: 130,
  });
  expect((await ended(client.ctx, child.id)).status).toBe('cancelled');
  expect(await got(200, 'GET', `/api/deployments/${id}`)).toMatchObject({ status: 'pending' });
});

test('who may only execute runs what is in service, and nothing else', async () => {
  const id = await deployment('workflow W { a: stop }');
  const { headers } = await makeApiKey(client.organizationId, client.ownerId, {
    scopes: ['deployments:execute', 'deployments:write'],
  });
  const execute = () => call('POST', `/api/deployments/${id}/execute`, { headers });
  const start = () =>
    call('PUT', `/api/deployments/${id}`, { headers, body: { status: 'running' } });
  for (const refused of [await execute(), await start()]) {
    expect(refused.status).toBe(403);
    expect(refused.json).toMatchObject({ details: { required_scope: 'workflows:write' } });
  }
  await put(id, { status: 'running' });
  expect((await execute()).status).toBe(202);
});
