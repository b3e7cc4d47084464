import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Listing } from '@/generated/prisma/client';
import { update } from '@/lib/agents/save';
import { updateSkillRow } from '@/lib/agents/skills';
import { type Ctx, transaction } from '@/lib/core/context';
import { publicDb } from '@/lib/core/db/public';
import { overrideEnv } from '@/lib/core/env';
import { call } from '@/lib/testing/client';
import { testDatabase } from '@/lib/testing/db';
import { makeOrganization } from '@/lib/testing/factories/accounts';
import { addVersion, makeListing, packageAgent } from '@/lib/testing/factories/listings';
import { drain } from '@/lib/worker/drain';
import { saveDefinition } from '@/lib/workflows/definitions';

let drop: () => Promise<void>;
let seller: Ctx;
let buyer: Ctx;
let headers: Record<string, string>;
let theirs: Record<string, string>;
let row: Listing;
let path: string;
beforeAll(async () => {
  ({ drop } = await testDatabase());
  overrideEnv({ RATE_LIMIT_SESSION_PER_MINUTE: 1_000_000 });
});
afterAll(() => drop());

const skill = (name: string, instructions = 'Be kind.') => ({
  name,
  description: '',
  instructions,
  tools: [],
});
const hosts = (...names: string[]) => ({
  hosts: names,
  actions: [],
  credentials: [],
  maxCredits: null,
});
const schema = (properties: object, required: string[] = []) => ({
  configSchema: { type: 'object', properties, required },
});
const FIRST = {
  agents: [
    packageAgent({}),
    packageAgent({ name: 'Writer', skills: [] }),
    packageAgent({ name: 'Old' }),
  ],
  skills: [skill('Tone'), skill('Gone')],
};
const SECOND = {
  agents: [
    packageAgent({ systemPrompt: 'Sort it better.' }),
    packageAgent({ name: 'Writer', skills: ['New'] }),
    packageAgent({ name: 'Helper', skills: [] }),
  ],
  skills: [skill('Tone'), skill('New')],
};

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into
async function json(method: string, to: string, body?: unknown, as = headers): Promise<any> {
  const answer = await call(method, `/api/v1${to}`, { headers: as, body });
  return { ...(answer.json as object), code: answer.status };
}
const planned = () => json('GET', `${path}/upgrade-plan`);
const upgrade = (body?: object) => json('POST', `${path}/upgrade`, body);
const agents = async () =>
  Object.fromEntries((await buyer.db.agent.findMany()).map((one) => [one.name, one]));
const skills = async () => (await buyer.db.skill.findMany()).map(({ name }) => name).sort();

/** Publishes and installs a first version; `path` is the installation. */
async function installed(contents: object = FIRST, config = {}) {
  row = await makeListing(seller, { contents });
  const made = await json('POST', '/installations', { package_id: row.id, config });
  expect(made.code, JSON.stringify(made)).toBe(201);
  await drain(20_000, ['installations.run']);
  path = `/installations/${made.id}`;
}
beforeEach(async () => {
  ({ ctx: seller } = await makeOrganization());
  ({ ctx: buyer, headers } = await makeOrganization());
  ({ headers: theirs } = await makeOrganization());
});

it('the plan says field by field what the newest version changes, and the upgrade does that', async () => {
  await installed();
  await addVersion(row, { version: '2.0.0', contents: SECOND });
  expect((await json('GET', path)).latest_version).toBe('2.0.0');
  expect((await json('GET', `${path}/upgrade-plan`, undefined, theirs)).code).toBe(404);
  expect((await json('POST', `${path}/upgrade`, {}, theirs)).code).toBe(404);
  const plan = await planned();
  expect(plan).toMatchObject({ code: 200, from: '1.0.0', to: '2.0.0', problems: [] });
  const told = plan.changes.map(
    (one: { kind: string; name: string; action: string; fields: { field: string }[] }) =>
      `${one.action} ${one.kind} ${one.name} ${one.fields.map(({ field }) => field)}`,
  );
  expect(told.sort()).toEqual([
    'create agent Helper ',
    'create skill New ',
    'keep skill Tone ',
    'remove agent Old ',
    'remove skill Gone ',
    'update agent Sorter system_prompt',
    'update agent Writer skills',
  ]);
  const sorter = plan.changes.find((one: { name: string }) => one.name === 'Sorter');
  expect(sorter.fields).toEqual([
    { field: 'system_prompt', before: 'Sort it.', after: 'Sort it better.' },
  ]);
  const before = await agents();
  expect(await upgrade()).toMatchObject({ code: 200, version: '2.0.0', status: 'active' });
  const after = await agents();
  expect(Object.keys(after).sort()).toEqual(['Helper', 'Sorter', 'Writer']);
  expect(after.Sorter).toMatchObject({ id: before.Sorter?.id, systemPrompt: 'Sort it better.' });
  expect(Object.values(after).every(({ status }) => status === 'active')).toBe(true);
  expect(await skills()).toEqual(['New', 'Tone']);
  const again = await planned();
  expect(again.sentences).toEqual(['Changes nothing here.']);
  expect(await buyer.db.event.count({ where: { type: 'installation.upgraded' } })).toBe(1);
});

it('goes back to an older version, and a version that was never published is not found', async () => {
  await installed();
  await addVersion(row, { version: '2.0.0', contents: SECOND });
  await upgrade();
  expect((await json('GET', `${path}/upgrade-plan?version=3.0.0`)).code).toBe(404);
  expect(await upgrade({ version: '1.0.0' })).toMatchObject({ code: 200, version: '1.0.0' });
  expect(Object.keys(await agents()).sort()).toEqual(['Old', 'Sorter', 'Writer']);
  expect((await agents()).Sorter?.systemPrompt).toBe('Sort it.');
});

it('what was edited here is pointed out and kept, unless it is to be replaced', async () => {
  await installed();
  await addVersion(row, { version: '2.0.0', contents: SECOND });
  const before = await agents();
  await update(buyer, before.Sorter?.id ?? '', { system_prompt: 'My own words.' });
  await update(buyer, before.Old?.id ?? '', { description: 'Mine' });
  const { resources } = await buyer.db.installation.findFirstOrThrow({
    include: { resources: true },
  });
  const gone = resources.find(({ key }) => key === 'Gone')?.resourceId ?? '';
  await updateSkillRow(buyer, gone, { instructions: 'Mine too.' });
  const plan = await planned();
  const of = (name: string) => plan.changes.find((one: { name: string }) => one.name === name);
  expect(of('Sorter')).toMatchObject({
    action: 'keep',
    replaced: 'update',
    edited: [{ field: 'system_prompt', before: 'Sort it.', after: 'My own words.' }],
  });
  expect(of('Old')).toMatchObject({ action: 'pause', replaced: 'remove' });
  expect(of('Gone')).toMatchObject({ action: 'keep', replaced: 'remove' });
  await upgrade();
  let now = await agents();
  expect(now.Sorter?.systemPrompt).toBe('My own words.');
  expect(now.Old?.status).toBe('paused');
  expect(await skills()).toEqual(['Gone', 'New', 'Tone']);
  await json('POST', `${path}/pause`);
  await json('POST', `${path}/resume`);
  expect((await agents()).Old?.status).toBe('paused');

  await addVersion(row, { version: '3.0.0', contents: SECOND });
  await upgrade({ replace: [{ kind: 'agent', name: 'Sorter' }] });
  now = await agents();
  expect(now.Sorter?.systemPrompt).toBe('Sort it better.');
});

it('what was deleted here stays away unless it is to be replaced', async () => {
  await installed();
  const { Writer } = await agents();
  await buyer.db.agent.delete({ where: { id: Writer?.id } });
  await addVersion(row, { version: '2.0.0', contents: SECOND });
  await upgrade();
  expect((await agents()).Writer).toBeUndefined();
  await upgrade({ replace: [{ kind: 'agent', name: 'Writer' }] });
  expect((await agents()).Writer?.status).toBe('active');
});

it('new permissions need consent, and nothing changes without it', async () => {
  await installed({ ...FIRST, permissions: { ...hosts('api.example.com'), maxCredits: 5 } });
  const permissions = { ...hosts('api.example.com', 'evil.example.com'), maxCredits: 50 };
  await addVersion(row, { version: '2.0.0', contents: { ...SECOND, permissions } });
  expect((await planned()).permissions).toMatchObject({
    added: { hosts: ['evil.example.com'] },
    max_credits: { before: 5, after: 50 },
    needs_consent: true,
  });
  expect((await upgrade()).code).toBe(409);
  expect(await json('GET', path)).toMatchObject({ version: '1.0.0' });
  expect(Object.keys(await agents())).toContain('Old');
  expect((await upgrade({ accept_permissions: true })).code).toBe(200);
  const [grant] = await buyer.db.agentGrant.findMany({ where: { ownerId: path.split('/')[2] } });
  expect(grant).toMatchObject({ hosts: permissions.hosts, maxCredits: 50 });
});

it('a paused installation stays paused, with all its agents', async () => {
  await installed();
  await json('POST', `${path}/pause`);
  await addVersion(row, { version: '2.0.0', contents: SECOND });
  expect(await upgrade()).toMatchObject({ code: 200, status: 'paused' });
  expect(new Set(Object.values(await agents()).map(({ status }) => status))).toEqual(
    new Set(['paused']),
  );
});

it('the configuration is carried over; fields that are new and needed must be given', async () => {
  const [text, secret] = [{ type: 'string' }, { type: 'string', format: 'password' }];
  await installed(
    { ...FIRST, ...schema({ team: text, key: secret, old: text }) },
    {
      team: 'Support',
      key: 'hush-hush-1',
      old: 'x',
    },
  );
  const contents = { ...SECOND, ...schema({ team: text, key: secret, region: text }, ['region']) };
  await addVersion(row, { version: '2.0.0', contents });
  const { config } = await planned();
  expect(config.missing).toEqual(['region']);
  expect(config.fields.map(({ field }: { field: string }) => field)).toEqual(['old', 'region']);
  expect(await upgrade()).toMatchObject({
    code: 400,
    details: { 'config.region': 'is required' },
  });
  const after = await upgrade({ config: { region: 'eu' } });
  expect(after).toMatchObject({ config: { team: 'Support', region: 'eu' }, secrets: ['key'] });
  expect(JSON.stringify(after)).not.toContain('hush-hush-1');
});

it('two upgrades at once end in one version, whole', async () => {
  await installed();
  await addVersion(row, { version: '2.0.0', contents: SECOND });
  const all = await Promise.all([upgrade(), upgrade({ version: '1.0.0' }), upgrade()]);
  expect(all.map(({ code }) => code)).toEqual([200, 200, 200]);
  const { version } = await json('GET', path);
  const names = version === '2.0.0' ? ['Helper', 'Sorter', 'Writer'] : ['Old', 'Sorter', 'Writer'];
  expect(Object.keys(await agents()).sort()).toEqual(names);
});

it('a package that left the marketplace has nothing to go to', async () => {
  await installed();
  await publicDb().listing.delete({ where: { id: row.id, publisherId: row.publisherId } });
  expect((await upgrade()).code).toBe(409);
  expect(await json('GET', path)).toMatchObject({ latest_version: null, status: 'active' });
});

const workflow = (name: string, agent: string, prompt = 'Go on.') => ({
  name,
  description: '',
  definition: { steps: [{ id: 'ask', type: 'agent', config: { agentId: agent, prompt } }] },
});
const workflows = async () =>
  Object.fromEntries(
    (await buyer.db.workflow.findMany({ where: { deletedAt: null } })).map((one) => [
      one.name,
      one,
    ]),
  );

it('workflows are made, changed, dropped and kept like agents, and follow their agents', async () => {
  const first = [
    workflow('Same', 'Sorter'),
    workflow('Changed', 'Writer'),
    workflow('Dropped', 'Old'),
  ];
  await installed({ ...FIRST, workflows: [...first, workflow('Edited', 'Old')] });
  const before = await workflows();
  const edited = {
    steps: [{ id: 'ask', type: 'agent', config: { agentId: 'Sorter', prompt: 'Mine' } }],
  };
  await transaction(buyer, (tx) =>
    saveDefinition(tx, { id: before.Edited?.id, definition: edited }),
  );
  await addVersion(row, {
    version: '2.0.0',
    contents: {
      ...SECOND,
      workflows: [first[0], workflow('Changed', 'Helper'), workflow('New', 'Helper')],
    },
  });
  const plan = await planned();
  const told = plan.changes
    .filter(({ kind }: { kind: string }) => kind === 'workflow')
    .map((one: { name: string; action: string }) => `${one.action} ${one.name}`);
  expect(told.sort()).toEqual([
    'create New',
    'keep Same',
    'pause Edited',
    'remove Dropped',
    'update Changed',
  ]);
  // The agent of the unchanged workflow is made anew.
  await buyer.db.agent.delete({ where: { id: (await agents()).Sorter?.id } });
  await upgrade({ replace: [{ kind: 'agent', name: 'Sorter' }] });
  const after = await workflows();
  expect(Object.keys(after).sort()).toEqual(['Changed', 'Edited', 'New', 'Same']);
  expect(after.Edited).toMatchObject({ status: 'paused', latestVersion: 2 });
  const { Sorter, Helper } = await agents();
  const agentIn = async (name: string) => {
    const { id: workflowId, publishedVersion } = after[name] as {
      id: string;
      publishedVersion: number;
    };
    const version = await buyer.db.workflowVersion.findFirstOrThrow({
      where: { workflowId, version: publishedVersion },
    });
    return (version.definition as unknown as typeof edited).steps[0]?.config.agentId;
  };
  expect(await agentIn('Same')).toBe(Sorter?.id);
  expect(await agentIn('Changed')).toBe(Helper?.id);
  expect(await agentIn('New')).toBe(Helper?.id);
  expect((await planned()).sentences).toEqual(['Changes nothing here.']);
});
