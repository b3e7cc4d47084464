import { systemCtx, transaction } from '@/lib/core/context';
import { systemDb } from '@/lib/core/db/system';
import { makeDue } from '@/lib/jobs/claim';
import { runJobs } from '@/lib/jobs/jobs';
import { fire } from '@/lib/jobs/recurring';
import { settle } from '@/lib/jobs/wait';
import { enqueue } from '@/lib/queue/enqueue';
import { advanceRun } from '@/lib/tests/jobs';
import { freeLostEverywhere } from '@/lib/worker/run-jobs';

interface Found {
  id: string;
  organizationId: string;
}

const find = (where: string, ...values: unknown[]) =>
  systemDb().$queryRawUnsafe<Found[]>(
    `SELECT id::text, organization_id::text AS "organizationId" FROM jobs WHERE ${where} LIMIT 1000`,
    ...values,
  );

/**
 * What tokens and notifications leave undone when they are lost: jobs of dead workers are freed, what is due
 * becomes so, schedules fire, ended waits are noticed, and who waits gets a token.
 */
export async function sweepJobs(): Promise<void> {
  await freeLostEverywhere();
  const overdue = `run_at < now() - interval '30 seconds'`;
  for (const { id, organizationId } of await find(
    `status IN ('scheduled', 'retrying') AND ${overdue}`,
  ))
    await transaction(systemCtx(organizationId, 'jobs.sweep'), async (tx) => {
      await makeDue(tx, id);
      await enqueue(tx, runJobs, {});
    });
  for (const { id, organizationId } of await find(
    `status = 'recurring' AND NOT paused AND next_run_at < now() - interval '30 seconds'`,
  ))
    await fire(systemCtx(organizationId, 'jobs.sweep'), id);
  const waiting = await systemDb().job.findMany({
    where: { status: 'running', waitKind: { not: null }, waitId: { not: null } },
    orderBy: { updatedAt: 'asc' },
    take: 1000,
  });
  for (const { organizationId, waitKind, waitId } of waiting)
    await settle(systemCtx(organizationId, 'jobs.sweep'), waitKind ?? '', waitId ?? '');
  await renewTokens();
}

/** Tokens for jobs that have waited a minute while there were fewer tokens than jobs. */
async function renewTokens(): Promise<void> {
  const late = await find(`status = 'pending' AND updated_at < now() - interval '1 minute'`);
  if (late.length === 0) return;
  const [tokens] = await systemDb().$queryRawUnsafe<{ open: number }[]>(
    `SELECT count(*)::int AS open FROM pgboss.job
     WHERE name = $1 AND state IN ('created', 'retry') AND start_after <= now()`,
    runJobs.name,
  );
  for (const { organizationId } of late.slice(tokens?.open ?? 0))
    await transaction(systemCtx(organizationId, 'jobs.sweep'), (tx) => enqueue(tx, runJobs, {}));
}

/** Runs of tests that are open and were not looked at for two minutes go on. */
export async function sweepTestRuns(): Promise<void> {
  const open = await systemDb().testRun.findMany({
    where: { status: 'running', createdAt: { lt: new Date(Date.now() - 120_000) } },
    orderBy: { createdAt: 'asc' },
    select: { id: true, organizationId: true },
    take: 1000,
  });
  for (const { id, organizationId } of open)
    await transaction(systemCtx(organizationId, 'tests.sweep'), (tx) =>
      enqueue(tx, advanceRun, { runId: id }),
    );
}
