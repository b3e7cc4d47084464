import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, test } from 'vitest';
import { type Ctx, transaction } from '@/lib/core/context';
import { overrideEnv } from '@/lib/core/env';
import { newId } from '@/lib/core/ids';
import { storage } from '@/lib/core/storage/storage';
import { enqueueJob } from '@/lib/jobs/enqueue-job';
import type { Kept } from '@/lib/jobs/present';
import { testDatabase } from '@/lib/testing/db';
import { makeOrganization } from '@/lib/testing/factories/accounts';
import { type Receiver, startReceiver } from '@/lib/testing/vendors/receiver';
import { drain } from '@/lib/worker/drain';

let drop: () => Promise<void>;
let folder: string;
let receiver: Receiver;
let ctx: Ctx;
let email: string;

beforeAll(async () => {
  ({ drop } = await testDatabase());
  folder = await mkdtemp(join(tmpdir(), 'fp-tasks-'));
  receiver = await startReceiver();
  overrideEnv({ FLEETPROMPT_STORAGE: folder, EGRESS_ALLOW: receiver.host });
  const made = await makeOrganization();
  ctx = made.ctx;
  email = made.owner.email;
});
afterAll(async () => {
  await receiver.close();
  await drop();
  await rm(folder, { recursive: true, force: true });
});

async function done(taskType: string, payload: object, more: object = {}) {
  const { id } = await transaction(ctx, (tx) => enqueueJob(tx, { taskType, payload, ...more }));
  await drain(60_000, ['jobs.run']);
  const job = await ctx.db.job.findUniqueOrThrow({ where: { id } });
  const kept = (job.result ?? {}) as unknown as Kept & { value: Record<string, unknown> };
  return { job, ...kept };
}

async function textOf(key: string): Promise<string> {
  const { stream } = await (await storage()).get(key);
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

test.each(['csv', 'json', 'html'] as const)(
  'a report as %s has the executions of the period',
  async (format) => {
    const name = '=2+2 <b>"agent"</b>';
    await ctx.db.execution.deleteMany();
    for (const [days, agentName] of [
      [1, name],
      [40, 'too old'],
    ] as const)
      await ctx.db.execution.create({
        data: {
          id: newId(),
          organizationId: ctx.organizationId,
          kind: 'agent',
          status: 'completed',
          agentName,
          actorKind: 'user',
          createdAt: new Date(Date.now() - days * 86_400_000),
        },
      });
    const { value, file } = await done('report-generation', { report: 'executions', format });
    expect(value).toMatchObject({ report: 'executions', rows: 1 });
    const text = await textOf(file?.key ?? '');
    expect(text).not.toContain('too old');
    if (format === 'csv') expect(text).toContain(`"'=2+2 <b>""agent""</b>"`);
    if (format === 'json') expect(JSON.parse(text).rows).toMatchObject([{ name }]);
    if (format === 'html') expect(text).toContain('=2+2 &lt;b&gt;&quot;agent&quot;');
  },
);

it('a report is mailed to members only', async () => {
  const { value, job } = await done('report-generation', {
    mail_to: [email.toUpperCase(), 'stranger@example.com'],
  });
  expect(value.mailed).toEqual([email]);
  const mails = await ctx.sql<{ to: string }>(
    `SELECT data->'payload'->>'to' AS to FROM pgboss.job WHERE name = 'jobs.mail'
       AND data->'payload'->>'jobId' = $1`,
    job.id,
  );
  expect(mails).toEqual([{ to: email }]);
});

it('a clean-up removes what is old, of this organization only, and says what', async () => {
  const other = await makeOrganization();
  const old = new Date(Date.now() - 100 * 86_400_000);
  for (const one of [ctx, other.ctx])
    await one.db.job.create({
      data: {
        id: newId(),
        organizationId: one.organizationId,
        taskType: 'webhook',
        status: 'completed',
        runAt: old,
        completedAt: old,
        actorKind: 'user',
      },
    });
  const dry = await done('daily-cleanup', { dry_run: true });
  expect(dry.value).toMatchObject({ dry_run: true, removed: { jobs: 1 } });
  const { value } = await done('daily-cleanup', {});
  expect(value).toMatchObject({ dry_run: false, removed: { jobs: 1, test_runs: 0 } });
  expect(await other.ctx.db.job.count()).toBe(1);
  expect(await ctx.db.job.count({ where: { completedAt: { lt: old } } })).toBe(0);
});

it('a webhook is tried again after a 503, and not after a 404', async () => {
  receiver.script({ status: 404, body: 'no' });
  const gone = await done('webhook', { url: receiver.url });
  expect(gone.job).toMatchObject({ status: 'failed', attempt: 1, error: { code: 'BAD_STATUS' } });
  receiver.script({ status: 503 });
  const later = await done('webhook', { url: receiver.url }, { retryDelayMs: 3600_000 });
  expect(later.job).toMatchObject({ status: 'retrying', attempt: 1 });
});
