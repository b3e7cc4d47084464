import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { systemCtx, transaction } from '@/lib/core/context';
import { overrideEnv } from '@/lib/core/env';
import { newId } from '@/lib/core/ids';
import { emitCustom } from '@/lib/events/emit-custom';
import { until } from '@/lib/testing/until';
import { asClient } from '@/lib/testing/workflow-api';
import { ended } from '@/lib/testing/workflow-runs';
import { withWorker } from '@/lib/testing/workflow-worker';
import { sweepSchedules } from '@/lib/worker/sweep-schedules';
import { hearEvent, patternsOf } from '@/lib/workflows/hear-event';

withWorker();
const client = asClient();
const { ask, got } = client;

const made = async (triggers: object[], more: object = {}) => {
  const definition = {
    triggers,
    steps: [{ id: 'a', type: 'set', config: { said: '{{ input.said ?? null }}' } }],
    ...more,
  };
  return got(201, 'POST', '/api/v1/workflows', { name: 'W', definition });
};
const runsOf = async (id: string) =>
  (await got(200, 'GET', `/api/v1/workflow-runs?workflow_id=${id}&limit=100`)).data;
const runOf = (id: string) =>
  until('a run', async () => (await runsOf(id))[0] as { id: string } | undefined);

describe('a schedule', () => {
  const due = async (id: string, at: Date) => {
    const where = { workflowId: id };
    await client.ctx.db.workflowTrigger.updateMany({ where, data: { nextAt: at } });
  };

  test('starts each of its times once, though 20 look at once', async () => {
    const { id } = await made([{ type: 'schedule', cron: '*/5 * * * *' }]);
    const at = new Date('2100-01-01T00:05:00Z');
    await due(id, at);
    const now = new Date('2100-01-01T00:05:30Z');
    await Promise.all(Array.from({ length: 20 }, () => sweepSchedules(now)));
    const runs = await runsOf(id);
    expect(runs).toHaveLength(1);
    expect(runs[0].trigger).toMatchObject({ type: 'schedule', scheduledAt: at.toISOString() });
    const row = await client.ctx.db.workflowTrigger.findFirstOrThrow({ where: { workflowId: id } });
    expect(row.nextAt?.toISOString()).toBe('2100-01-01T00:10:00.000Z');
    expect(row.lastAt).toEqual(at);
    // A crash between start and commit leaves the time due; trying it again starts nothing twice.
    await due(id, at);
    await sweepSchedules(now);
    expect(await runsOf(id)).toHaveLength(1);
  });

  test('that was missed for a day starts once, and says what it missed', async () => {
    const { id } = await made([{ type: 'schedule', cron: '0 * * * *' }]);
    await due(id, new Date('2100-01-01T00:00:00Z'));
    await sweepSchedules(new Date('2100-01-02T00:30:00Z'));
    const runs = await runsOf(id);
    expect(runs).toHaveLength(1);
    expect(runs[0].trigger.missed).toBe(24);
  });

  test('keeps the time of its zone over the change to summer', async () => {
    const { id } = await made([
      { type: 'schedule', cron: '30 9 * * *', timezone: 'Europe/Berlin' },
    ]);
    await due(id, new Date('2100-03-27T08:30:00Z'));
    await sweepSchedules(new Date('2100-03-27T08:31:00Z'));
    const row = await client.ctx.db.workflowTrigger.findFirstOrThrow({ where: { workflowId: id } });
    expect(row.nextAt?.toISOString()).toBe('2100-03-28T07:30:00.000Z');
  });

  test('that cannot start does not hold up the others, and has its next time', async () => {
    const inputSchema = { type: 'object', required: ['n'] };
    const bad = await made([{ type: 'schedule', cron: '*/5 * * * *' }], { inputSchema });
    const good = await made([{ type: 'schedule', cron: '*/5 * * * *' }]);
    for (const { id } of [bad, good]) await due(id, new Date('2100-01-01T00:05:00Z'));
    await sweepSchedules(new Date('2100-01-01T00:06:00Z'));
    expect(await runsOf(bad.id)).toHaveLength(0);
    expect(await runsOf(good.id)).toHaveLength(1);
    const rows = await client.ctx.db.workflowTrigger.findMany();
    expect(new Set(rows.map(({ nextAt }) => nextAt?.toISOString()))).toEqual(
      new Set(['2100-01-01T00:10:00.000Z']),
    );
  });

  test('rests while its workflow is paused or its version is not published', async () => {
    const { id } = await made([{ type: 'schedule', cron: '* * * * *' }]);
    await got(200, 'POST', `/api/v1/workflows/${id}/pause`);
    await sweepSchedules(new Date(Date.now() + 3600_000));
    expect(await runsOf(id)).toHaveLength(0);
  });
});

describe('an event', () => {
  const emit = (type: string, data: Record<string, unknown>) =>
    transaction(client.ctx, (tx) => emitCustom(tx, type, data));

  test('starts the workflows that name it and whose filter it passes, once', async () => {
    const exact = await made([
      { type: 'event', event: 'order.created', filter: 'data.total > 10' },
    ]);
    const wide = await made([{ type: 'event', event: 'order.*' }]);
    const other = await made([{ type: 'event', event: 'order.paid' }]);
    const small = await emit('order.created', { total: 5, said: 'small' });
    const eventId = await emit('order.created', { total: 50, said: 'big' });
    const run = await runOf(exact.id);
    expect(await ended(client.ctx, run.id)).toMatchObject({
      input: { total: 50, said: 'big' },
      output: { said: 'big' },
      trigger: { type: 'event', event: 'order.created', eventId },
    });
    await until('both', async () => (await runsOf(wide.id)).length === 2);
    const row = await client.ctx.db.event.findUniqueOrThrow({ where: { id: small } });
    const event = { ...row, data: row.data as Record<string, unknown> };
    // The dispatcher may tell an event again after a crash.
    await hearEvent(client.ctx, event);
    await hearEvent(client.ctx, { ...event, id: eventId, data: { total: 50 } });
    expect(await runsOf(exact.id)).toHaveLength(1);
    expect(await runsOf(wide.id)).toHaveLength(2);
    expect(await runsOf(other.id)).toHaveLength(0);
    expect(patternsOf('a.b.c')).toEqual(['a.b.c', '*', 'a.*', 'a.b.*']);
  });

  test('of its own runs starts a workflow only if it asks for it, and then not for ever', async () => {
    const emits = (own: boolean) => ({
      triggers: [{ type: 'event', event: 'ping.sent', ...(own && { own }) }],
      steps: [{ id: 'e', type: 'emit', config: { event: 'ping.sent', data: { own } } }],
    });
    const quiet = await got(201, 'POST', '/api/v1/workflows', {
      name: 'Quiet',
      definition: emits(false),
    });
    await emit('ping.sent', {});
    await ended(client.ctx, (await runOf(quiet.id)).id);
    await until('its event to be told', async () => {
      const told = await client.ctx.db.event.findMany({ where: { type: 'workflow.completed' } });
      return told.length === 1;
    });
    await got(200, 'POST', `/api/v1/workflows/${quiet.id}/pause`);
    expect(await runsOf(quiet.id)).toHaveLength(1);

    const circle = await got(201, 'POST', '/api/v1/workflows', {
      name: 'Circle',
      definition: emits(true),
    });
    await emit('ping.sent', {});
    await until('the circle to be cut', async () => (await runsOf(circle.id)).length >= 21);
    const last = (await runsOf(circle.id))[0];
    await ended(client.ctx, last.id);
    const where = { type: 'ping.sent', data: { equals: { own: true } } };
    const events = await client.ctx.db.event.findMany({ where });
    expect(events).toHaveLength(21);
    await Promise.all(
      events.map((row) =>
        hearEvent(client.ctx, { ...row, data: row.data as Record<string, unknown> }),
      ),
    );
    expect((await runsOf(circle.id)).length).toBe(21);
  });
});

describe('a hook', () => {
  const hookOf = async (triggers: object[] = [{ type: 'webhook' }], body: object = {}) => {
    const { id } = await made(triggers);
    const { url } = await got(201, 'POST', `/api/v1/workflows/${id}/hook`, body);
    return { id, path: new URL(url).pathname };
  };

  test('starts its workflow with JSON, a form or text, and shows it the request without credentials', async () => {
    const { id, path } = await hookOf();
    const json = await ask('POST', path, {
      headers: { authorization: 'Bearer not-for-the-run', 'x-shop': 'berlin', cookie: 'a=b' },
      body: { said: 'hello' },
      query: { a: '1', wait: '30' },
    });
    expect(json.status).toBe(200);
    expect(json.json).toMatchObject({ status: 'completed', output: { said: 'hello' } });
    const form = await ask('PUT', path, {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'said=form&tag=a&tag=b',
    });
    expect(form.status).toBe(202);
    const text = await ask('POST', path, { headers: { 'content-type': 'text/plain' }, body: 'Hi' });
    expect(text.json.status).toBe('pending');
    const runs = await runsOf(id);
    expect(runs.map(({ input }: { input: object }) => input)).toEqual([
      {},
      { said: 'form', tag: ['a', 'b'] },
      { said: 'hello' },
    ]);
    expect(runs[2].trigger).toMatchObject({
      type: 'webhook',
      method: 'POST',
      body: { said: 'hello' },
      headers: { 'x-shop': 'berlin' },
      query: { a: '1' },
    });
    expect(JSON.stringify(runs[2])).not.toMatch(/not-for-the-run|cookie/);
    expect(runs[0].trigger.body).toBe('Hi');
  });

  test('answers 404 to tokens of nothing, and to its own former token', async () => {
    const { id, path } = await hookOf();
    await got(201, 'POST', `/api/v1/workflows/${id}/hook`);
    const foreign = Buffer.concat([Buffer.alloc(16, 7), Buffer.alloc(24, 1)]).toString('base64url');
    for (const bad of [path, '/api/hooks/x', `/api/hooks/${newId()}`, `/api/hooks/${foreign}`])
      expect((await ask('POST', bad, { body: {} })).json).toMatchObject({
        error: 'There is no such hook.',
        code: 'NOT_FOUND',
      });
    const now = await got(200, 'GET', `/api/v1/workflows/${id}`);
    await got(202, 'POST', new URL(now.hook.url).pathname, {});
    expect((await ask('DELETE', `/api/v1/workflows/${id}/hook`)).status).toBe(204);
    await got(404, 'POST', new URL(now.hook.url).pathname, {});
    expect(await runsOf(id)).toHaveLength(1);
  });

  test('with a secret starts nothing unless the body is signed with it', async () => {
    const secret = 'a-secret-of-the-sender';
    const { id, path } = await hookOf([{ type: 'webhook' }], { secret });
    const body = '{"said":"signed"}';
    const sign = (text: string) => createHmac('sha256', secret).update(text).digest('hex');
    const send = (headers: Record<string, string>) =>
      ask('POST', path, { headers: { 'content-type': 'application/json', ...headers }, body });
    expect((await send({})).status).toBe(401);
    expect((await send({ 'x-webhook-signature': sign('{}') })).status).toBe(401);
    expect((await send({ 'x-webhook-signature': sign(body) })).status).toBe(202);
    expect((await send({ 'x-hub-signature-256': `sha256=${sign(body)}` })).status).toBe(202);
    expect(await runsOf(id)).toHaveLength(2);
    expect((await ask('GET', `/api/v1/workflows/${id}`)).text).not.toContain(secret);
  });

  test('starts one run for a delivery that its sender repeats', async () => {
    const { id, path } = await hookOf();
    const send = () => ask('POST', path, { headers: { 'webhook-id': 'msg_1' }, body: {} });
    const answers = await Promise.all([send(), send(), send()]);
    expect(new Set(answers.map(({ json }) => json.runId)).size).toBe(1);
    expect(await runsOf(id)).toHaveLength(1);
  });

  test('refuses bodies that cannot be read, paused workflows, and versions without the trigger', async () => {
    const { id, path } = await hookOf();
    const send = (type: string, body: string | Uint8Array) =>
      ask('POST', path, { headers: { 'content-type': type }, body });
    expect((await send('application/json', '{')).status).toBe(400);
    expect((await send('application/json', '"\\u0000"')).status).toBe(400);
    expect((await send('text/plain', new Uint8Array([0xff]))).status).toBe(400);
    expect((await send('image/png', 'x')).status).toBe(415);
    expect((await send('text/plain', 'a'.repeat(1_100_000))).status).toBe(413);
    expect((await send('application/json', '['.repeat(200) + ']'.repeat(200))).status).toBe(400);
    expect((await ask('GET', path)).status).toBe(405);
    await got(200, 'POST', `/api/v1/workflows/${id}/pause`);
    await got(409, 'POST', path, {});
    await got(200, 'POST', `/api/v1/workflows/${id}/resume`);
    const definition = { steps: [{ id: 'a', type: 'set', config: { b: 1 } }] };
    await got(200, 'PATCH', `/api/v1/workflows/${id}`, { definition });
    await got(409, 'POST', path, {});
    expect(await runsOf(id)).toHaveLength(0);
  });

  test('takes so many calls a minute and no more', async () => {
    const { path } = await hookOf();
    overrideEnv({ RATE_LIMIT_PER_MINUTE: 2 });
    const call = () => ask('POST', path, { headers: { authorization: '' }, body: {} });
    expect([(await call()).status, (await call()).status]).toEqual([202, 202]);
    const third = await call();
    expect(third.status).toBe(429);
    expect(third.headers.get('retry-after')).toMatch(/^\d+$/);
    overrideEnv({ RATE_LIMIT_PER_MINUTE: 100_000 });
  });
});

test('a deployment brings its workflows, updates them, and lets those rest that its version dropped', async () => {
  const { onDeployed } = await import('@/lib/workflows/from-package');
  const { ctx, organizationId } = client;
  const appId = newId();
  await ctx.db.agentApp.create({ data: { id: appId, organizationId, name: 'App' } });
  const deploy = async (version: string, workflows: object[]) => {
    const [packageId, deploymentId] = [newId(), newId()];
    await ctx.db.packageVersion.create({
      data: {
        ...{ id: packageId, organizationId, agentAppId: appId, version, status: 'ready' },
        ...{
          size: 1n,
          checksum: 'x',
          storageKey: packageId,
          layout: 'native',
          contents: { workflows },
          manifest: {},
        },
      },
    });
    await ctx.db.deployment.create({
      data: {
        ...{ id: deploymentId, organizationId, kind: 'package', status: 'completed' },
        ...{ agentAppId: appId, packageId, version, completedAt: new Date() },
      },
    });
    const data = { agent_app_id: appId, package_id: packageId, deployment_id: deploymentId };
    await onDeployed(systemCtx(organizationId, 'test'), { data });
    await onDeployed(systemCtx(organizationId, 'test'), { data });
    return data;
  };
  const entry = (name: string, config: object) => ({
    name,
    description: `${name}!`,
    definition: { name, description: `${name}!`, steps: [{ id: 'a', type: 'set', config }] },
  });
  const agent = { id: 'x', type: 'agent', config: { agentId: 'nobody' } };
  const first = await deploy('1.0.0', [
    entry('One', { n: 1 }),
    { name: 'Two', description: '', definition: { definition: { steps: [agent] } } },
  ]);
  const list = () => got(200, 'GET', '/api/v1/workflows?source=deployment');
  expect(await list()).toMatchObject([
    { name: 'Two', status: 'draft', source: { type: 'deployment', id: appId } },
    { name: 'One', status: 'active', description: 'One!', version: 1 },
  ]);
  await deploy('2.0.0', [entry('One', { n: 2 })]);
  expect(await list()).toMatchObject([{ name: 'Two' }, { name: 'One', version: 2 }]);
  expect((await ctx.db.workflow.findFirst({ where: { name: 'Two' } }))?.status).toBe('paused');
  // An event of an older deployment that comes late changes nothing.
  await onDeployed(systemCtx(organizationId, 'test'), { data: first });
  expect((await list())[1]).toMatchObject({ name: 'One', version: 2 });
});
