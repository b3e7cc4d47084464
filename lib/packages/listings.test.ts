import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { overrideEnv } from '@/lib/core/env';
import { nativePackage } from '@/lib/testing/apkg';
import { call } from '@/lib/testing/client';
import { testDatabase } from '@/lib/testing/db';
import { makeOrganization } from '@/lib/testing/factories/accounts';
import { sendForm } from '@/lib/testing/packages';

let drop: () => Promise<void>;
let folder: string;
let mine: Record<string, string>;
let theirs: Record<string, string>;
beforeAll(async () => {
  ({ drop } = await testDatabase());
  folder = await mkdtemp(join(tmpdir(), 'fp-listings-'));
  overrideEnv({ FLEETPROMPT_STORAGE: folder, RATE_LIMIT_SESSION_PER_MINUTE: 1_000_000 });
});
afterAll(async () => {
  await drop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  ({ headers: mine } = await makeOrganization({ name: 'Mine Inc' }));
  ({ headers: theirs } = await makeOrganization({ name: 'Theirs Inc' }));
});

type Headers = Record<string, string>;
// biome-ignore lint/suspicious/noExplicitAny: answers are looked into
async function json(headers: Headers, method: string, path: string, body?: unknown): Promise<any> {
  const answer = await call(method, path, { headers, body });
  return { ...(answer.json as object), code: answer.status };
}

async function app(headers: Headers, file: Buffer | null = nativePackage()): Promise<string> {
  const { app: made } = await json(headers, 'POST', '/api/agent-apps', { name: 'An app' });
  if (file) {
    const sent = await sendForm(`/api/agent-apps/${made.id}/packages`, headers, [['file', file]]);
    expect(sent.status, JSON.stringify(sent.json)).toBe(201);
  }
  return made.id;
}
const publish = async (headers: Headers, body: object, id?: string) =>
  json(headers, 'POST', `/api/agent-apps/${id ?? (await app(headers))}/listing`, body);
const search = async (query: Record<string, string>) => {
  const answer = await call('GET', '/api/v1/packages', { headers: theirs, query });
  expect(answer.status, answer.text).toBe(200);
  return (answer.json as { data: { slug: string }[] }).data.map(({ slug }) => slug);
};

it('what one organization publishes, another finds and reads by id and by slug', async () => {
  const id = await app(mine);
  const published = await publish(mine, { slug: 'found-by-all', category: 'support' }, id);
  expect(published).toMatchObject({
    code: 200,
    id,
    slug: 'found-by-all',
    publisher: { name: 'Mine Inc' },
    rating: null,
    installs: 0,
  });
  for (const reference of [id, 'found-by-all']) {
    const shown = await json(theirs, 'GET', `/api/v1/packages/${reference}`);
    expect(shown).toMatchObject({ code: 200, id, versions: [{ version: published.version }] });
    expect(shown.install_plan.agents.length).toBeGreaterThan(0);
    expect(shown.install_plan.sentences[0]).toMatch(/^Creates \d+ agent/);
    expect(shown.install_plan.problems).toEqual([]);
  }
  const jsonApi = await call('GET', '/api/v1/packages/found-by-all', {
    headers: { ...theirs, accept: 'application/vnd.api+json' },
  });
  expect(jsonApi.json).toMatchObject({ data: { type: 'package', id } });
});

it('a search forgives typing errors, and filters by category, price and tag', async () => {
  await publish(mine, {
    slug: 'lighthouse',
    name: 'Lighthouse invoices',
    summary: 'Reads invoices',
    category: 'finance',
    tags: ['pdf'],
    pricing_model: 'paid',
    price: 12.5,
  });
  await publish(mine, { slug: 'gardening', name: 'Gardening notes', category: 'home', tags: [] });
  expect(await search({ search: 'invoice' })).toEqual(['lighthouse']);
  expect(await search({ search: 'lighthuose' })).toEqual(['lighthouse']);
  expect(await search({ search: 'zebra crossing' })).toEqual([]);
  expect(await search({ category: 'finance' })).toEqual(['lighthouse']);
  expect(await search({ category: 'home', pricing: 'paid' })).toEqual([]);
  expect(await search({ pricing: 'paid', tag: 'pdf' })).toEqual(['lighthouse']);
  const sorted = await search({ sort: 'name' });
  expect(sorted.indexOf('gardening')).toBeLessThan(sorted.indexOf('lighthouse'));
  expect(await search({ featured: 'true' })).toEqual([]);
});

it('only the publisher changes or withdraws a listing', async () => {
  const id = await app(mine);
  await publish(mine, { slug: 'mine-alone' }, id);
  const path = `/api/agent-apps/${id}/listing`;
  expect((await json(theirs, 'PATCH', path, { summary: 'Taken over' })).code).toBe(404);
  expect((await json(theirs, 'POST', path, {})).code).toBe(404);
  expect((await json(theirs, 'DELETE', path)).code).toBe(404);
  const changed = await json(mine, 'PATCH', path, { summary: 'Better' });
  expect(changed).toMatchObject({ code: 200, summary: 'Better', slug: 'mine-alone' });
  expect((await json(mine, 'DELETE', path)).code).toBe(204);
  expect((await json(theirs, 'GET', '/api/v1/packages/mine-alone')).code).toBe(404);
});

it('a slug is taken once, a price fits its model, and an app without a package is refused', async () => {
  expect((await publish(mine, { slug: 'first-come' })).code).toBe(200);
  expect(await publish(theirs, { slug: 'first-come' })).toMatchObject({
    code: 409,
    error: 'This slug is taken. Choose another.',
  });
  const wrong = await publish(mine, { slug: 'no-price', pricing_model: 'paid' });
  expect(wrong).toMatchObject({ code: 400, details: { price: expect.any(String) } });
  expect((await json(mine, 'GET', '/api/v1/packages/no-price')).code).toBe(404);
  expect((await publish(mine, {}, await app(mine, null))).code).toBe(409);
});

it('publishing again puts the newest version in and keeps what was said', async () => {
  const id = await app(mine);
  await publish(mine, { slug: 'again-and-again', summary: 'Kept' }, id);
  await sendForm(`/api/agent-apps/${id}/packages`, mine, [
    ['file', nativePackage({ version: '9.1.0' })],
  ]);
  const again = await publish(mine, {}, id);
  expect(again).toMatchObject({ version: '9.1.0', summary: 'Kept', slug: 'again-and-again' });
});
