import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { publicDb } from '@/lib/core/db/public';
import { overrideEnv } from '@/lib/core/env';
import { grant } from '@/lib/credits/grant';
import { microOf } from '@/lib/credits/money';
import { compile } from '@/lib/engine/compile';
import { call } from '@/lib/testing/client';
import { testDatabase } from '@/lib/testing/db';
import { makeOrganization } from '@/lib/testing/factories/accounts';
import { until } from '@/lib/testing/until';
import { drain } from '@/lib/worker/drain';
import { workflowOf } from '@/prisma/packages/manifest';
import { FIRST_PARTY, publishFirstParty } from '@/prisma/packages/publish';

let drop: () => Promise<void>;
let folder: string;
beforeAll(async () => {
  ({ drop } = await testDatabase());
  folder = await mkdtemp(join(tmpdir(), 'fp-first-party-'));
  overrideEnv({ FLEETPROMPT_STORAGE: folder, RATE_LIMIT_SESSION_PER_MINUTE: 1_000_000 });
});
afterAll(async () => {
  await drop();
  await rm(folder, { recursive: true, force: true });
});

it.each(FIRST_PARTY)('the workflow of $name compiles', (one) => {
  expect(compile(workflowOf(one)).problems).toEqual([]);
});

it('a fresh start has eight packages that install with an empty config and whose agents run', async () => {
  await publishFirstParty();
  await publishFirstParty();
  const listings = await publicDb().listing.findMany();
  expect(listings).toHaveLength(8);
  for (const { readme, changelog } of listings) {
    expect(readme).toContain('## What it may reach');
    expect(changelog).toContain('1.0.0');
  }
  const { ctx, headers } = await makeOrganization();
  await grant(ctx, { amount: microOf(1000), description: 'Test' });
  for (const { name } of FIRST_PARTY) {
    const body = { package_id: name, config: {} };
    const made = await call('POST', '/api/v1/installations', { headers, body });
    expect(made.status, made.text).toBe(201);
  }
  await drain(30_000, ['installations.run']);
  const agents = await ctx.db.agent.findMany();
  expect(agents).toHaveLength(16);
  for (const { id, name } of agents) {
    const body = { input: { message: 'Hello' } };
    const asked = await call('POST', `/api/v1/agents/${id}/execute`, { headers, body });
    expect(asked.status, `${name}: ${asked.text}`).toBe(202);
  }
  await drain(30_000, ['executions.run']);
  const ended = await ctx.db.execution.findMany({ select: { status: true } });
  expect(ended.map(({ status }) => status)).toEqual(Array(16).fill('completed'));
});

it('the workflow of each of them runs', async () => {
  await publishFirstParty();
  const { ctx, headers } = await makeOrganization();
  await grant(ctx, { amount: microOf(1000), description: 'Test' });
  for (const { name } of FIRST_PARTY)
    await call('POST', '/api/v1/installations', { headers, body: { package_id: name } });
  await drain(30_000, ['installations.run']);
  const workflows = await ctx.db.workflow.findMany();
  expect(workflows).toHaveLength(8);
  for (const { workflow } of FIRST_PARTY) {
    const { id } = workflows.find(({ name }) => name === workflow.name) ?? {};
    const body = { input: { [workflow.input]: 'Some text to work on.' } };
    const begun = await call('POST', `/api/v1/workflows/${id}/execute`, { headers, body });
    expect(begun.status, `${workflow.name}: ${begun.text}`).toBeLessThan(300);
  }
  await until(
    'all ended',
    async () => {
      await drain(30_000);
      return (await ctx.db.workflowRun.count({ where: { completedAt: null } })) === 0;
    },
    90_000,
  );
  const runs = await ctx.db.workflowRun.findMany({ select: { status: true, error: true } });
  expect(runs).toEqual(Array(8).fill({ status: 'completed', error: null }));
}, 120_000);
