import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { update } from '@/lib/agents/save';
import type { Ctx } from '@/lib/core/context';
import { publicDb } from '@/lib/core/db/public';
import { overrideEnv } from '@/lib/core/env';
import { balance } from '@/lib/credits/balance';
import { grant } from '@/lib/credits/grant';
import { microOf } from '@/lib/credits/money';
import { call } from '@/lib/testing/client';
import { testDatabase } from '@/lib/testing/db';
import { makeOrganization } from '@/lib/testing/factories/accounts';
import { type ListingChanges, makeListing, packageAgent } from '@/lib/testing/factories/listings';
import { drain } from '@/lib/worker/drain';

let drop: () => Promise<void>;
let seller: Ctx;
let buyer: Ctx;
let headers: Record<string, string>;
let theirs: Record<string, string>;
beforeAll(async () => {
  ({ drop } = await testDatabase());
  overrideEnv({ RATE_LIMIT_SESSION_PER_MINUTE: 1_000_000 });
});
afterAll(() => drop());
beforeEach(async () => {
  ({ ctx: seller, headers: theirs } = await makeOrganization());
  ({ ctx: buyer, headers } = await makeOrganization());
});

const workflows = [
  {
    name: 'Sort all',
    description: 'Sorts',
    definition: {
      triggers: [{ type: 'manual' }],
      steps: [{ id: 'sort', type: 'agent', config: { agentId: 'Sorter', prompt: 'Sort this.' } }],
    },
  },
];
const listing = async (changes: ListingChanges = {}): Promise<string> =>
  (await makeListing(seller, { ...changes, contents: { workflows, ...changes.contents } })).id;
// biome-ignore lint/suspicious/noExplicitAny: answers are looked into
async function json(method: string, path: string, body?: unknown, as = headers): Promise<any> {
  const answer = await call(method, `/api/v1${path}`, { headers: as, body });
  return { ...(answer.json as object), code: answer.status };
}
const install = (package_id: string, config?: object) =>
  json('POST', '/installations', { package_id, config });
const work = () => drain(20_000, ['installations.run']);
const installs = async (id: string) =>
  (await publicDb().listing.findUniqueOrThrow({ where: { id } })).installs;

it('brings active agents with their skills and workflows, once', async () => {
  const id = await listing();
  const first = await install(id, {});
  expect(first).toMatchObject({ code: 201, status: 'queued', workflows: [] });
  await work();
  const again = await install(`triage-${id}`);
  expect(again).toMatchObject({ code: 200, id: first.id, status: 'active' });
  await work();
  const agents = await buyer.db.agent.findMany({ include: { skills: true } });
  expect(agents).toMatchObject([{ id: again.agents[0].id, name: 'Sorter', status: 'active' }]);
  expect(agents[0]?.skills).toHaveLength(1);
  const [workflow] = await buyer.db.workflow.findMany({ include: { versions: true } });
  expect(again.workflows).toEqual([{ id: workflow?.id, name: 'Sort all' }]);
  expect(workflow).toMatchObject({
    status: 'active',
    publishedVersion: 1,
    sourceType: 'installation',
    sourceId: first.id,
  });
  // Its own agent, not any of that name.
  const definition = workflow?.versions[0]?.definition as { steps: { config: object }[] };
  expect(definition.steps[0]?.config).toMatchObject({ agentId: agents[0]?.id });
  expect(await installs(id)).toBe(1);
  expect(await seller.db.agent.count()).toBe(0);
  expect((await json('GET', `/installations/${first.id}`, undefined, theirs)).code).toBe(404);
  expect(await buyer.db.event.count({ where: { type: 'package.installed' } })).toBe(1);
});

it('ten at once install one', async () => {
  const id = await listing();
  const all = await Promise.all(Array.from({ length: 10 }, () => install(id)));
  expect(all.filter(({ code }) => code === 201)).toHaveLength(1);
  expect(new Set(all.map((one) => one.id)).size).toBe(1);
  await work();
  expect(await buyer.db.agent.count()).toBe(1);
});

it('a price moves once from the buyer to the publisher', async () => {
  await grant(buyer, { amount: microOf(20), description: 'Test' });
  const [before, earned] = [await balance(buyer), await balance(seller)];
  const id = await listing({ price: 12.5 });
  await install(id);
  expect(await balance(buyer)).toEqual({ credits: before.credits - 12.5, held: 12.5 });
  expect(await balance(seller)).toEqual(earned);
  await work();
  await install(id);
  await work();
  expect(await balance(buyer)).toEqual({ credits: before.credits - 12.5, held: 0 });
  expect(await balance(seller)).toEqual({ credits: earned.credits + 12.5, held: 0 });
});

it('too few credits install nothing, and a failure gives them back', async () => {
  const dear = await listing({ price: 999_999 });
  expect(await install(dear)).toMatchObject({ code: 402, required: 999_999 });
  expect(await buyer.db.installation.count()).toBe(0);
  await grant(buyer, { amount: microOf(20), description: 'Test' });
  const before = await balance(buyer);
  const broken = { agents: [packageAgent({ name: 'x'.repeat(300) })] };
  const { id } = await install(await listing({ price: 5, contents: broken }));
  await work();
  const failed = await json('GET', `/installations/${id}`);
  expect(failed).toMatchObject({ status: 'failed', error: { message: expect.any(String) } });
  expect(await balance(buyer)).toEqual(before);
  expect(await buyer.db.agent.count()).toBe(0);
  expect(await buyer.db.skill.count()).toBe(0);
});

it('a configuration that does not fit is refused field by field', async () => {
  const configSchema = {
    type: 'object',
    properties: { team: { type: 'string' }, size: { type: 'integer', default: 3 } },
    required: ['team'],
  };
  const id = await listing({ contents: { configSchema } });
  expect(await install(id, { size: 'big' })).toMatchObject({
    code: 400,
    details: { 'config.team': 'is required', 'config.size': expect.any(String) },
  });
  const made = await install(id, { team: 'Support' });
  expect(made).toMatchObject({ code: 201, config: { team: 'Support', size: 3 } });
  const path = `/installations/${made.id}`;
  expect((await json('PATCH', path, { config: {} })).code).toBe(400);
  const changed = await json('PATCH', path, { config: { team: 'Sales' } });
  expect(changed.config.team).toBe('Sales');
});

it('pausing stops its agents and resuming starts them again', async () => {
  const { id } = await install(await listing());
  expect((await json('POST', `/installations/${id}/pause`)).code).toBe(409);
  await work();
  const statuses = async () => [
    ...(await buyer.db.agent.findMany()).map((agent) => agent.status),
    ...(await buyer.db.workflow.findMany()).map((workflow) => workflow.status),
  ];
  expect((await json('POST', `/installations/${id}/pause`)).status).toBe('paused');
  expect(await statuses()).toEqual(['paused', 'paused']);
  expect((await json('POST', `/installations/${id}/resume`)).status).toBe('active');
  expect(await statuses()).toEqual(['active', 'active']);
});

it('uninstalling removes what it brought and keeps what was changed', async () => {
  const pristine = await listing();
  const first = await install(pristine);
  await work();
  const gone = await json('DELETE', `/installations/${first.id}`);
  expect(gone).toMatchObject({ code: 200, removed: ['Sort all', 'Sorter', 'Tone'], kept: [] });
  expect(await buyer.db.workflow.count({ where: { deletedAt: null } })).toBe(0);
  expect([await buyer.db.agent.count(), await buyer.db.skill.count()]).toEqual([0, 0]);
  expect(await installs(pristine)).toBe(0);

  const second = await install(pristine);
  await work();
  const [agent] = await buyer.db.agent.findMany();
  await update(buyer, agent?.id ?? '', { system_prompt: 'My own words.' });
  const kept = await json('DELETE', `/installations/${second.id}`);
  expect(kept).toMatchObject({ removed: ['Sort all'], kept: ['Sorter', 'Tone'] });
  expect(await buyer.db.agent.count()).toBe(1);
});

it('uninstalling before it ran gives the reserved credits back and brings nothing', async () => {
  await grant(buyer, { amount: microOf(20), description: 'Test' });
  const before = await balance(buyer);
  const { id } = await install(await listing({ price: 5 }));
  expect((await json('DELETE', `/installations/${id}`)).code).toBe(200);
  await work();
  expect(await balance(buyer)).toEqual(before);
  expect(await buyer.db.agent.count()).toBe(0);
});
