import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { remindAt } from '@/lib/approvals/request';
import { type Ctx, transaction } from '@/lib/core/context';
import { overrideEnv } from '@/lib/core/env';
import { newId } from '@/lib/core/ids';
import { listOutbox } from '@/lib/core/mail/outbox';
import { emit } from '@/lib/events/emit';
import { type Asked, call } from '@/lib/testing/client';
import { testDatabase } from '@/lib/testing/db';
import { makeApiKey, makeMember, makeOrganization } from '@/lib/testing/factories/accounts';
import { drain } from '@/lib/worker/drain';
import { sweepApprovals } from '@/lib/worker/sweep-approvals';
import type { Signal } from '@/lib/workflows/host';

let drop: () => Promise<void>;
let ctx: Ctx;
let organizationId: string;
let owner: Record<string, string>;
// Runs have a test of their own: here is only who may say what to one.
let signals: { runId: string; signal: Signal; dedupe?: string }[] = [];
let open = true;
vi.mock('@/lib/workflows/postgres/host', () => ({
  host: {
    async signal(_ctx: Ctx, runId: string, signal: Signal, dedupe?: string) {
      signals.push({ runId, signal, dedupe });
      return open;
    },
  },
}));

beforeAll(async () => {
  ({ drop } = await testDatabase());
  overrideEnv({ RATE_LIMIT_PER_MINUTE: 100_000, RATE_LIMIT_PER_HOUR: 100_000 });
});
afterAll(() => drop());
beforeEach(async () => {
  const made = await makeOrganization();
  ctx = made.ctx;
  organizationId = made.organization.id;
  owner = (await makeApiKey(organizationId, made.owner.id)).headers;
  signals = [];
  open = true;
});

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into as a client would
type Json = any;
const ask = async (
  headers: Record<string, string>,
  method: string,
  path: string,
  asked: Asked = {},
) => {
  const answer = await call(method, `/api/v1/approvals${path}`, { ...asked, headers });
  return { ...answer, json: answer.json as Json };
};
const work = () => drain(20_000, ['events.dispatch', 'approvals.mail']);
const about = (more: object = {}) => ({
  runId: newId(),
  workflowId: null,
  key: 'ok',
  attempt: 1,
  title: 'Refund 120 €?',
  assignees: [],
  quorum: 1,
  form: null,
  dueAt: null,
  data: { amount: 120 },
  ...more,
});
const tell = (type: 'approval.requested' | 'approval.withdrawn', data: object) =>
  transaction(ctx, (tx) => emit(tx, type, data as Record<string, unknown>));
const request = async (more: object = {}) => {
  await tell('approval.requested', about(more));
  await work();
  return (await ask(owner, 'GET', '')).json.data[0] as Json;
};
const member = async (role: 'member' | 'admin' | 'viewer' = 'member') => {
  const made = await makeMember(organizationId, role);
  return { ...made, email: made.user.email };
};

test('a request told three times is one row, and decided once it goes on with what was filled in', async () => {
  const data = about({
    form: { type: 'object', properties: { amount: { type: 'number' } }, required: ['amount'] },
  });
  for (let i = 0; i < 3; i++) await tell('approval.requested', data);
  await work();
  const list = await ask(owner, 'GET', '', { query: { status: 'pending', assignee: 'me' } });
  expect(list.json).toMatchObject({
    total: 1,
    data: [{ title: 'Refund 120 €?', kind: 'step', can_decide: true, data: { amount: 120 } }],
  });
  const { id } = list.json.data[0];
  const wrong = await ask(owner, 'POST', `/${id}/approve`, { body: { data: { amount: 'many' } } });
  expect(wrong.status).toBe(400);
  expect(wrong.json.details.data).toMatch(/amount/);
  const right = await ask(owner, 'POST', `/${id}/approve`, {
    body: { comment: 'Fine', data: { amount: 100 } },
  });
  expect(right.status).toBe(200);
  expect(right.json).toMatchObject({
    status: 'approved',
    can_decide: false,
    decisions: [{ decision: 'approved', comment: 'Fine', data: { amount: 100 } }],
  });
  expect(signals).toMatchObject([
    {
      runId: data.runId,
      signal: { type: 'ApprovalDecided', key: 'ok', decision: 'approved', data: { amount: 100 } },
    },
  ]);
  expect((await ask(owner, 'POST', `/${id}/reject`)).status).toBe(409);
  const events = await ctx.db.event.count({ where: { type: 'approval.decided' } });
  const deeds = await ctx.db.auditEntry.count({ where: { action: 'approval.approved' } });
  expect([events, deeds]).toEqual([1, 1]);
});

test('only who is named, by address, role or id, and owners and admins may decide', async () => {
  const [named, byId, other, admin, viewer] = await Promise.all([
    member(),
    member(),
    member(),
    member('admin'),
    member('viewer'),
  ]);
  const { id } = await request({
    assignees: [named.email.toUpperCase(), byId.user.id, viewer.email],
    quorum: 9,
  });
  const approve = async (who: { headers: Record<string, string> }) =>
    (await ask(who.headers, 'POST', `/${id}/approve`)).status;
  expect(await approve(other)).toBe(403);
  expect(await approve(viewer)).toBe(403);
  for (const who of [named, byId, admin]) expect(await approve(who)).toBe(200);
  expect(await approve(named)).toBe(409);
  const mine = async (who: { headers: Record<string, string> }) =>
    (await ask(who.headers, 'GET', '', { query: { assignee: 'me' } })).json.total;
  expect([await mine(named), await mine(other), await mine(admin)]).toEqual([0, 0, 0]);
  const roles = await request({ assignees: ['role:member'] });
  expect(await mine(other)).toBe(1);
  expect((await ask(other.headers, 'GET', `/${roles.id}`)).json.can_decide).toBe(true);
});

test('a quorum of two needs two people; a rejection ends it at once', async () => {
  const [one, two] = [await member('admin'), await member('admin')];
  const both = await request({ quorum: 2 });
  const first = await ask(one.headers, 'POST', `/${both.id}/approve`);
  expect(first.json.status).toBe('pending');
  const second = await ask(two.headers, 'POST', `/${both.id}/approve`);
  expect(second.json.status).toBe('approved');
  expect(signals).toHaveLength(2);
  const no = await request({ quorum: 2 });
  const { json } = await ask(one.headers, 'POST', `/${no.id}/reject`, { body: { comment: 'No' } });
  expect(json).toMatchObject({ status: 'rejected', decisions: [{ comment: 'No' }] });
});

test('of six who decide at once, exactly as many as the quorum count', async () => {
  const people = await Promise.all(Array.from({ length: 6 }, () => member('admin')));
  const { id } = await request({ quorum: 3 });
  const answers = await Promise.all(
    people.map(({ headers }) => ask(headers, 'POST', `/${id}/approve`)),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 409, 409, 409]);
  expect(signals).toHaveLength(3);
});

test('what does not wait any more can not be decided, whichever was told first', async () => {
  const data = about();
  await tell('approval.withdrawn', data);
  await work();
  await tell('approval.requested', data);
  await work();
  const early = (await ask(owner, 'GET', '')).json.data[0];
  expect(early.status).toBe('withdrawn');
  const later = await request({ runId: newId() });
  open = false;
  const gone = await ask(owner, 'POST', `/${later.id}/approve`);
  expect(gone.status).toBe(409);
  const { json } = await ask(owner, 'GET', `/${later.id}`);
  expect(json).toMatchObject({ status: 'withdrawn', decisions: [] });
  open = true;
  const third = await request({ runId: newId() });
  await tell('approval.withdrawn', { runId: third.run_id, key: 'ok', attempt: 1 });
  await work();
  expect((await ask(owner, 'GET', `/${third.id}`)).json.status).toBe('withdrawn');
});

test('after its time it can not be decided, and is told as expired once', async () => {
  const { id } = await request({ dueAt: new Date(Date.now() - 1000).toISOString() });
  expect((await ask(owner, 'GET', `/${id}`)).json.status).toBe('expired');
  expect((await ask(owner, 'POST', `/${id}/approve`)).status).toBe(409);
  await sweepApprovals();
  await sweepApprovals();
  expect(await ctx.db.event.count({ where: { type: 'approval.expired' } })).toBe(1);
  const pending = await ask(owner, 'GET', '', { query: { status: 'pending' } });
  const ended = await ask(owner, 'GET', '', { query: { status: 'ended' } });
  expect([pending.json.total, ended.json.total]).toEqual([0, 1]);
});

test('who is asked gets a mail, and one reminder; strangers that a workflow names get none', async () => {
  const named = await member();
  const due = new Date(Date.now() + 3600_000);
  const { id } = await request({
    title: `Release ${organizationId}?`,
    assignees: [named.email, 'stranger@elsewhere.example'],
    dueAt: due.toISOString(),
  });
  await ctx.db.approval.update({ where: { id }, data: { remindAt: new Date() } });
  await sweepApprovals();
  await sweepApprovals();
  await work();
  const mails = (await listOutbox(500)).filter(({ subject }) => subject.includes(organizationId));
  expect(mails.map(({ subject }) => subject).sort()).toEqual([
    `Release ${organizationId}?`,
    `Reminder: Release ${organizationId}?`,
  ]);
  expect(new Set(mails.flatMap(({ to }) => to))).toEqual(new Set([named.email]));
});

test('a reminder comes half-way, at most a day before, and not for minutes', () => {
  const at = (hours: number) => new Date(hours * 3600_000);
  expect(remindAt(at(0), at(10))).toEqual(at(5));
  expect(remindAt(at(0), at(100))).toEqual(at(76));
  expect(remindAt(at(0), at(0.1))).toBeNull();
  expect(remindAt(at(0), null)).toBeNull();
});
