import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Ctx } from '@/lib/core/context';
import { transaction } from '@/lib/core/context';
import { publicDb } from '@/lib/core/db/public';
import { overrideEnv } from '@/lib/core/env';
import { rememberInstaller } from '@/lib/packages/review-store';
import { call } from '@/lib/testing/client';
import { testDatabase } from '@/lib/testing/db';
import { makeOrganization } from '@/lib/testing/factories/accounts';
import { makeListing } from '@/lib/testing/factories/listings';

interface Side {
  ctx: Ctx;
  headers: Record<string, string>;
}
let drop: () => Promise<void>;
let publisher: Side;
let reader: Side;
let slug: string;
let id: string;
beforeAll(async () => {
  ({ drop } = await testDatabase());
  overrideEnv({ RATE_LIMIT_SESSION_PER_MINUTE: 1_000_000 });
});
afterAll(() => drop());
beforeEach(async () => {
  publisher = await makeOrganization({ name: 'Maker Inc' });
  reader = await makeOrganization({ name: 'Reader Inc' });
  ({ id, slug } = await makeListing(publisher.ctx));
});

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into
async function json(side: Side, method: string, path = '', body?: unknown): Promise<any> {
  const { headers } = side;
  const answer = await call(method, `/api/v1/packages/${slug}/reviews${path}`, { headers, body });
  return { ...(answer.json as object), code: answer.status };
}
const used = (side: Side) => transaction(side.ctx, (tx) => rememberInstaller(tx, id));
const listing = () => publicDb().listing.findUniqueOrThrow({ where: { id } });

it('only who has had it installed may review it, and never its publisher', async () => {
  expect((await json(reader, 'POST', '', { rating: 5 })).code).toBe(403);
  expect(await json(reader, 'GET')).toMatchObject({ may_review: false, rating: null });
  await used(publisher);
  expect((await json(publisher, 'POST', '', { rating: 5 })).code).toBe(403);
  await used(reader);
  expect((await json(reader, 'GET')).may_review).toBe(true);
  expect(
    await json(reader, 'POST', '', { rating: 4, title: 'Good', body: 'It works.' }),
  ).toMatchObject({
    code: 201,
    author: 'Reader Inc',
    own: true,
    answer: null,
  });
  for (const rating of [0, 6, 2.5])
    expect((await json(reader, 'POST', '', { rating })).code).toBe(400);
});

it('an organization has one review, which it may change and take back', async () => {
  await used(reader);
  const [first, second] = await Promise.all(
    [1, 2].map((rating) => json(reader, 'POST', '', { rating })),
  );
  expect([first.code, second.code].sort()).toEqual([201, 409]);
  expect(await json(reader, 'PUT', '', { rating: 5 })).toMatchObject({ code: 200, rating: 5 });
  expect(await listing()).toMatchObject({ ratingSum: 5, ratingCount: 1 });
  expect((await json(reader, 'DELETE')).code).toBe(204);
  expect(await listing()).toMatchObject({ ratingSum: 0, ratingCount: 0 });
  expect((await json(reader, 'DELETE')).code).toBe(404);
  expect((await json(reader, 'PUT', '', { rating: 5 })).code).toBe(404);
});

it('everybody reads them; the mean is exact when many write at once', async () => {
  const many = await Promise.all(Array.from({ length: 8 }, () => makeOrganization()));
  await Promise.all(many.map(used));
  await Promise.all(many.map((side, i) => json(side, 'POST', '', { rating: (i % 5) + 1 })));
  const shown = await json(reader, 'GET', '?sort=highest&limit=2');
  expect(shown).toMatchObject({
    total: 8,
    rating: 2.63,
    ratings: { 1: 2, 2: 2, 3: 2, 4: 1, 5: 1 },
    own: null,
    data: [{ rating: 5, own: false }, { rating: 4 }],
  });
  expect((await json(reader, 'GET', '?rating=2')).total).toBe(2);
  expect(await listing()).toMatchObject({ ratingSum: 21, ratingCount: 8 });
});

it('only the publisher answers, and the answer stays when the review is changed', async () => {
  await used(reader);
  const { id: review } = await json(reader, 'POST', '', { rating: 2, body: 'Slow.' });
  const path = `/${review}/answer`;
  expect((await json(reader, 'PUT', path, { body: 'No.' })).code).toBe(404);
  expect((await json(publisher, 'DELETE', path)).code).toBe(404);
  expect(await json(publisher, 'PUT', path, { body: 'Faster now.' })).toMatchObject({
    code: 200,
    answer: { body: 'Faster now.', author: 'Maker Inc' },
  });
  const changed = await json(reader, 'PUT', '', { rating: 4, body: 'Fast.' });
  expect(changed.answer.body).toBe('Faster now.');
  expect((await json(publisher, 'GET')).may_answer).toBe(true);
  expect((await json(publisher, 'DELETE', path)).code).toBe(204);
  expect((await json(reader, 'GET')).own.answer).toBeNull();
});
