import { expect, test } from 'vitest';
import { makeListing } from '@/lib/testing/factories/listings';
import { withServedApi } from '@/lib/testing/served-api';
import FleetPromptClient, { type Agent, FleetPromptClient as Named } from './index';

const api = withServedApi();
const connect = () => new FleetPromptClient({ apiKey: api.apiKey, baseURL: api.baseURL });

async function activeAgent(name = 'Greeter'): Promise<Agent> {
  const client = connect();
  const { id } = await client.createAgent({
    name,
    system_prompt: 'You greet.',
    config: { model: 'sandbox', max_tokens: 4096, temperature: 0.7 },
    tools: [{ name: 'calculator' }],
  });
  return client.deployAgent(id);
}

test("the seed's methods do what it says of them", async () => {
  const client = new Named({ apiKey: api.apiKey, baseURL: api.baseURL });
  const agent = await activeAgent();
  expect(agent.name).toBe('Greeter');
  expect(agent.status).toBe('active');
  expect((await client.listAgents()).map(({ id }) => id)).toContain(agent.id);
  expect((await client.getAgent(agent.id)).config.model).toBe('sandbox');
  expect((await client.updateAgent(agent.id, { description: 'Hi' })).description).toBe('Hi');

  const execution = await client.executeAgent(agent.id, { message: 'Hello, world!' });
  expect(execution.status).toBe('completed');
  expect(execution.output?.message).toContain('Sandbox model');
  expect((await client.getExecution(execution.id)).total_tokens).toBeGreaterThan(0);
  expect((await client.listExecutions(agent.id)).map(({ id }) => id)).toEqual([execution.id]);

  const listing = await makeListing(api.ctx);
  expect((await client.listPackages()).length).toBeGreaterThan(0);
  const pkg = await client.getPackage(listing.slug);
  const installation = await client.installPackage(pkg.id, {});
  expect(installation.package_id).toBe(pkg.id);

  const workflow = await client.createWorkflow({
    name: 'Double',
    definition: {
      steps: [{ id: 'double', type: 'transform', config: { expression: 'input.n * 2' } }],
    },
  });
  const run = await client.runWorkflow(workflow.id, { n: 21 });
  const ended = await client.waitForRun(run.id);
  expect(ended).toMatchObject({ status: 'completed', output: 42 });

  expect(await client.deleteAgent(agent.id)).toBeUndefined();
  await expect(client.getAgent(agent.id)).rejects.toMatchObject({ code: 'NOT_FOUND', status: 404 });
});

test("the documentation's quick example runs as printed, told its server by the environment", async () => {
  const { id } = await activeAgent();
  process.env.FLEETPROMPT_BASE_URL = api.baseURL;
  try {
    const client = new FleetPromptClient({
      apiKey: api.apiKey,
    });

    // Execute an agent
    const execution = await client.executeAgent(id, {
      message: 'Hello, world!',
    });

    expect(execution.output).toBeTruthy();
  } finally {
    delete process.env.FLEETPROMPT_BASE_URL;
  }
});

test('wait 0 returns at once, and waitForExecution at the end', async () => {
  const client = connect();
  const { id } = await activeAgent();
  const started = await client.executeAgent(id, { message: 'Hello' }, { wait: 0 });
  expect(['queued', 'running']).toContain(started.status);
  expect((await client.waitForExecution(started.id)).status).toBe('completed');
  await expect(
    client.waitForExecution(started.id, { signal: AbortSignal.abort(new Error('no')) }),
  ).rejects.toThrow('no');
});

test('the same idempotency key executes once', async () => {
  const client = connect();
  const { id } = await activeAgent();
  const options = { idempotencyKey: crypto.randomUUID(), wait: 0 };
  const [one, two] = [
    await client.executeAgent(id, { message: 'Hello' }, options),
    await client.executeAgent(id, { message: 'Hello' }, options),
  ];
  expect(two.id).toBe(one.id);
  expect(await client.listExecutions(id)).toHaveLength(1);
});

test('an execution streams its text and ends with all of it', async () => {
  const client = connect();
  const { id } = await activeAgent();
  let text = '';
  const types = new Set<string>();
  for await (const event of client.streamAgent(id, { message: 'Hello' })) {
    types.add(event.type);
    if (event.type === 'text') text += event.data.text;
    if (event.type === 'done') expect(event.data.output?.message).toBe(text);
  }
  expect([...types]).toEqual(expect.arrayContaining(['execution', 'text', 'done']));
});

test('its log can be followed to its end', async () => {
  const client = connect();
  const agent = await activeAgent();
  const { id } = await client.executeAgent(agent.id, { message: 'Hello' }, { wait: 0 });
  const lines: string[] = [];
  for await (const { message } of client.executions.followLogs(id)) lines.push(message);
  const whole = await client.executions.logs(id).toArray();
  expect(lines).toEqual(whole.map(({ message }) => message));
  expect(lines.length).toBeGreaterThan(0);
});

test('a list gives a page when awaited and everything when iterated over', async () => {
  const client = connect();
  for (const n of [1, 2, 3, 4, 5]) await client.skills.create({ name: `S${n}`, instructions: 'x' });
  const page = await client.skills.list({ limit: 2 });
  expect(page).toHaveLength(2);
  expect(page.total).toBeGreaterThanOrEqual(5);
  const names: string[] = [];
  for await (const { name } of client.skills.list({ limit: 2 })) names.push(name);
  expect(names).toHaveLength(page.total);
  expect(new Set(names).size).toBe(names.length);
  expect(await client.skills.list().toArray(3)).toHaveLength(3);
});

test('every kind of list is read, whatever its shape', async () => {
  const client = connect();
  const lists = [
    client.agents.models(),
    client.agents.tools(),
    client.workflows.list(),
    client.runs.list(),
    client.jobs.list(),
    client.jobs.types(),
    client.events.list(),
    client.events.types(),
    client.webhooks.list(),
    client.credentials.list(),
    client.connectors.list(),
    client.apps.list(),
    client.deployments.list(),
    client.installations.list(),
    client.approvals.list(),
    client.configs.list(),
    client.usage.chart(),
    client.usage.activity(),
    client.credits.history(),
    client.credits.packages(),
    client.apiKeys.list(),
    client.organization.members(),
  ];
  for (const list of lists) {
    const page = await list;
    expect(page.length).toBeLessThanOrEqual(page.total);
    expect(page.every((one) => typeof one === 'object' && one !== null)).toBe(true);
  }
  expect((await client.apiKeys.list())[0]).toHaveProperty('name');
  expect(await client.credits.balance()).toHaveProperty('credits');
});

test('events arrive live', async () => {
  const client = connect();
  let opened = () => {};
  const open = new Promise<void>((resolve) => {
    opened = resolve;
  });
  const first = client.events.stream({ type: 'agent.*' }, { onOpen: opened }).next();
  await open;
  const agent = await client.createAgent({ name: 'Seen' });
  const { value } = await first;
  expect(value).toMatchObject({ type: 'agent.created', subject: `agent/${agent.id}` });
});

test("another organization's agent is not found", async () => {
  const { id } = await activeAgent();
  const client = new FleetPromptClient({ apiKey: await api.stranger(), baseURL: api.baseURL });
  await expect(client.executeAgent(id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const unknown = new FleetPromptClient({ apiKey: 'fp_unknown', baseURL: api.origin });
  await expect(unknown.listAgents()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

test('a GraphQL document gives its data, and its first error as one of the API', async () => {
  const client = connect();
  const agent = await activeAgent('Graph');
  const query = 'query ($id: ID!) { agent(id: $id) { name } }';
  expect(await client.graphql<{ agent: Agent }>(query, { id: agent.id })).toEqual({
    agent: { name: 'Graph' },
  });
  const failed = client.graphql('mutation { createAgent(input: {name: ""}) { id } }');
  await expect(failed).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
    message: 'validation failed: name is required',
    details: { name: 'is required' },
    requestId: expect.any(String),
    body: { data: { createAgent: null } },
  });
  await expect(client.graphql('{ nothing }')).rejects.toMatchObject({
    status: 400,
    code: 'VALIDATION_FAILED',
    message: expect.stringContaining('nothing'),
  });
});
