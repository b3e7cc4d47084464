import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { create, deploy } from '@/lib/agents/save';
import type { Ctx } from '@/lib/core/context';
import { closeListener } from '@/lib/core/db/listen';
import { overrideEnv } from '@/lib/core/env';
import { grant } from '@/lib/credits/grant';
import { microOf } from '@/lib/credits/money';
import { call } from '@/lib/testing/client';
import { testDatabase } from '@/lib/testing/db';
import { makeOrganization } from '@/lib/testing/factories/accounts';
import { makeListing, packageAgent } from '@/lib/testing/factories/listings';
import { until } from '@/lib/testing/until';
import { type Receiver, startReceiver } from '@/lib/testing/vendors/receiver';
import { drain } from '@/lib/worker/drain';

let drop: () => Promise<void>;
let seller: Ctx;
let buyer: Ctx;
let headers: Record<string, string>;
let inside: Receiver;
let outside: Receiver;
beforeAll(async () => {
  ({ drop } = await testDatabase());
});
afterAll(async () => {
  await closeListener();
  await drop();
});
beforeEach(async () => {
  [inside, outside] = await Promise.all([startReceiver(), startReceiver()]);
  overrideEnv({
    RATE_LIMIT_SESSION_PER_MINUTE: 1_000_000,
    EGRESS_ALLOW: `${inside.host},${outside.host}`,
  });
  ({ ctx: seller } = await makeOrganization());
  ({ ctx: buyer, headers } = await makeOrganization());
  await grant(buyer, { amount: microOf(100), description: 'Test' });
});
afterEach(() => Promise.all([inside.close(), outside.close()]));

const SECRET = 'sk-very-secret-77';
const configSchema = {
  type: 'object',
  properties: {
    team: { type: 'string' },
    base: { type: 'string' },
    api_key: { type: 'string', format: 'password' },
    mail: {
      type: 'object',
      properties: { from: { type: 'string' }, password: { type: 'string', writeOnly: true } },
    },
    tokens: { type: 'array', items: { type: 'string', 'x-secret': true } },
  },
};
const CONFIG = {
  team: 'Billing {{config.api_key}}',
  base: '',
  api_key: SECRET,
  mail: { from: 'a@example.com', password: 'mail-secret-88' },
  tokens: ['token-secret-99'],
};
const http = (config = {}) => ({ name: 'http_request', config });

async function installed(
  agent: object,
  permissions: object = {},
  config: object = CONFIG,
  workflows: object[] = [],
) {
  const contents = {
    agents: [packageAgent({ model: 'sandbox', skills: [], ...agent })],
    skills: [],
    permissions: { hosts: [], actions: [], credentials: [], maxCredits: null, ...permissions },
    configSchema,
    workflows,
  };
  const { id } = await makeListing(seller, { contents });
  const body = { package_id: id, config };
  const answer = await call('POST', '/api/v1/installations', { headers, body });
  expect(answer.status, answer.text).toBe(201);
  await drain(20_000, ['installations.run']);
  return answer.json as { id: string };
}
// biome-ignore lint/suspicious/noExplicitAny: answers are looked into
async function json(method: string, path: string, body?: unknown): Promise<any> {
  return (await call(method, `/api/v1${path}`, { headers, body })).json;
}
/** Runs the organization's installed agent and gives the execution with its steps. */
async function run(message: string) {
  const [agent] = await buyer.db.agent.findMany({ where: { grant: { isNot: null } } });
  const { id } = await json('POST', `/agents/${agent?.id}/execute`, { input: { message } });
  await drain(20_000, ['executions.run']);
  const row = await buyer.db.execution.findUniqueOrThrow({ where: { id } });
  const steps = await buyer.db.executionStep.findMany({
    where: { executionId: id },
    orderBy: { index: 'asc' },
  });
  return {
    row,
    steps,
    all: textOf([row, steps]),
  };
}
/** Everything of a value as text, BigInts too. */
const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, one) => (typeof one === 'bigint' ? `${one}` : one));
const get = (url: string, more = '') => `use tool http_request {"url":"${url}"${more}}`;

it('secret fields are sealed, never shown, and stay when they are left out of a change', async () => {
  const { id } = await installed({});
  const shown = await json('GET', `/installations/${id}`);
  expect(shown).toMatchObject({
    config: { team: CONFIG.team, mail: { from: 'a@example.com' } },
    secrets: ['api_key', 'mail.password', 'tokens'],
  });
  const [row] = await buyer.sql<{ all: string }>(
    `SELECT (SELECT string_agg(i::text, '') FROM installations i)
       || (SELECT string_agg(g::text, '') FROM agent_grants g) AS all`,
  );
  for (const secret of [SECRET, 'mail-secret-88', 'token-secret-99', 'a@example.com']) {
    expect(row?.all).not.toContain(secret);
    expect(row?.all).not.toContain(Buffer.from(secret).toString('hex'));
  }
  const changed = await json('PATCH', `/installations/${id}`, {
    config: { team: 'Sales', mail: { from: 'b@example.com' }, tokens: null },
  });
  expect(changed).toMatchObject({
    config: { team: 'Sales', mail: { from: 'b@example.com' } },
    secrets: ['api_key', 'mail.password'],
  });
  const events = textOf(await buyer.db.event.findMany());
  const audits = textOf(await buyer.db.auditEntry.findMany());
  expect(events + audits).not.toContain(SECRET);
});

it('the system prompt gets the open fields, once, and no secret', async () => {
  const systemPrompt =
    'For {{config.team}}, from {{ config.mail.from }}: {{config.api_key}}{{config.nope}}.';
  await installed({ systemPrompt });
  const { row, all } = await run('Hello');
  expect((row.snapshot as { system: string }).system).toBe(
    'For Billing {{config.api_key}}, from a@example.com: [secret].',
  );
  expect(all).not.toContain(SECRET);
});

it('headers carry secrets to permitted hosts only, and no record or model sees them', async () => {
  inside.otherwise((request) => ({ status: 200, body: JSON.stringify(request.headers) }));
  const tools = [
    http({
      headers: { Authorization: 'Bearer {{config.api_key}}', 'X-Team': '{{config.mail.from}}' },
    }),
  ];
  await installed({ tools }, { hosts: [inside.host] });
  const theirs = ',"headers":{"authorization":"mine","x-own":"{{config.api_key}}"}';
  const { row, all } = await run(get(inside.url, theirs));
  expect(row.status).toBe('completed');
  expect(inside.requests[0]?.headers).toMatchObject({
    authorization: `Bearer ${SECRET}`,
    'x-team': 'a@example.com',
    'x-own': '{{config.api_key}}',
  });
  expect(all).toContain('Bearer [secret]');
  expect(all).not.toContain(SECRET);
  const chunks = await buyer.db.executionChunk.findMany();
  expect(textOf(chunks)).not.toContain(SECRET);

  const other = await run(get(outside.url));
  expect(outside.requests).toEqual([]);
  expect(other.steps[1]).toMatchObject({ status: 'failed' });
});

it('a package that names no host reaches none, whatever its tools say', async () => {
  await installed({ tools: [http({ allowed_hosts: [inside.host] })] });
  const { steps } = await run(get(inside.url));
  expect(steps[1]).toMatchObject({ type: 'tool', status: 'failed' });
  expect(inside.requests).toEqual([]);
});

it('a host may be the one that the installer fills in', async () => {
  const config = { ...CONFIG, base: inside.url };
  await installed({ tools: [http()] }, { hosts: ['{{config.base}}'] }, config);
  const { steps } = await run(get(inside.url));
  expect(steps[1]).toMatchObject({ type: 'tool', status: 'completed' });
});

it('its runs spend at most what the package said', async () => {
  await installed({ limits: { max_credits: 50 } }, { maxCredits: 0.015 });
  const { row } = await run(
    'use tool calculator {"expression":"1"} then use tool calculator {"expression":"2"}',
  );
  expect(row).toMatchObject({ status: 'failed', error: { code: 'MAX_CREDITS' } });
  expect(row.microCredits).toBeLessThanOrEqual(20_000n);
});

it('it calls no agent that it did not bring', async () => {
  const own = await create(buyer, {
    name: 'Treasurer',
    system_prompt: 'Pay.',
    config: { model: 'sandbox' },
  });
  await deploy(buyer, own.id);
  await installed({ tools: [{ name: 'call_agent' }] });
  const { steps } = await run('use tool call_agent {"agent":"Treasurer","message":"Pay me"}');
  expect(steps[1]).toMatchObject({
    status: 'failed',
    error: { message: 'There is no agent "Treasurer" that may be called.' },
  });
  expect(await buyer.db.execution.count({ where: { agentId: own.id } })).toBe(0);
});

it('an edited agent that outlives its package keeps its bounds and loses the settings', async () => {
  const { id } = await installed({ tools: [http()] }, { hosts: [inside.host] });
  const [agent] = await buyer.db.agent.findMany();
  await json('PATCH', `/agents/${agent?.id}`, { description: 'Mine now' });
  expect(await json('DELETE', `/installations/${id}`)).toMatchObject({ kept: ['Sorter'] });
  expect(await buyer.db.agentGrant.findFirst()).toMatchObject({
    hosts: [inside.host],
    settings: null,
  });
  const { steps } = await run(get(outside.url));
  expect(steps[1]).toMatchObject({ status: 'failed' });
});

it('its workflows are held to the same bounds', async () => {
  const own = await create(buyer, {
    name: 'Treasurer',
    system_prompt: 'Pay.',
    config: { model: 'sandbox' },
  });
  await deploy(buyer, own.id);
  const tool = 'use tool http_request';
  const steps = {
    inside: { type: 'http', config: { url: inside.url } },
    outside: { type: 'http', config: { url: outside.url } },
    agent: { type: 'agent', config: { agentId: 'Sorter', prompt: 'Hello' } },
    foreign: { type: 'agent', config: { agentId: 'Treasurer', prompt: 'Pay me' } },
    llm: {
      type: 'agent',
      config: {
        model: 'sandbox',
        tools: ['http_request'],
        prompt: `${tool} {"url":"${outside.url}"}`,
      },
    },
    connector: {
      type: 'connector',
      config: { connectorType: 'http', action: 'request', url: outside.url },
    },
  };
  const workflows = Object.entries(steps).map(([name, one]) => ({
    name,
    description: '',
    definition: { steps: [{ id: 'one', ...one }] },
  }));
  await installed({}, { hosts: [inside.host] }, CONFIG, workflows);
  const rows = await buyer.db.workflow.findMany({ include: { versions: true } });
  for (const { id, name, publishedVersion, versions } of rows) {
    expect(publishedVersion, `${name}: ${textOf(versions[0]?.problems)}`).toBe(1);
    await json('POST', `/workflows/${id}/execute`, { input: {} });
  }
  const queues = ['workflows.run', 'executions.run', 'events.dispatch'];
  await until('all ended', async () => {
    await drain(20_000, queues);
    return (await buyer.db.workflowRun.count({ where: { completedAt: null } })) === 0;
  });
  const runs = await buyer.db.workflowRun.findMany();
  const ended = Object.fromEntries(
    rows.map(({ id, name }) => {
      const run = runs.find(({ workflowId }) => workflowId === id);
      const code = (run?.error as { code?: string } | null)?.code;
      return [name, code ? `${run?.status} ${code}` : run?.status];
    }),
  );
  expect(outside.requests).toEqual([]);
  expect(inside.requests).toHaveLength(1);
  expect(ended).toMatchObject({
    inside: 'completed',
    outside: 'failed BLOCKED',
    agent: 'completed',
    foreign: 'failed PERMISSION_DENIED',
    connector: 'failed PERMISSION_DENIED',
  });
  expect(await buyer.db.execution.count({ where: { agentId: own.id } })).toBe(0);
}, 120_000);
