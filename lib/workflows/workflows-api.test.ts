import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '@/lib/core/ids';
import { testDatabase } from '@/lib/testing/db';
import { makeApiKey, makeMember } from '@/lib/testing/factories/accounts';
import { asClient } from '@/lib/testing/workflow-api';

let drop: () => Promise<void>;
beforeAll(async () => {
  ({ drop } = await testDatabase());
});
afterAll(() => drop());
const client = asClient();
const { ask, got } = client;

const SEED = {
  name: 'New Workflow',
  description: 'Optional description',
  definition: {
    steps: [
      {
        name: 'step1',
        type: 'http_request',
        config: { method: 'GET', url: 'https://api.example.com/data' },
      },
    ],
  },
  isPublic: false,
};
const set = (value: unknown, more: object = {}) => ({
  steps: [{ id: 'a', type: 'set', config: { value } }],
  ...more,
});

test("the Integration Layer's requests are answered as it documents them", async () => {
  const made = await ask('POST', '/api/v1/workflows', { body: SEED });
  expect(made.status).toBe(201);
  expect(made.json).toMatchObject({ ...SEED, id: expect.any(String), publishedVersion: 1 });
  const list = await ask('GET', '/api/v1/workflows');
  expect(list.json).toEqual([
    expect.objectContaining({
      id: made.json.id,
      name: 'New Workflow',
      description: 'Optional description',
      isPublic: false,
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
    }),
  ]);
  expect(list.headers.get('x-total-count')).toBe('1');
  const started = await ask('POST', `/api/v1/workflows/${made.json.id}/execute`, {
    body: { input: { key: 'value' } },
  });
  expect(started.status).toBe(202);
  expect(started.json).toEqual({
    executionId: expect.any(String),
    runId: started.json.executionId,
    status: 'pending',
    startedAt: expect.any(String),
  });
  const execution = await got(200, 'GET', `/api/v1/executions/${started.json.executionId}`);
  expect(execution).toMatchObject({ kind: 'workflow', input: { key: 'value' } });
});

test("FleetPrompt's client creates and runs a workflow in JSON:API", async () => {
  const type = { 'content-type': 'application/vnd.api+json', accept: 'application/vnd.api+json' };
  const made = await ask('POST', '/api/v1/workflows', {
    headers: type,
    body: { data: { type: 'workflow', attributes: SEED } },
  });
  expect(made.json.data).toMatchObject({ type: 'workflow', attributes: { name: 'New Workflow' } });
  const attributes = { workflow_id: made.json.data.id, input: { a: 1 } };
  const run = await ask('POST', '/api/v1/workflow-runs', {
    headers: type,
    body: { data: { type: 'workflow-run', attributes } },
  });
  expect(run.json.data).toMatchObject({
    type: 'workflow-run',
    attributes: { workflow_id: made.json.data.id, input: { a: 1 } },
  });
  const list = await ask('GET', '/api/v1/workflows', { headers: type });
  expect(list.json).toMatchObject({ data: [{ type: 'workflow' }], meta: { total: 1 } });
});

describe('definitions', () => {
  test('every problem is told at once, with its path; publish: false keeps them', async () => {
    const definition = {
      steps: [
        { id: 'a', type: 'http', config: { url: '{{ steps.nobody.output }}' } },
        { id: 'b', type: 'agent', config: { agentId: 'no-such-agent' } },
        {
          id: 'c',
          type: 'connector',
          config: { connectorType: 'slack', action: 'no_action', credentialId: 'none' },
        },
      ],
      triggers: [{ type: 'schedule', cron: 'every day' }],
    };
    const refused = await ask('POST', '/api/v1/workflows', { body: { name: 'Bad', definition } });
    expect(refused.status).toBe(400);
    expect(Object.keys(refused.json.details).sort()).toEqual([
      'definition.steps[0].config.url',
      'definition.steps[1].config.agentId',
      'definition.steps[2].config.action',
      'definition.steps[2].config.credentialId',
      'definition.triggers[0].cron',
    ]);
    expect(refused.json.problems).toHaveLength(5);
    const kept = await got(201, 'POST', '/api/v1/workflows', {
      name: 'Bad',
      definition,
      publish: false,
    });
    expect(kept).toMatchObject({ status: 'draft', publishedVersion: null, version: 1 });
    expect(kept.problems).toHaveLength(5);
    await got(400, 'POST', `/api/v1/workflows/${kept.id}/publish`);
    await got(409, 'POST', `/api/v1/workflows/${kept.id}/execute`);
    expect(await client.ctx.db.workflow.count()).toBe(1);
  });

  test('a draft whose missing agent comes can be published without another version', async () => {
    const definition = { steps: [{ id: 'a', type: 'agent', config: { agentId: 'helper' } }] };
    const body = { name: 'Later', definition, publish: false };
    const { id } = await got(201, 'POST', '/api/v1/workflows', body);
    await got(201, 'POST', '/api/v1/agents', { name: 'Helper' });
    const published = await got(200, 'POST', `/api/v1/workflows/${id}/publish`);
    expect(published).toMatchObject({ publishedVersion: 1, version: 1, problems: [] });
  });

  test('validation saves nothing and says what the workflow could reach', async () => {
    const definition = {
      triggers: [{ type: 'event', event: 'Nothing Such' }],
      steps: [{ id: 'a', type: 'http', config: { url: 'https://api.example.com/{{ input.x }}' } }],
    };
    const told = await got(200, 'POST', '/api/v1/workflows/validate', { definition });
    expect(told).toMatchObject({
      valid: true,
      problems: [],
      warnings: [{ path: 'triggers[0].event', code: 'unknown_event' }],
      reach: { hosts: ['api.example.com'] },
      graph: { nodes: [{ id: 'a', type: 'http_request' }] },
    });
    for (const odd of [null, 1, 'x', [], {}])
      expect(
        await got(200, 'POST', '/api/v1/workflows/validate', { definition: odd }),
      ).toMatchObject({
        valid: false,
        hash: null,
      });
    expect(await client.ctx.db.workflow.count()).toBe(0);
  });

  test('keys keep the order in which they were written', async () => {
    const definition = { steps: [{ type: 'set', id: 'a', config: { zebra: 1, b: 2, aa: 3 } }] };
    const { id } = await got(201, 'POST', '/api/v1/workflows', { name: 'Order', definition });
    const read = await got(200, 'GET', `/api/v1/workflows/${id}`);
    expect(JSON.stringify(read.definition)).toBe(JSON.stringify(definition));
  });
});

describe('versions', () => {
  test('of two editors the second is told, and overwrites nothing', async () => {
    const { id } = await got(201, 'POST', '/api/v1/workflows', { name: 'W', definition: set(1) });
    const path = `/api/v1/workflows/${id}`;
    const read = await ask('GET', path);
    const etag = read.headers.get('etag') as string;
    const save = (value: number) =>
      ask('PUT', path, { headers: { 'if-match': etag }, body: { definition: set(value) } });
    const answers = await Promise.all([save(2), save(3)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.json.details).toMatchObject({
      version: 2,
    });
    await got(409, 'PATCH', path, { definition: set(4), expected_version: 1 });
    expect(
      await got(200, 'PATCH', path, { definition: set(4), expected_version: 2 }),
    ).toMatchObject({ version: 3, publishedVersion: 3 });
  });

  test('a version can be kept back, compared, published and rolled back', async () => {
    const { id } = await got(201, 'POST', '/api/v1/workflows', { name: 'W', definition: set(1) });
    const path = `/api/v1/workflows/${id}`;
    const second = set(2, { triggers: [{ type: 'schedule', cron: '0 6 * * *' }] });
    const kept = await got(200, 'PATCH', path, { definition: second, publish: false, note: 'Two' });
    expect(kept).toMatchObject({ version: 2, publishedVersion: 1, triggers: [] });
    expect(await got(200, 'PATCH', path, { definition: second, publish: false })).toMatchObject({
      version: 2,
    });
    const compared = await got(200, 'GET', `${path}/compare?from=1&to=2`);
    expect(compared).toMatchObject({
      same: false,
      steps: [
        { id: 'a', change: 'changed', fields: [{ path: 'config.value', before: 1, after: 2 }] },
      ],
      definition: [{ path: 'triggers' }],
    });
    const live = await got(200, 'POST', `${path}/publish`);
    expect(live).toMatchObject({ publishedVersion: 2, triggers: ['schedule'] });
    expect(live.nextRunAt).toMatch(/T06:00:00/);
    const { data: triggers } = await got(200, 'GET', `${path}/triggers`);
    expect(triggers).toMatchObject([{ type: 'schedule', cron: '0 6 * * *', timezone: 'UTC' }]);
    expect(triggers[0].next).toHaveLength(5);
    const back = await got(200, 'POST', `${path}/publish`, { version: 1 });
    expect(back).toMatchObject({ version: 2, publishedVersion: 1, triggers: [], nextRunAt: null });
    const { data, total } = await got(200, 'GET', `${path}/versions`);
    expect(total).toBe(2);
    expect(data).toMatchObject([
      { version: 2, note: 'Two', published: false },
      { version: 1, published: true, createdBy: { id: client.ownerId } },
    ]);
    const one = await got(200, 'GET', `${path}/versions/2`);
    expect(one).toMatchObject({ definition: second, graph: { nodes: [{ id: 'a' }] } });
    await got(404, 'GET', `${path}/versions/3`);
    await got(404, 'GET', `${path}/versions/x`);
    await got(404, 'POST', `${path}/publish`, { version: 9 });
  });

  test('a copy is a draft; a pause lets the schedules rest', async () => {
    const definition = set(1, { triggers: [{ type: 'schedule', cron: '*/5 * * * *' }] });
    const { id } = await got(201, 'POST', '/api/v1/workflows', { name: 'W', definition });
    const copy = await got(201, 'POST', `/api/v1/workflows/${id}/duplicate`);
    expect(copy).toMatchObject({ name: 'W (copy)', status: 'draft', definition, nextRunAt: null });
    const paused = await got(200, 'POST', `/api/v1/workflows/${id}/pause`);
    expect(paused).toMatchObject({ status: 'paused', nextRunAt: null });
    expect((await got(200, 'GET', '/api/v1/workflows?status=paused')).length).toBe(1);
    expect((await got(200, 'GET', '/api/v1/workflows?status=draft')).length).toBe(1);
    expect((await got(200, 'GET', '/api/v1/workflows?q=COPY')).length).toBe(1);
    const resumed = await got(200, 'POST', `/api/v1/workflows/${id}/resume`);
    expect(resumed).toMatchObject({ status: 'active', nextRunAt: expect.any(String) });
  });
});

test('a workflow with open runs is deleted only by force, which cancels them; its runs can be read', async () => {
  const definition = { steps: [{ id: 'nap', type: 'delay', config: { duration: '1h' } }] };
  const { id } = await got(201, 'POST', '/api/v1/workflows', { name: 'Nap', definition });
  const { runId } = await got(202, 'POST', `/api/v1/workflows/${id}/execute`);
  const refused = await ask('DELETE', `/api/v1/workflows/${id}`);
  expect(refused.status).toBe(409);
  expect(refused.json.details).toEqual({ open_runs: 1 });
  expect((await ask('DELETE', `/api/v1/workflows/${id}?force=true`)).status).toBe(204);
  await got(404, 'GET', `/api/v1/workflows/${id}`);
  await got(404, 'POST', `/api/v1/workflows/${id}/execute`);
  expect(await got(200, 'GET', `/api/v1/workflow-runs/${runId}`)).toMatchObject({
    status: 'cancelled',
    workflow_name: 'Nap',
  });
});

test('an input that does not fit the inputSchema is refused, and an idempotency key starts one run', async () => {
  const inputSchema = { type: 'object', required: ['n'], properties: { n: { type: 'number' } } };
  const body = { name: 'Typed', definition: set('{{ input.n }}', { inputSchema }) };
  const { id } = await got(201, 'POST', '/api/v1/workflows', body);
  const path = `/api/v1/workflows/${id}/execute`;
  await got(400, 'POST', path, { input: { n: 'many' } });
  const twice = await Promise.all(
    [1, 2].map(() =>
      ask('POST', path, { headers: { 'idempotency-key': newId() }, body: { input: { n: 1 } } }),
    ),
  );
  expect(new Set(twice.map(({ json }) => json.runId)).size).toBe(2);
  const key = { 'idempotency-key': newId() };
  const once = await ask('POST', path, { headers: key, body: { input: { n: 1 } } });
  const again = await ask('POST', path, { headers: key, body: { input: { n: 1 } } });
  expect(again.json).toEqual(once.json);
});

test('a viewer sees workflows but neither hooks nor runs them; a writing key needs execute to start', async () => {
  const definition = set(1, { triggers: [{ type: 'webhook' }] });
  const { id } = await got(201, 'POST', '/api/v1/workflows', { name: 'W', definition });
  const { url } = await got(201, 'POST', `/api/v1/workflows/${id}/hook`);
  const viewer = await makeMember(client.organizationId, 'viewer');
  const seen = await ask('GET', `/api/v1/workflows/${id}`, { headers: viewer.headers });
  expect(seen.text).not.toContain(url);
  expect(url).toMatch(/^http:.*\/api\/hooks\//);
  const owner = await got(200, 'GET', `/api/v1/workflows/${id}`);
  expect(owner.hook).toEqual({ url, signed: false });
  const scopes = ['workflows:write'];
  const writer = await makeApiKey(client.organizationId, client.ownerId, { scopes });
  const start = { workflowId: 'x', workflowType: 'W', input: {} };
  for (const headers of [viewer.headers, writer.headers]) {
    const refused = await ask('POST', '/api/v1/workflows', { headers, body: start });
    expect(refused.status).toBe(403);
  }
});
