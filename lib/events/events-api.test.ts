import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { forgetAll } from '@/lib/accounts/auth-cache';
import { dispatch } from '@/lib/api/dispatch';
import { type Ctx, transaction } from '@/lib/core/context';
import { closeListener } from '@/lib/core/db/listen';
import { pool } from '@/lib/core/db/pool';
import { overrideEnv } from '@/lib/core/env';
import { newId } from '@/lib/core/ids';
import { emit } from '@/lib/events/emit';
import { emitCustom } from '@/lib/events/emit-custom';
import { type Asked, call } from '@/lib/testing/client';
import { testDatabase } from '@/lib/testing/db';
import { makeApiKey, makeOrganization } from '@/lib/testing/factories/accounts';
import { until } from '@/lib/testing/until';
import { rollUpAll, sweepAll } from '@/lib/worker/upkeep-events';

let drop: () => Promise<void>;
let ctx: Ctx;
let headers: Record<string, string>;
let forbid: () => Promise<unknown>;

beforeAll(async () => {
  ({ drop } = await testDatabase());
  overrideEnv({ RATE_LIMIT_PER_MINUTE: 100_000, RATE_LIMIT_PER_HOUR: 100_000 });
});
afterAll(async () => {
  await closeListener();
  await drop();
});
beforeEach(async () => {
  const made = await makeOrganization();
  ctx = made.ctx;
  const key = await makeApiKey(made.organization.id, made.owner.id);
  headers = key.headers;
  forbid = async () => {
    await ctx.db.apiKey.deleteMany({});
    forgetAll();
  };
});

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into as a client would
type Json = any;
const ask = async (method: string, path: string, asked: Asked = {}) => {
  const answer = await call(method, path, { ...asked, headers: { ...headers, ...asked.headers } });
  return { ...answer, json: answer.json as Json };
};
const happen = (data: Record<string, unknown> = {}) =>
  transaction(ctx, (tx) => emit(tx, 'agent.created', data));

/** Reads a stream as an EventSource would: what it was sent so far, and how to leave. */
async function reader(query = '', more: Record<string, string> = {}) {
  const left = new AbortController();
  const response = await dispatch(
    new Request(`http://localhost/api/v1/events/stream${query}`, {
      headers: { ...headers, accept: 'text/event-stream', ...more },
      signal: left.signal,
    }),
  );
  const got: { event: string; id?: string; data: Json }[] = [];
  let ended = false;
  const read = async () => {
    let text = '';
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += new TextDecoder().decode(chunk);
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
        if (field('data'))
          got.push({
            event: field('event') ?? '',
            id: field('id'),
            data: JSON.parse(field('data') as string),
          });
      }
    }
  };
  const over = read()
    .catch(() => {})
    .finally(() => {
      ended = true;
    });
  await until('the stream to open', async () => got.length > 0);
  return {
    messages: () => got.filter((one) => one.event === 'message'),
    last: () => got.at(-1),
    ended: () => ended,
    async leave() {
      left.abort();
      await response.body?.cancel().catch(() => {});
      await over;
    },
  };
}

test('an event of one’s own is told, read, listed by name and by pattern, and counted', async () => {
  const sent = await ask('POST', '/api/v1/events', {
    body: { type: 'order.created', data: { order_id: 'A-1', total: 5 }, source: 'shop' },
  });
  expect(sent.status).toBe(201);
  expect(sent.json).toMatchObject({
    type: 'order.created',
    source: 'shop',
    subject: 'order/A-1',
    data: { order_id: 'A-1', total: 5 },
  });
  await happen({ agentId: newId() });
  for (const [name, value] of [
    ['type', 'order.created'],
    ['type', 'order.*'],
    ['subject', 'order/A-1'],
  ] as const) {
    const { json } = await ask('GET', '/api/v1/events', { query: { [name]: value } });
    expect(json).toMatchObject({ total: 1, data: [{ id: sent.json.id }] });
  }
  expect((await ask('GET', '/api/v1/events')).json.total).toBeGreaterThan(1);
});

test.each([
  ['agent.created', 'is ours'],
  ['agent.exploded', 'begins with a word of ours'],
  ['order', 'has no dot'],
  ['Order.created', 'has capitals'],
  [`order.${'x'.repeat(60)}`, 'is too long'],
])('the name %s is refused: it %s', async (type) => {
  const { status, json } = await ask('POST', '/api/v1/events', { body: { type } });
  expect(status).toBe(400);
  expect(json.details.type).toMatch(/must/);
});

test('more than 64 KiB, NUL and endless nesting are refused before anything is written', async () => {
  const tell = (data: Record<string, unknown>) =>
    transaction(ctx, (tx) => emitCustom(tx, 'order.created', data));
  await expect(tell({ text: 'x'.repeat(70_000) })).rejects.toThrow(/64 KiB/);
  await expect(tell({ text: 'a\0b' })).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  let deep: Record<string, unknown> = {};
  for (let i = 0; i < 40; i++) deep = { deep };
  await expect(tell(deep)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  expect(await ctx.db.event.count({ where: { type: 'order.created' } })).toBe(0);
});

test('an object’s events are found by its subject, and by its id alone', async () => {
  const [agentId, executionId] = [newId(), newId()];
  await happen({ agentId, name: 'A' });
  await transaction(ctx, (tx) => emit(tx, 'agent.executed', { executionId, agentId }));
  await transaction(ctx, (tx) => emit(tx, 'execution.completed', { executionId, agentId }));
  const types = async (subject: string) =>
    (await ask('GET', '/api/events', { query: { subject } })).json.data.map(
      (event: Json) => event.type,
    );
  expect(await types(`agent/${agentId}`)).toEqual(['agent.executed', 'agent.created']);
  expect(await types(agentId)).toEqual(['agent.executed', 'agent.created']);
  expect(await types(executionId)).toEqual(['execution.completed']);
});

test('CloudEvents are answered when they are asked for', async () => {
  const agentId = newId();
  const id = await happen({ agentId });
  const one = await ask('GET', `/api/v1/events/${id}`, {
    headers: { accept: 'application/cloudevents+json' },
  });
  expect(one.headers.get('content-type')).toBe('application/cloudevents+json');
  expect(one.json).toEqual({
    specversion: '1.0',
    id,
    source: `/organizations/${ctx.organizationId}/agents`,
    type: 'agent.created',
    subject: `agent/${agentId}`,
    time: expect.stringMatching(/^\d{4}-.*Z$/),
    datacontenttype: 'application/json',
    data: { agentId },
  });
  const many = await ask('GET', '/api/v1/events', {
    headers: { accept: 'application/cloudevents-batch+json' },
    query: { type: 'agent.created' },
  });
  expect(many.headers.get('content-type')).toBe('application/cloudevents-batch+json');
  expect(many.json).toEqual([one.json]);
});

test('a stream brings what happens, of the types asked for, and nothing of another organization', async () => {
  const stranger = await makeOrganization();
  const stream = await reader('?type=agent.*&format=cloudevents');
  await transaction(stranger.ctx, (tx) => emit(tx, 'agent.created', { name: 'theirs' }));
  await transaction(ctx, (tx) => emitCustom(tx, 'order.created', {}));
  const id = await happen({ name: 'ours' });
  await until('the event', async () => stream.messages().length > 0);
  expect(stream.messages()).toMatchObject([
    { id, data: { specversion: '1.0', type: 'agent.created', data: { name: 'ours' } } },
  ]);
  await stream.leave();
});

test('a reader that comes back gets all that it has missed, once, though an older transaction commits last', async () => {
  const first = await happen({ n: 0 });
  // Begun before the others, and so with a smaller id and position, but committed after them.
  const slow = await pool().connect();
  await slow.query('BEGIN');
  await slow.query(
    `INSERT INTO events (id, organization_id, type, source, data) VALUES ($1, $2, 'agent.created', 'agents', '{"n":1}')`,
    [newId(), ctx.organizationId],
  );
  await happen({ n: 2 });
  const stream = await reader('', { 'last-event-id': first });
  await happen({ n: 3 });
  await slow.query('COMMIT');
  slow.release();
  await until('all', async () => stream.messages().length >= 3);
  await happen({ n: 4 });
  await until('the next', async () => stream.messages().length >= 4);
  expect(stream.messages().map(({ data }) => data.data.n)).toEqual([1, 2, 3, 4]);
  await stream.leave();
});

test('a reader whose last event is gone gets all since the time that its id tells', async () => {
  const before = await ctx.db.event.findUniqueOrThrow({ where: { id: await happen({ n: 0 }) } });
  const ms = (before.timestamp.getTime() + 1).toString(16).padStart(12, '0');
  const lost = `${ms.slice(0, 8)}-${ms.slice(8)}-7000-8000-000000000000`;
  await transaction(ctx, (tx) => emitCustom(tx, 'order.created', {}));
  await happen({ n: 1 });
  const stream = await reader('?type=agent.created', { 'last-event-id': lost });
  await until('the one', async () => stream.messages().length > 0);
  await happen({ n: 2 });
  await until('the next', async () => stream.messages().length > 1);
  expect(stream.messages().map(({ data }) => data.data.n)).toEqual([1, 2]);
  await stream.leave();
});

test('whoever loses access while a stream is open is sent no more of it', async () => {
  const stream = await reader();
  await forbid();
  await until('the end', async () => stream.ended(), 10_000);
  expect(stream.last()).toMatchObject({ event: 'error', data: { code: 'UNAUTHENTICATED' } });
  await happen();
  expect(stream.messages()).toEqual([]);
});

test('statistics are exact for any period, before and after they are rolled up', async () => {
  const times = ['01T10:59:59.999', '01T11:00:00.000', '01T11:30:00.000', '02T00:00:00.000'];
  await ctx.db.event.deleteMany({});
  for (const [n, time] of [...times, ...times].entries())
    await ctx.db.event.create({
      data: {
        id: newId(),
        organizationId: ctx.organizationId,
        type: n < 4 ? 'agent.created' : 'job.failed',
        source: n < 4 ? 'agents' : 'job-scheduler',
        data: {},
        timestamp: new Date(`2026-11-${time}Z`),
      },
    });
  const stats = async (query: Record<string, string> = {}) =>
    (await ask('GET', '/api/v1/events/stats', { query })).json;
  const look = async () => {
    expect(await stats()).toEqual({
      total_events: 8,
      by_type: { 'agent.created': 4, 'job.failed': 4 },
      by_source: { agents: 4, 'job-scheduler': 4 },
      by_day: [
        { date: '2026-11-01', count: 6 },
        { date: '2026-11-02', count: 2 },
      ],
    });
    const total = async (start: string, end: string, more = {}) =>
      (await stats({ start_time: `2026-11-${start}Z`, end_time: `2026-11-${end}Z`, ...more }))
        .total_events;
    expect(await total('01T10:30:00', '01T23:00:00')).toBe(6);
    expect(await total('01T11:00:00', '01T11:30:00')).toBe(4);
    expect(await total('01T11:00:00.001', '01T11:59:00')).toBe(2);
    expect(await total('01T10:00:00', '02T00:00:00', { type: 'job.*' })).toBe(4);
    expect(await total('01T11:10:00', '03T00:00:00', { source: 'agents' })).toBe(2);
    expect(await total('05T00:00:00', '06T00:00:00')).toBe(0);
  };
  await look();
  // Only what nothing older is under way beside is rolled up, and other tests share the server.
  const rolledUp = async () => {
    await rollUpAll();
    await look();
    return (await ctx.db.eventCount.findMany()).reduce((n, row) => n + row.count, 0);
  };
  await until('the roll-up', async () => (await rolledUp()) > 0);
  expect(await rolledUp()).toBe(8);
});

test('two roll-ups at once count nothing twice, and an open transaction is counted later', async () => {
  await rollUpAll();
  await ctx.db.event.deleteMany({});
  await ctx.db.eventCount.deleteMany({});
  await happen();
  const slow = await pool().connect();
  await slow.query('BEGIN');
  await slow.query(
    `INSERT INTO events (id, organization_id, type, source, data) VALUES ($1, $2, 'agent.created', 'agents', '{}')`,
    [newId(), ctx.organizationId],
  );
  await happen();
  await Promise.all([rollUpAll(), rollUpAll(), rollUpAll()]);
  await slow.query('COMMIT');
  slow.release();
  const total = async () => (await ask('GET', '/api/v1/events/stats')).json.total_events;
  expect(await total()).toBe(3);
  await rollUpAll();
  expect(await total()).toBe(3);
});

test('after 90 days events are gone, with their counts', async () => {
  await ctx.db.event.deleteMany({});
  for (const days of [1, 89, 92])
    await ctx.db.event.create({
      data: {
        id: newId(),
        organizationId: ctx.organizationId,
        type: 'agent.created',
        source: 'agents',
        data: { days },
        timestamp: new Date(Date.now() - days * 86_400_000),
      },
    });
  await rollUpAll();
  await sweepAll();
  const { json } = await ask('GET', '/api/v1/events');
  expect(json.data.map((event: Json) => event.data.days)).toEqual([1, 89]);
  expect(json.total).toBe(2);
});
