import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Ctx } from '@/lib/core/context';
import { env } from '@/lib/core/env';
import { storage } from '@/lib/core/storage/storage';
import { balance } from '@/lib/credits/balance';
import { nativePackage } from '@/lib/testing/apkg';
import { call } from '@/lib/testing/client';
import { makePublisher, testStorage } from '@/lib/testing/factories/publisher';
import { drain } from '@/lib/worker/drain';

let drop: () => Promise<void>;
beforeAll(async () => {
  ({ drop } = await testStorage());
});
afterAll(() => drop());

async function publisher(credits: number) {
  const { ctx, deploy } = await makePublisher(credits, 'Crowd');
  return { ctx, deploy: (version: string) => deploy(['file', nativePackage({ version })]) };
}

const statuses = (answers: { status: number }[]) =>
  answers.reduce<Record<number, number>>((sum, { status }) => {
    sum[status] = (sum[status] ?? 0) + 1;
    return sum;
  }, {});

const filesOf = async (ctx: Ctx) => {
  let count = 0;
  for await (const _ of (await storage()).list(`packages/${ctx.organizationId}/`)) count++;
  return count;
};

it('the same version deployed 50 times at once is made once, with one hold and one file', async () => {
  const { ctx, deploy } = await publisher(100);
  const answers = await Promise.all(Array.from({ length: 50 }, () => deploy('1.0.0')));
  expect(statuses(answers)).toEqual({ 202: 1, 409: 49 });
  expect(await balance(ctx)).toEqual({ credits: 99, held: 1 });
  expect(await ctx.db.deployment.count()).toBe(1);
  expect(await ctx.db.creditHold.count()).toBe(1);
  expect(await filesOf(ctx)).toBe(1);
  await drain(60_000, ['deployments.run']);
  expect(await balance(ctx)).toEqual({ credits: 99, held: 0 });
}, 120_000);

it('a hundred deployments at once with credits for eighty: eighty complete, the ledger is exact', async () => {
  const { ctx, deploy } = await publisher(80);
  const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => deploy(`1.0.${i}`)));
  expect(statuses(answers)).toEqual({ 202: 80, 402: 20 });
  await drain(100_000, ['deployments.run']);
  expect(await ctx.db.deployment.count({ where: { status: 'completed' } })).toBe(80);
  expect(await balance(ctx)).toEqual({ credits: 0, held: 0 });
  expect(await ctx.db.packageVersion.count()).toBe(80);
  expect(await filesOf(ctx)).toBe(80);
  // All of one app: its one agent, updated again and again.
  expect(await ctx.db.agent.count()).toBe(1);
}, 240_000);

it('the cron endpoint called 20 times at once processes each deployment once', async () => {
  const { ctx, deploy } = await publisher(100);
  for (let i = 0; i < 10; i++) expect((await deploy(`2.0.${i}`)).status).toBe(202);
  const secret = { 'x-cron-secret': env().CRON_SECRET };
  const bearer = { authorization: `Bearer ${env().CRON_SECRET}` };
  const path = '/api/cron/process-deployments';
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      i % 2 ? call('POST', path, { headers: secret }) : call('GET', path, { headers: bearer }),
    ),
  );
  expect(statuses(answers)).toEqual({ 200: 20 });
  type Said = { processed: boolean; jobId?: string; deployments?: { id: string }[] };
  const said = answers.map((answer) => answer.json as Said);
  const ids = said.flatMap((one) => one.deployments?.map(({ id }) => id) ?? []);
  expect(ids).toHaveLength(10);
  expect(new Set(ids).size).toBe(10);
  expect(said.find((one) => one.processed)).toMatchObject({
    jobId: expect.any(String),
    status: 'completed',
    duration: expect.any(Number),
  });
  expect(await ctx.db.deployment.count({ where: { status: 'completed' } })).toBe(10);
  expect(await ctx.db.event.count({ where: { type: 'deployment.completed' } })).toBe(10);
  expect(await balance(ctx)).toEqual({ credits: 90, held: 0 });
  const idle = await call('POST', path, { headers: secret });
  expect(idle.json).toEqual({ processed: false, message: 'No jobs to process' });
  expect((await call('POST', path)).status).toBe(401);
  expect((await call('GET', path, { headers: { 'x-cron-secret': 'wrong' } })).status).toBe(401);
}, 120_000);
