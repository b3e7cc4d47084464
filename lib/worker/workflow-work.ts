import { type Handler, handles } from '@/lib/worker/handlers';
import type { Subscriber } from '@/lib/worker/subscribers';
import { runWorkflow } from '@/lib/workflows/jobs';
import { runHeld } from '@/lib/workflows/postgres/runner';

/** The background work of runs of workflows. */
export const workflowHandlers: Handler[] = [
  handles(runWorkflow, (ctx, { runId }, { signal }) => runHeld(ctx, runId, signal)),
];

/** What runs of workflows learn from events. */
export const workflowSubscribers: Subscriber[] = [];
