import type { Ctx } from '@/lib/core/context';
import { isAppError, isDatabaseOut } from '@/lib/core/errors';
import { cancelById } from '@/lib/executions/cancel';
import { setCancelRun } from '@/lib/executions/ports';
import { type Handler, handles } from '@/lib/worker/handlers';
import type { Subscriber } from '@/lib/worker/subscribers';
import { sweepWorkflows } from '@/lib/worker/sweep-workflows';
import { makeJob, stopJob } from '@/lib/worker/workflow-jobs';
import { fireTimer, runWorkflow, startJob, stopWork, workflowSweep } from '@/lib/workflows/jobs';
import { host } from '@/lib/workflows/postgres/host';
import { abandon } from '@/lib/workflows/postgres/interrupt';
import {
  onCredits,
  onEvent,
  onExecution,
  onExecutionWaits,
  onJob,
} from '@/lib/workflows/postgres/react';
import { runHeld } from '@/lib/workflows/postgres/runner';
import { fire } from '@/lib/workflows/postgres/timers';

setCancelRun((ctx, runId) => host.cancel(ctx, runId));

/** What has ended or never began needs no stopping. */
async function stop(ctx: Ctx, { workType, workId }: { workType: string; workId: string }) {
  try {
    if (workType === 'run') await host.cancel(ctx, workId, 'What asked for it was cancelled.');
    else if (workType === 'job') await stopJob(ctx, workId);
    else await cancelById(ctx, workId, AbortSignal.abort());
  } catch (error) {
    if (!isAppError(error) || error.status >= 500) throw error;
  }
}

const MOST_FAILURES = 20;

/** The background work of runs of workflows. */
export const workflowHandlers: Handler[] = [
  handles(runWorkflow, async (ctx, { runId }, { signal, attempt }) => {
    try {
      await runHeld(ctx, runId, signal);
    } catch (error) {
      // A stop of this worker, or of the database, is no fault of the run; deaths of workers throw nothing.
      if (attempt < MOST_FAILURES || signal.aborted || isDatabaseOut(error)) throw error;
      ctx.log.error({ err: error, runId }, 'run given up');
      await abandon(ctx, runId);
    }
  }),
  handles(fireTimer, (ctx, { runId, timerId }) => fire(ctx, runId, timerId)),
  handles(startJob, makeJob),
  handles(stopWork, stop),
  handles(workflowSweep, () => sweepWorkflows()),
];

/** What runs of workflows learn from events. */
export const workflowSubscribers: Subscriber[] = [
  {
    name: 'workflows.executions',
    types: ['execution.completed', 'execution.failed', 'execution.cancelled'],
    on: onExecution,
  },
  { name: 'workflows.broke', types: ['execution.waiting'], on: onExecutionWaits },
  {
    name: 'workflows.jobs',
    types: ['job.completed', 'job.failed', 'job.canceled'],
    on: onJob,
  },
  {
    name: 'workflows.credits',
    types: ['credits.granted', 'credits.limit_changed'],
    on: onCredits,
  },
  {
    name: 'workflows.events',
    types: '*',
    when: `SELECT 1 FROM workflow_waits w
      WHERE w.organization_id = e.organization_id AND w.event = e.type`,
    on: onEvent,
  },
];
