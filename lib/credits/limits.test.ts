import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ctx } from '@/lib/core/context';
import { transaction } from '@/lib/core/context';
import { isAppError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { grant } from '@/lib/credits/grant';
import { hold, raiseHold, settle } from '@/lib/credits/hold';
import { microOf } from '@/lib/credits/money';
import { call } from '@/lib/testing/client';
import { testDatabase } from '@/lib/testing/db';
import { makeApiKey, makeOrganization } from '@/lib/testing/factories/accounts';

let drop: () => Promise<void>;
let ctx: Ctx;
let headers: Record<string, string>;
let organizationId: string;
let ownerId: string;

beforeAll(async () => {
  ({ drop } = await testDatabase());
  const made = await makeOrganization();
  ({ ctx, headers } = made);
  organizationId = made.organization.id;
  ownerId = made.owner.id;
  await grant(ctx, { amount: microOf(10_000), description: 'Test' });
});
afterAll(() => drop());

async function makeAgent(): Promise<string> {
  const id = newId();
  await ctx.db.agent.create({
    data: {
      id,
      organizationId,
      name: 'Limited',
      slug: `limited-${id}`,
      status: 'active',
      systemPrompt: 'Answer.',
      config: { model: 'sandbox', max_tokens: 100, temperature: 0 },
    },
  });
  return id;
}

const reserve = (credits: number, spender: { keyId?: string; agentId?: string }) =>
  transaction(ctx, (tx) =>
    hold(tx, {
      amount: microOf(credits),
      description: 'Work',
      reference: { type: 'execution', id: newId() },
      spender,
    }),
  );

const setLimit = async (path: string, monthly: number) => {
  const answer = await call('PUT', `/api/credits/limits/${path}`, { headers, body: { monthly } });
  expect(answer.status, answer.text).toBe(200);
  return answer.json as { spent: number; remaining: number };
};
const spent = async (path: string) =>
  ((await call('GET', `/api/credits/limits/${path}`, { headers })).json as { spent: number }).spent;

test('fifty at once never spend more than the limit of the month', async () => {
  const agentId = await makeAgent();
  await setLimit(`agents/${agentId}`, 20);
  let accepted = 0;
  const refusals: unknown[] = [];
  await Promise.all(
    Array.from({ length: 50 }, () =>
      reserve(1, { agentId })
        .then((id) => settle(ctx, id, microOf(1)))
        .then(() => accepted++)
        .catch((error) => {
          if (!isAppError(error)) throw error;
          refusals.push(error.code);
        }),
    ),
  );
  expect(accepted).toBe(20);
  expect(new Set(refusals)).toEqual(new Set(['INSUFFICIENT_CREDITS']));
  expect(await spent(`agents/${agentId}`)).toBe(20);
});

test('what was reserved and not used can be spent again', async () => {
  const agentId = await makeAgent();
  await setLimit(`agents/${agentId}`, 10);
  const id = await reserve(10, { agentId });
  expect(await spent(`agents/${agentId}`)).toBe(10);
  await settle(ctx, id, microOf(0.5));
  expect(await spent(`agents/${agentId}`)).toBe(0.5);
  await reserve(9.5, { agentId });
});

test('raising a hold over the limit is refused, and a refused raise by the wallet counts nothing', async () => {
  const agentId = await makeAgent();
  await setLimit(`agents/${agentId}`, 10);
  const id = await reserve(4, { agentId });
  const raise = (credits: number) => transaction(ctx, (tx) => raiseHold(tx, id, microOf(credits)));
  expect(await raise(11)).toMatchObject({
    by: 'limit',
    limit: { type: 'agent', id: agentId, monthly: microOf(10), spent: microOf(4) },
    amount: microOf(4),
    more: microOf(7),
  });
  expect(await raise(10)).toBeNull();
  await setLimit(`agents/${agentId}`, 1_000_000);
  expect(await raise(500_000)).toEqual({ by: 'wallet' });
  expect(await spent(`agents/${agentId}`)).toBe(10);
});

test('a hold goes beyond the limit that it may, as far as it may, and counts against it', async () => {
  const [agentId, keyId] = [await makeAgent(), (await makeApiKey(organizationId, ownerId)).id];
  await setLimit(`agents/${agentId}`, 5);
  await setLimit(`keys/${keyId}`, 10);
  const id = await reserve(4, { agentId, keyId });
  const beyond = [{ type: 'agent' as const, id: agentId, upTo: microOf(12) }];
  const raise = (credits: number) =>
    transaction(ctx, (tx) => raiseHold(tx, id, microOf(credits), beyond));
  expect(await raise(9)).toBeNull();
  expect(await raise(11)).toMatchObject({ by: 'limit', limit: { type: 'key', id: keyId } });
  await setLimit(`keys/${keyId}`, 100);
  expect(await raise(13)).toMatchObject({ by: 'limit', limit: { type: 'agent' } });
  expect(await raise(12)).toBeNull();
  expect(await spent(`agents/${agentId}`)).toBe(12);
});

test('a new limit counts what the month has seen already', async () => {
  const agentId = await makeAgent();
  await settle(ctx, await reserve(3, { agentId }), microOf(2));
  await reserve(5, { agentId });
  expect(await setLimit(`agents/${agentId}`, 8)).toMatchObject({ spent: 7, remaining: 1 });
});

test('a limit of last month does not bind this one', async () => {
  const agentId = await makeAgent();
  await setLimit(`agents/${agentId}`, 5);
  await ctx.db.spendingLimit.updateMany({
    where: { subjectId: agentId },
    data: { spent: microOf(5), month: new Date('2026-01-01') },
  });
  expect(await spent(`agents/${agentId}`)).toBe(0);
  await reserve(5, { agentId });
});

describe('over the API', () => {
  test('a key over its limit gets 402 that names the limit, and nothing starts', async () => {
    const agentId = await makeAgent();
    const key = await makeApiKey(organizationId, ownerId);
    await setLimit(`keys/${key.id}`, 0);
    const before = await ctx.db.execution.count();
    const answer = await call('POST', `/api/v1/agents/${agentId}/execute`, {
      headers: key.headers,
      body: { input: { message: 'Hi' } },
    });
    expect(answer.status, answer.text).toBe(402);
    expect(answer.json).toMatchObject({
      code: 'INSUFFICIENT_CREDITS',
      error: expect.stringContaining('limit of this API key'),
      required: expect.any(Number),
      available: 0,
    });
    expect(await ctx.db.execution.count()).toBe(before);
    await call('DELETE', `/api/credits/limits/keys/${key.id}`, { headers });
    const again = await call('POST', `/api/v1/agents/${agentId}/execute`, {
      headers: key.headers,
      body: { input: { message: 'Hi' } },
    });
    expect(again.status).toBe(202);
  });

  test('a key cannot lift its own limit without the admin scope', async () => {
    const key = await makeApiKey(organizationId, ownerId, { scopes: ['*:read', '*:write'] });
    const path = `/api/credits/limits/keys/${key.id}`;
    expect((await call('PUT', path, { headers: key.headers, body: { monthly: 9 } })).status).toBe(
      403,
    );
  });
});
