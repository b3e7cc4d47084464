import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Ctx } from '@/lib/core/context';
import { transaction } from '@/lib/core/context';
import { newId } from '@/lib/core/ids';
import { grant } from '@/lib/credits/grant';
import { hold, settle } from '@/lib/credits/hold';
import { microOf } from '@/lib/credits/money';
import { call } from '@/lib/testing/client';
import { testDatabase } from '@/lib/testing/db';
import { makeOrganization } from '@/lib/testing/factories/accounts';

let drop: () => Promise<void>;
let ctx: Ctx;
let headers: Record<string, string>;
const executionId = newId();

beforeAll(async () => {
  ({ drop } = await testDatabase());
  ({ ctx, headers } = await makeOrganization());
  await grant(ctx, { amount: microOf(1000), description: 'Credit top-up', kind: 'purchase' });
  await grant(ctx, { amount: microOf(100), description: 'Welcome credits' });
  const id = await transaction(ctx, (tx) =>
    hold(tx, {
      amount: microOf(20),
      description: 'Agent invocation',
      reference: { type: 'execution', id: executionId },
    }),
  );
  await settle(ctx, id, microOf(10.5));
});
afterAll(() => drop());

const get = async (path: string, query: Record<string, string> = {}) => {
  const answer = await call('GET', path, { headers, query });
  expect(answer.status, answer.text).toBe(200);
  return answer.json;
};

test('the balance says what can be spent, what is held, what the month used and the last top-up', async () => {
  await transaction(ctx, (tx) =>
    hold(tx, {
      amount: microOf(5),
      description: 'Running',
      reference: { type: 'execution', id: newId() },
    }),
  );
  expect(await get('/api/credits/balance')).toEqual({
    credits: 1084.5,
    held: 5,
    debt: 0,
    usage_this_month: 10.5,
    last_topped_up: expect.stringMatching(/^\d{4}-.*Z$/),
  });
});

test('history is newest first with the balance after each, usage negative', async () => {
  const { transactions, total } = (await get('/api/credits/history')) as {
    transactions: unknown[];
    total: number;
  };
  expect(total).toBe(3);
  const common = { id: expect.any(String), created_at: expect.any(String) };
  expect(transactions).toEqual([
    {
      ...common,
      type: 'usage',
      amount: -10.5,
      balance_after: 1089.5,
      description: 'Agent invocation',
      reference: { type: 'execution', id: executionId },
    },
    {
      ...common,
      type: 'grant',
      amount: 100,
      balance_after: 1100,
      description: 'Welcome credits',
      reference: null,
    },
    {
      ...common,
      type: 'purchase',
      amount: 1000,
      balance_after: 1000,
      description: 'Credit top-up',
      reference: null,
    },
  ]);
});

test('filters by type and dates, and pages with a total', async () => {
  const today = new Date().toISOString().slice(0, 10);
  const list = async (query: Record<string, string>) => {
    const page = (await get('/api/credits/history', query)) as {
      transactions: { type: string }[];
      total: number;
    };
    return [page.transactions.map((t) => t.type), page.total];
  };
  expect(await list({ type: 'usage' })).toEqual([['usage'], 1]);
  expect(await list({ start_date: today, end_date: today })).toEqual([
    ['usage', 'grant', 'purchase'],
    3,
  ]);
  expect(await list({ end_date: '2020-01-01' })).toEqual([[], 0]);
  expect(await list({ limit: '1', offset: '1' })).toEqual([['grant'], 3]);
});

test('the burn-down has exactly the days asked for and a forecast from the pace', async () => {
  const shown = (await get('/api/credits/burn-down', { days: '14' })) as {
    data: { date: string; balance: number; used: number }[];
    daily_average: number;
    days_left: number;
  };
  expect(shown.data).toHaveLength(14);
  expect(shown.data.at(-1)).toEqual({
    date: new Date().toISOString().slice(0, 10),
    balance: 1089.5,
    used: 10.5,
  });
  expect(shown.data[0]).toMatchObject({ balance: 0, used: 0 });
  expect(shown.daily_average).toBe(10.5);
  expect(shown.days_left).toBeCloseTo(103.8, 1);
});
