import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ctx, systemCtx, transaction } from '@/lib/core/context';
import { isAppError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { balance } from '@/lib/credits/balance';
import { grant } from '@/lib/credits/grant';
import { hold, raiseHold, release, settle } from '@/lib/credits/hold';
import { MICRO, microOf } from '@/lib/credits/money';
import { testDatabase } from '@/lib/testing/db';

let drop: () => Promise<void>;
beforeAll(async () => {
  ({ drop } = await testDatabase());
});
afterAll(() => drop());

async function withCredits(credits: number): Promise<Ctx> {
  const ctx = systemCtx(newId(), 'test');
  await grant(ctx, { amount: microOf(credits), description: 'Test' });
  return ctx;
}

const reserve = (ctx: Ctx, credits: number) =>
  transaction(ctx, (tx) =>
    hold(tx, {
      amount: microOf(credits),
      description: 'Work',
      reference: { type: 'execution', id: newId() },
    }),
  );

test('50 clients spending 1,000 credits in 3,000 attempts spend exactly 1,000', async () => {
  const ctx = await withCredits(1000);
  let accepted = 0;
  let refused = 0;
  let attempts = 0;
  const client = async () => {
    while (attempts < 3000) {
      attempts++;
      try {
        const id = await reserve(ctx, 1);
        await settle(ctx, id, MICRO);
        accepted++;
      } catch (error) {
        if (!isAppError(error) || error.code !== 'INSUFFICIENT_CREDITS') throw error;
        refused++;
      }
    }
  };
  await Promise.all(Array.from({ length: 50 }, client));
  expect({ accepted, refused }).toEqual({ accepted: 1000, refused: 2000 });
  expect(await balance(ctx)).toEqual({ credits: 0, held: 0 });
}, 120_000);

test('a hold takes from what can be spent and a release gives it back', async () => {
  const ctx = await withCredits(10);
  const id = await reserve(ctx, 4);
  expect(await balance(ctx)).toEqual({ credits: 6, held: 4 });
  await release(ctx, id);
  expect(await balance(ctx)).toEqual({ credits: 10, held: 0 });
});

test('a hold is settled once, however often it is asked', async () => {
  const ctx = await withCredits(10);
  const id = await reserve(ctx, 4);
  const charged = await Promise.all(
    Array.from({ length: 10 }, () => settle(ctx, id, microOf(1.5))),
  );
  expect(charged.filter((c) => c !== null)).toEqual([1_500_000n]);
  expect(await balance(ctx)).toEqual({ credits: 8.5, held: 0 });
});

test('usage beyond the hold is charged only as far as the wallet has it', async () => {
  const ctx = await withCredits(5);
  const id = await reserve(ctx, 4);
  expect(await settle(ctx, id, microOf(9))).toBe(microOf(5));
  expect(await balance(ctx)).toEqual({ credits: 0, held: 0 });
});

test('raising a hold beyond the wallet is refused and changes nothing', async () => {
  const ctx = await withCredits(5);
  const id = await reserve(ctx, 4);
  expect(await transaction(ctx, (tx) => raiseHold(tx, id, microOf(6)))).toEqual({ by: 'wallet' });
  expect(await transaction(ctx, (tx) => raiseHold(tx, id, microOf(5)))).toBeNull();
  expect(await balance(ctx)).toEqual({ credits: 0, held: 5 });
});

test('402 says what is required and what is available, and leaves no hold', async () => {
  const ctx = await withCredits(3);
  await expect(reserve(ctx, 10)).rejects.toMatchObject({
    code: 'INSUFFICIENT_CREDITS',
    extra: { required: 10, available: 3 },
  });
  expect(await ctx.db.creditHold.count()).toBe(0);
});

test('a grant with a key is posted once', async () => {
  const ctx = await withCredits(1);
  const again = () => grant(ctx, { amount: MICRO, description: 'Welcome', uniqueKey: 'welcome' });
  const done = await Promise.all([again(), again(), again(), again()]);
  expect(done.filter(Boolean)).toHaveLength(1);
  expect((await balance(ctx)).credits).toBe(2);
});

test('the database refuses a balance, an entry or a transaction changed by hand', async () => {
  const ctx = await withCredits(1);
  await expect(ctx.db.ledgerAccount.updateMany({ data: { posted: 5n } })).rejects.toThrow(
    /only through/,
  );
  await expect(ctx.db.ledgerEntry.updateMany({ data: { amount: 5n } })).rejects.toThrow(
    /append-only/,
  );
  await expect(ctx.db.ledgerEntry.deleteMany()).rejects.toThrow(/append-only/);
  const [wallet, transactionRow] = await Promise.all([
    ctx.db.ledgerAccount.findFirstOrThrow({ where: { kind: 'wallet' } }),
    ctx.db.ledgerTransaction.findFirstOrThrow(),
  ]);
  await expect(
    ctx.db.ledgerEntry.create({
      data: {
        organizationId: ctx.organizationId,
        accountId: wallet.id,
        transactionId: transactionRow.id,
        amount: 7n,
      },
    }),
  ).rejects.toThrow(/does not balance/);
});
