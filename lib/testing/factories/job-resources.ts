import { newId } from '@/lib/core/ids';
import { seal } from '@/lib/jobs/sealed';
import type { SeedResources } from '@/lib/testing/resources';

/** A job that failed, with an attempt and a line of its log, in a queue of its own. */
export const seedJobResources: SeedResources = async ({ ctx, marker, secrets }) => {
  const { organizationId } = ctx;
  const id = newId();
  const now = new Date();
  const header = `Bearer ${marker}-job-header-that-nobody-sees`;
  const queue = `${marker.replaceAll(/[^\w]/g, '')}-queue`;
  await ctx.db.jobQueue.create({ data: { organizationId, name: queue, weight: 3 } });
  await ctx.db.job.create({
    data: {
      id,
      organizationId,
      taskType: 'webhook',
      queue,
      status: 'failed',
      // Refused when something is sent: no test reaches another machine.
      payload: { url: `http://127.0.0.1:9/${marker}`, headers: { Authorization: '••••••••' } },
      sealed: seal({ organizationId, id }, { headers: { Authorization: header } }),
      metadata: { name: `${marker} job` },
      attempt: 1,
      error: { code: 'BAD_STATUS', message: `${marker} failure` },
      runAt: now,
      startedAt: now,
      completedAt: now,
      actorKind: 'user',
    },
  });
  await ctx.db.jobAttempt.create({
    data: { organizationId, jobId: id, number: 1, status: 'failed', startedAt: now },
  });
  await ctx.db.jobLog.create({
    data: { organizationId, jobId: id, attempt: 1, level: 'info', message: `${marker} line` },
  });
  secrets.push(header);
  return { 'jobs/{id}': id };
};
