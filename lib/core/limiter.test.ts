import { afterAll, beforeAll, expect, test } from 'vitest';
import { overrideEnv } from '@/lib/core/env';
import { newId } from '@/lib/core/ids';
import { type Limiter, limiter } from '@/lib/core/limiter';
import { testDatabase } from '@/lib/testing/db';
import { startUpstash, type Upstash } from '@/lib/testing/vendors/upstash';

let drop: () => Promise<void>;
let upstash: Upstash;
beforeAll(async () => {
  ({ drop } = await testDatabase());
  upstash = await startUpstash();
});
afterAll(async () => {
  await upstash.close();
  await drop();
});

/** The limiter of one store; the names are new each time, so that nothing is shared. */
function made(store: string, limit: number): Limiter {
  const restore = overrideEnv(
    store === 'Upstash'
      ? { UPSTASH_REDIS_REST_URL: upstash.url, UPSTASH_REDIS_REST_TOKEN: upstash.token }
      : { UPSTASH_REDIS_REST_URL: undefined, UPSTASH_REDIS_REST_TOKEN: undefined },
  );
  const limited = limiter(newId(), limit, 3600);
  restore();
  return limited;
}

const STORES = ['PostgreSQL', 'Upstash'];

test.each(STORES)('%s lets exactly the limit through, however many ask at once', async (store) => {
  const limited = made(store, 25);
  const verdicts = await Promise.all(Array.from({ length: 100 }, () => limited.consume('someone')));
  expect(verdicts.filter((v) => v.allowed)).toHaveLength(25);
  const allowed = verdicts.filter((v) => v.allowed).map((v) => v.remaining);
  expect([...allowed].sort((a, b) => b - a)).toEqual(Array.from({ length: 25 }, (_, n) => 24 - n));
});

test.each(STORES)('%s counts each key for itself', async (store) => {
  const limited = made(store, 1);
  expect((await limited.consume('one')).allowed).toBe(true);
  expect((await limited.consume('one')).allowed).toBe(false);
  expect((await limited.consume('two')).allowed).toBe(true);
});

test.each(STORES)('%s tells without counting, and forgets when told to', async (store) => {
  const limited = made(store, 2);
  await limited.consume('someone');
  expect(await limited.peek('someone')).toMatchObject({ allowed: true, limit: 2, remaining: 1 });
  expect(await limited.peek('someone')).toMatchObject({ remaining: 1 });
  await limited.consume('someone');
  expect((await limited.peek('someone')).allowed).toBe(false);
  await limited.reset('someone');
  expect(await limited.peek('someone')).toMatchObject({ allowed: true, remaining: 2 });
});

test.each(STORES)('%s says when the window ends', async (store) => {
  const verdict = await made(store, 5).consume('someone');
  expect(verdict.resetMs).toBeGreaterThan(0);
  expect(verdict.resetMs).toBeLessThanOrEqual(3600_000);
});

test('Upstash is really asked when its variables are set', async () => {
  const before = upstash.commands.length;
  await made('PostgreSQL', 5).consume('someone');
  expect(upstash.commands).toHaveLength(before);
  await made('Upstash', 5).consume('someone');
  expect(upstash.commands.length).toBeGreaterThan(before);
});

test('requests pass within a second when Upstash does not answer', async () => {
  const silent = await startUpstash();
  silent.hang();
  const restore = overrideEnv({
    UPSTASH_REDIS_REST_URL: silent.url,
    UPSTASH_REDIS_REST_TOKEN: silent.token,
  });
  const limited = limiter(newId(), 1, 60);
  restore();
  const started = performance.now();
  expect((await limited.consume('someone')).allowed).toBe(true);
  expect(performance.now() - started).toBeLessThan(1_500);
  await silent.close();
});
