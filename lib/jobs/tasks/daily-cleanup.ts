import type { Ctx } from '@/lib/core/context';
import { storage } from '@/lib/core/storage/storage';
import type { Task } from '@/lib/jobs/task';
import type { Payload } from '@/lib/jobs/tasks.contract';
import { folderOf } from '@/lib/jobs/upload';

const DAY_MS = 86_400_000;
const BATCH = 1_000;

/** Removes what has outlived its retention, and says how much of each. */
export const dailyCleanup: Task<Payload<'daily-cleanup'>> = async (work) => {
  const { ctx, job, payload, signal } = work;
  const before = (days: number) => new Date(Date.now() - days * DAY_MS);
  const dry = payload.dry_run;
  const removed = {
    exports: await files(
      `exports/${ctx.organizationId}/`,
      before(payload.exports_days),
      dry,
      signal,
    ),
    files: await files(folderOf(ctx.organizationId), before(payload.files_days), dry, signal),
    jobs: await jobs(ctx, before(payload.jobs_days), job.id, dry, signal),
    test_runs: await testRuns(ctx, before(payload.test_runs_days), dry, signal),
    execution_chunks: await chunks(ctx, before(1), dry),
  };
  const all = Object.entries(removed)
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `${count} ${what.replaceAll('_', ' ')}`);
  await work.log(
    'info',
    all.length ? `Removed ${all.join(', ')}.` : 'There was nothing to remove.',
  );
  return { value: { removed, dry_run: dry } };
};

async function files(prefix: string, before: Date, dry: boolean, signal: AbortSignal) {
  const store = await storage();
  let count = 0;
  for await (const { key, lastModified } of store.list(prefix)) {
    signal.throwIfAborted();
    if (lastModified >= before) continue;
    if (!dry) await store.delete(key);
    count++;
  }
  return count;
}

/** A thousand at a time, so that no statement holds rows for long. */
async function inBatches(
  find: () => Promise<{ id: string }[]>,
  remove: (ids: string[]) => Promise<unknown>,
  signal: AbortSignal,
) {
  let count = 0;
  for (;;) {
    signal.throwIfAborted();
    const ids = (await find()).map((row) => row.id);
    if (ids.length === 0) return count;
    await remove(ids);
    count += ids.length;
    if (ids.length < BATCH) return count;
  }
}

function jobs(ctx: Ctx, before: Date, own: string, dry: boolean, signal: AbortSignal) {
  const where = {
    status: { in: ['completed', 'failed', 'cancelled'] },
    completedAt: { lt: before },
    id: { not: own },
  };
  if (dry) return ctx.db.job.count({ where });
  return inBatches(
    () => ctx.db.job.findMany({ where, select: { id: true }, take: BATCH }),
    (ids) => ctx.db.job.deleteMany({ where: { id: { in: ids } } }),
    signal,
  );
}

function testRuns(ctx: Ctx, before: Date, dry: boolean, signal: AbortSignal) {
  const where = { status: { not: 'running' }, completedAt: { lt: before } };
  if (dry) return ctx.db.testRun.count({ where });
  return inBatches(
    () => ctx.db.testRun.findMany({ where, select: { id: true }, take: BATCH }),
    (ids) => ctx.db.testRun.deleteMany({ where: { id: { in: ids } } }),
    signal,
  );
}

async function chunks(ctx: Ctx, before: Date, dry: boolean): Promise<number> {
  const where = { createdAt: { lt: before } };
  if (dry) return ctx.db.executionChunk.count({ where });
  return (await ctx.db.executionChunk.deleteMany({ where })).count;
}
