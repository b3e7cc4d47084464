import type { Job } from '@/generated/prisma/client';
import { audit } from '@/lib/audit/record';
import { type Ctx, transaction } from '@/lib/core/context';
import { DB_NULL } from '@/lib/core/db/json-null';
import { fail } from '@/lib/core/errors';
import { runJobs } from '@/lib/jobs/jobs';
import { addLog, lockJob, notify } from '@/lib/jobs/store';
import { tell } from '@/lib/jobs/tell';
import { enqueue } from '@/lib/queue/enqueue';

const CAN = ['failed', 'cancelled', 'retrying', 'scheduled'];

/** Runs a job again that failed or was canceled, or at once one that waits for its time. */
export function retry(ctx: Ctx, id: string): Promise<Job> {
  return transaction(ctx, async (tx) => {
    const job = await lockJob(tx, id);
    if (job.cronSpec !== null) fail('CONFLICT', 'A recurring job is run, not retried.');
    if (!CAN.includes(job.status))
      fail('CONFLICT', `Only a job that failed or was canceled is retried; this is ${job.status}.`);
    const row = await tx.db.job.update({
      where: { id },
      data: {
        status: 'pending',
        runAt: new Date(),
        countedFrom: job.attempt,
        lost: 0,
        error: DB_NULL,
        result: DB_NULL,
        progress: DB_NULL,
        cancelRequestedAt: null,
        completedAt: null,
        startedAt: null,
      },
    });
    await addLog(tx, row, 'info', 'Retried by hand.');
    await audit(tx, { action: 'job.retried', target: { type: 'job', id } });
    await tell(tx, 'job.enqueued', row, { retried: true });
    await enqueue(tx, runJobs, {});
    await notify(tx, id);
    return row;
  });
}
