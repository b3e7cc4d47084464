import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { WebhookDelivery } from '@/generated/prisma/client';
import type { Ctx } from '@/lib/core/context';
import { env, overrideEnv } from '@/lib/core/env';
import { newId } from '@/lib/core/ids';
import { testDatabase } from '@/lib/testing/db';
import { makeMember, makeOrganization } from '@/lib/testing/factories/accounts';
import { type Behaviour, type Receiver, startReceiver } from '@/lib/testing/vendors/receiver';
import { type DeliverOptions, deliver } from '@/lib/webhooks/deliver';
import { recover, resend } from '@/lib/webhooks/deliveries';
import { fanOut } from '@/lib/webhooks/fan-out';
import { create } from '@/lib/webhooks/save';
import { sweepWebhooks } from '@/lib/worker/sweep-deliveries';

let drop: () => Promise<void>;
let receiver: Receiver;
let ctx: Ctx;

beforeAll(async () => {
  ({ drop } = await testDatabase());
});
afterAll(() => drop());
beforeEach(async () => {
  ({ ctx } = await makeOrganization());
  receiver = await startReceiver();
  const restore = overrideEnv({ EGRESS_ALLOW: receiver.host });
  return async () => {
    restore();
    await receiver.close();
  };
});

const hook = async (input: Partial<Parameters<typeof create>[1]> = {}) =>
  (await create(ctx, { url: receiver.url, ...input })).webhook;

let tick = 0;
async function happen(data: Record<string, unknown> = {}, type = 'job.completed') {
  const fact = { id: newId(), type, data, timestamp: new Date(Date.now() + tick++) };
  await fanOut(ctx, fact);
  return ctx.db.webhookDelivery.findFirstOrThrow({ where: { eventId: fact.id } });
}

/** The next attempt at a delivery, as its job would make it when it is due. */
async function next(delivery: { id: string }, options: DeliverOptions = {}) {
  const { attempts } = await read(delivery);
  return deliver(ctx, { deliveryId: delivery.id, attempt: attempts + 1 }, options);
}

const read = ({ id }: { id: string }): Promise<WebhookDelivery> =>
  ctx.db.webhookDelivery.findUniqueOrThrow({ where: { id } });
const reload = (id: string) => ctx.db.webhook.findUniqueOrThrow({ where: { id } });
const attempts = ({ id }: { id: string }) =>
  ctx.db.webhookAttempt.findMany({ where: { deliveryId: id }, orderBy: { number: 'asc' } });

/** Jobs that wait in the queue for a delivery: which attempt, and when. */
const jobs = ({ id }: { id: string }) =>
  ctx.sql<{ attempt: number; at: Date }>(
    `SELECT (data->'payload'->>'attempt')::int AS attempt, start_after AS at FROM pgboss.job
     WHERE name = 'webhooks.deliver' AND data->'payload'->>'deliveryId' = $1 ORDER BY 1`,
    id,
  );

test('an event is told once to each webhook that wants it, with the documented body', async () => {
  const all = await hook();
  const some = await hook({ events: ['job.completed'] });
  const category = await hook({ events: ['job.*'] });
  await hook({ events: ['job.failed'] });
  await hook({ active: false });
  const fact = {
    id: newId(),
    type: 'job.completed',
    data: { jobId: 'j1' },
    timestamp: new Date('2026-01-01T00:00:00Z'),
  };
  await Promise.all(Array.from({ length: 5 }, () => fanOut(ctx, fact)));
  const made = await ctx.db.webhookDelivery.findMany({ where: { eventId: fact.id } });
  expect(made.map((row) => row.webhookId).sort()).toEqual([all.id, some.id, category.id].sort());
  for (const delivery of made) expect(await jobs(delivery)).toHaveLength(1);
  await next(made[0] as WebhookDelivery);
  expect(JSON.parse(receiver.requests[0]?.body ?? '')).toEqual({
    id: fact.id,
    event: 'job.completed',
    type: 'job.completed',
    timestamp: '2026-01-01T00:00:00.000Z',
    data: { jobId: 'j1' },
    payload: { jobId: 'j1' },
  });
  expect(receiver.requests[0]?.headers).toMatchObject({
    'content-type': 'application/json',
    'x-webhook-event': 'job.completed',
    'x-webhook-delivery': made[0]?.id,
    'webhook-id': fact.id,
  });
});

test('webhook.triggered is told to those who name it, and never of itself', async () => {
  const all = await hook();
  const echo = await hook({ events: ['webhook.triggered'] });
  await happen();
  const emitted = await ctx.db.event.findMany({ where: { type: 'webhook.triggered' } });
  expect(emitted).toHaveLength(1);
  const fact = { ...emitted[0], data: emitted[0]?.data as Record<string, unknown> };
  await fanOut(ctx, fact as Parameters<typeof fanOut>[1]);
  const told = await ctx.db.webhookDelivery.findMany({ where: { eventType: 'webhook.triggered' } });
  expect(told.map((row) => row.webhookId)).toEqual([echo.id]);
  expect(await ctx.db.event.count({ where: { type: 'webhook.triggered' } })).toBe(1);
  expect(all.events).toEqual([]);
});

test('a failed attempt is tried again later and later, until the policy is spent', async () => {
  const webhook = await hook({ retryPolicy: { maxAttempts: 3, backoffMs: 2000 } });
  receiver.otherwise({ status: 503, body: 'not now' });
  const delivery = await happen();
  let clock = new Date('2030-01-01T00:00:00Z');
  const waits: number[] = [];
  for (let attempt = 1; attempt <= 3; attempt++) {
    const row = await next(delivery, { now: () => clock });
    if (!row?.nextAttemptAt) break;
    expect(row.status).toBe('failed');
    waits.push(row.nextAttemptAt.getTime() - clock.getTime());
    expect((await jobs(delivery)).at(-1)).toMatchObject({
      attempt: attempt + 1,
      at: row.nextAttemptAt,
    });
    clock = row.nextAttemptAt;
  }
  expect(waits).toHaveLength(2);
  expect(waits[0]).toBeGreaterThanOrEqual(1600);
  expect(waits[0]).toBeLessThanOrEqual(2400);
  expect(waits[1]).toBeGreaterThanOrEqual(6400);
  expect(await read(delivery)).toMatchObject({ status: 'dead', attempts: 3, statusCode: 503 });
  expect(await attempts(delivery)).toHaveLength(3);
  expect(receiver.requests).toHaveLength(3);
  // Each attempt is the same message: same id and bytes, signed anew.
  expect(new Set(receiver.requests.map((r) => r.body)).size).toBe(1);
  expect(new Set(receiver.requests.map((r) => r.headers['webhook-id'])).size).toBe(1);
  expect(new Set(receiver.requests.map((r) => r.headers['webhook-signature'])).size).toBe(3);
  expect(await reload(webhook.id)).toMatchObject({ failureCount: 3, active: true });
});

test('Retry-After is honoured, and a success counts failures from nothing again', async () => {
  const webhook = await hook();
  receiver.script({ status: 429, headers: { 'Retry-After': '3600' } }, { status: 204 });
  const delivery = await happen();
  const now = new Date();
  const row = await next(delivery, { now: () => now });
  expect((row?.nextAttemptAt?.getTime() ?? 0) - now.getTime()).toBe(3_600_000);
  expect((await reload(webhook.id)).failureCount).toBe(1);
  expect(await next(delivery)).toMatchObject({ status: 'succeeded', attempts: 2, error: null });
  expect(await reload(webhook.id)).toMatchObject({ failureCount: 0, failingSince: null });
});

const ODD: [string, Behaviour, { statusCode: number | null; error: RegExp }][] = [
  ['hangs', { hang: true }, { statusCode: null, error: /did not answer within/ }],
  ['drips', { drip: true }, { statusCode: null, error: /did not answer within/ }],
  ['resets', { reset: true }, { statusCode: null, error: /closed the connection/ }],
  ['speaks no HTTP', { garbage: true }, { statusCode: null, error: /valid HTTP/ }],
  ['sends huge headers', { hugeHeaders: true }, { statusCode: null, error: /more headers/ }],
  [
    'redirects',
    { status: 307, headers: { Location: 'http://169.254.169.254/' } },
    { statusCode: 307, error: /redirect/ },
  ],
];

test.each(ODD)(
  'a receiver that %s fails the attempt and holds nothing',
  async (_, behaviour, expected) => {
    await hook();
    receiver.otherwise(behaviour);
    const delivery = await happen();
    const started = performance.now();
    const row = await next(delivery, { timeoutMs: 400 });
    expect(performance.now() - started).toBeLessThan(3_000);
    expect(row).toMatchObject({ status: 'failed', statusCode: expected.statusCode });
    expect(row?.error).toMatch(expected.error);
    expect(receiver.requests.length).toBe(1);
    if ('hang' in behaviour || 'drip' in behaviour) expect(receiver.open()).toBe(0);
  },
);

test('of an endless answer 64 KiB are kept, and it counts as a success', async () => {
  await hook();
  receiver.otherwise({ endless: true });
  const delivery = await happen();
  expect(await next(delivery)).toMatchObject({ status: 'succeeded' });
  const [attempt] = await attempts(delivery);
  expect(attempt?.responseBody).toHaveLength(64 * 1024);
});

test('an answer with NUL and broken UTF-8 can be kept', async () => {
  await hook();
  receiver.otherwise({ status: 200, body: Buffer.from([0, 0xff, 0xfe, 65, 0]) });
  const delivery = await happen();
  expect(await next(delivery)).toMatchObject({ status: 'succeeded' });
});

test('a private address is refused when it is delivered too, and no byte reaches it', async () => {
  await hook();
  const delivery = await happen();
  const restore = overrideEnv({ EGRESS_ALLOW: '' });
  const row = await next(delivery);
  restore();
  expect(row?.error).toMatch(/not a public address/);
  expect(receiver.requests).toHaveLength(0);
});

test('410 disables the webhook at once; owners and admins get a mail, members do not', async () => {
  const admin = await makeMember(ctx.organizationId, 'admin');
  await makeMember(ctx.organizationId, 'member');
  const webhook = await hook({ name: 'Old receiver' });
  receiver.otherwise({ status: 410 });
  const [first, second] = [await happen({ n: 1 }), await happen({ n: 2 })];
  expect(await next(first)).toMatchObject({ status: 'dead', attempts: 1 });
  expect(await reload(webhook.id)).toMatchObject({
    active: false,
    disabledReason: expect.stringContaining('410'),
  });
  // What was on its way is not sent any more, and can be recovered.
  expect(await next(second)).toBeNull();
  expect(await read(second)).toMatchObject({ status: 'dead', attempts: 0 });
  expect(receiver.requests).toHaveLength(1);
  const mails = await ctx.sql<{ to: string }>(
    `SELECT data->'payload'->>'to' AS to FROM pgboss.job
     WHERE name = 'webhooks.mail' AND data->>'organizationId' = $1`,
    ctx.organizationId,
  );
  const owner = ctx.actor.kind === 'user' ? ctx.actor.email : '';
  expect(mails.map((m) => m.to).sort()).toEqual([owner, admin.user.email].sort());
  expect(await ctx.db.event.count({ where: { type: 'webhook.disabled' } })).toBe(1);
});

test('three days of only failures disable the webhook; a day of them does not', async () => {
  const webhook = await hook({ retryPolicy: { maxAttempts: 1 } });
  receiver.otherwise({ status: 500 });
  const start = new Date('2030-01-01T00:00:00Z').getTime();
  const failAt = async (hours: number) => {
    const at = new Date(start + hours * 3600_000);
    await next(await happen({ hours }), { now: () => at });
    return (await reload(webhook.id)).active;
  };
  for (const hours of [0, 10, 24, 48, 71]) expect(await failAt(hours)).toBe(true);
  expect(await failAt(72)).toBe(false);
  expect((await reload(webhook.id)).disabledReason).toMatch(/three days/);
});

test('a resend begins the policy anew, keeps the id, and beats an attempt that is under way', async () => {
  await hook({ retryPolicy: { maxAttempts: 2, backoffMs: 1000 } });
  receiver.otherwise({ status: 500 });
  const delivery = await happen();
  await next(delivery);
  await next(delivery);
  expect(await read(delivery)).toMatchObject({ status: 'dead', attempts: 2 });
  await resend(ctx, delivery.id);
  expect(await read(delivery)).toMatchObject({ status: 'pending', attempts: 2 });
  expect(await next(delivery)).toMatchObject({ status: 'failed', attempts: 3 });
  // The job of the attempt that was planned finds it made.
  await resend(ctx, delivery.id);
  await next(delivery);
  expect(await deliver(ctx, { deliveryId: delivery.id, attempt: 4 })).toBeNull();

  receiver.otherwise({ hang: true });
  const other = await happen();
  const before = receiver.requests.length;
  const slow = next(other, { timeoutMs: 2_000 });
  await receiver.received(before + 1);
  await resend(ctx, other.id);
  receiver.otherwise({ status: 200 });
  expect(await next(other)).toMatchObject({ status: 'succeeded', attempts: 1 });
  expect(await slow).toBeNull();
  expect(await read(other)).toMatchObject({ status: 'succeeded', attempts: 1 });
});

test('recovering sends everything that failed since a time again, and nothing else', async () => {
  const webhook = await hook({ retryPolicy: { maxAttempts: 1 } });
  const good = await happen();
  await next(good);
  receiver.otherwise({ status: 500 });
  const failed = [await happen(), await happen(), await happen()];
  for (const one of failed) await next(one);
  const old = failed[0] as WebhookDelivery;
  await ctx.sql(
    `UPDATE webhook_deliveries SET created_at = now() - interval '2 days' WHERE organization_id = $1::uuid AND id = $2::uuid`,
    ctx.organizationId,
    old.id,
  );
  const since = new Date(Date.now() - 3600_000);
  expect(await recover(ctx, webhook.id, since)).toEqual({ recovered: 2, remaining: 0 });
  receiver.otherwise({ status: 200 });
  for (const one of failed.slice(1)) {
    expect((await jobs(one)).at(-1)?.attempt).toBe(2);
    expect(await next(one)).toMatchObject({ status: 'succeeded' });
  }
  expect((await read(old)).status).toBe('dead');
  expect((await read(good)).attempts).toBe(1);
});

test('with an ordering key the next of the same value waits for the former, others do not', async () => {
  await hook({ ordering_key: 'agent.id', retryPolicy: { maxAttempts: 2, backoffMs: 1000 } });
  const first = await happen({ agent: { id: 'a' }, n: 1 });
  const second = await happen({ agent: { id: 'a' }, n: 2 });
  const third = await happen({ agent: { id: 'a' }, n: 3 });
  const other = await happen({ agent: { id: 'b' }, n: 4 });
  expect(await next(second)).toBeNull();
  expect(await next(third)).toBeNull();
  expect(await next(other)).toMatchObject({ status: 'succeeded' });
  receiver.script({ status: 500 });
  expect(await next(first)).toMatchObject({ status: 'failed' });
  expect(await next(second)).toBeNull();
  expect(await jobs(second)).toHaveLength(1);
  expect(await next(first)).toMatchObject({ status: 'succeeded' });
  // Its success has woken the next, and only that one.
  expect(await jobs(second)).toHaveLength(2);
  expect(await jobs(third)).toHaveLength(1);
  receiver.script({ status: 500 }, { status: 500 });
  await next(second);
  expect(await next(second)).toMatchObject({ status: 'dead' });
  expect(await jobs(third)).toHaveLength(2);
  expect(await next(third)).toMatchObject({ status: 'succeeded' });
  const order = receiver.requests.map((r) => JSON.parse(r.body).data.n);
  expect(order).toEqual([4, 1, 1, 2, 2, 3]);
});

test('when the worker stops in the middle nothing is recorded, and the next goes on', async () => {
  await hook();
  receiver.otherwise({ hang: true });
  const delivery = await happen();
  const stop = new AbortController();
  const cut = next(delivery, { signal: stop.signal });
  await receiver.received(1);
  stop.abort(new Error('The worker is stopping.'));
  await expect(cut).rejects.toThrow('stopping');
  expect(await read(delivery)).toMatchObject({ status: 'pending', attempts: 0 });
  receiver.otherwise({ status: 200 });
  expect(await next(delivery)).toMatchObject({ status: 'succeeded', attempts: 1 });
  expect(env().EGRESS_ALLOW).toBe(receiver.host);
});

test('a delivery that is due and has no job any more gets a new one, once', async () => {
  await hook();
  const [lost, held] = [await happen(), await happen()];
  for (const { id } of [lost, held])
    await ctx.sql(
      `UPDATE webhook_deliveries SET next_attempt_at = now() - interval '3 minutes'
       WHERE organization_id = $1::uuid AND id = $2::uuid`,
      ctx.organizationId,
      id,
    );
  await ctx.sql(`DELETE FROM pgboss.job WHERE data->'payload'->>'deliveryId' = $1`, lost.id);
  await sweepWebhooks();
  await sweepWebhooks();
  expect(await jobs(lost)).toMatchObject([{ attempt: 1 }]);
  expect(await jobs(held)).toHaveLength(1);
  expect(await next(lost)).toMatchObject({ status: 'succeeded' });
});
