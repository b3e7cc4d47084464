import type { Ctx } from '@/lib/core/context';
import type { Json } from '@/lib/engine/json';
import type { Plan } from '@/lib/engine/plan';
import type { HistoryEvent, RunEvent } from '@/lib/engine/protocol';
import type { RunError, RunStatus, WaitReason } from '@/lib/engine/state';

/** `queued`: waits for a worker, or for a free place under the concurrency limit. */
export type HostStatus = 'queued' | RunStatus;

/** What runs: a version of a saved workflow, or the plan of a built-in type. */
export type Runnable =
  | { workflowId: string; version: number; plan: Plan }
  | { workflowType: string; plan: Plan };

export interface StartRun {
  /** A fixed id makes the start happen once: a second start with it answers the first run. */
  id?: string;
  run: Runnable;
  input: Json;
  /** What started it: `{type: "manual" | "schedule" | "event" | "webhook" | "workflow" | "job" | "retry", …}`. */
  trigger: { [key: string]: Json };
  metadata?: { [key: string]: Json };
  /** The client's own `workflowId`; CONFLICT while another open run has it. */
  clientId?: string;
  /** The step of another run that waits for this one's end; without `wait` only for its start. */
  parent?: { runId: string; key: string; attempt: number; wait: boolean };
  /** Goes on with the results of an ended run: all that came before `from` (null: before its failure). */
  reuse?: { runId: string; from: string | null };
}

export interface RunDescription {
  /** Also the execution's id. */
  id: string;
  workflowId: string | null;
  version: number | null;
  workflowType: string | null;
  clientId: string | null;
  status: HostStatus;
  waitReason: WaitReason | 'concurrency' | null;
  input: Json;
  trigger: Json;
  metadata: Json;
  output: Json | null;
  error: RunError | null;
  parentRunId: string | null;
  reusedRunId: string | null;
  /** What its steps cost so far, in credits. */
  credits: number;
  createdAt: string;
  startedAt: string | null;
  completedAt: string | null;
}

/** What may be told to a run from outside; times are the host's. */
export type Signal =
  | Pick<RunEvent & { type: 'PauseRequested' | 'ResumeRequested' | 'CreditsGranted' }, 'type'>
  | { type: 'SignalReceived'; name: string; data: Json; id?: string }
  | { type: 'EventReceived'; event: string; data: Json; id?: string }
  | {
      type: 'ApprovalDecided';
      key: string;
      by: string;
      decision: 'approved' | 'rejected';
      comment?: string;
      data?: Json;
    }
  /** A step that somebody else works on (an execution, a child run, a job) has ended. */
  | {
      type: 'StepCompleted' | 'ChildCompleted' | 'JobCompleted';
      key: string;
      attempt: number;
      output: Json;
    }
  | {
      type: 'StepFailed' | 'ChildFailed' | 'JobFailed';
      key: string;
      attempt: number;
      error: { code: string; message: string; retryable?: boolean };
    };

export interface RunFilter {
  workflowId?: string;
  workflowType?: string;
  /** Outward statuses are mapped by the caller. */
  statuses?: HostStatus[];
  createdAfter?: string;
  createdBefore?: string;
  parentRunId?: string;
  limit: number;
  offset: number;
}

/**
 * Keeps runs durably and does what the engine commands: all that the rest of the application knows about how
 * runs are hosted. PostgreSQL and pg-boss do it here (`postgres/`); another host takes the same six verbs.
 * Every verb joins the caller's transaction when its context is in one. Errors: NOT_FOUND for another
 * organization's run, CONFLICT for one that has ended, INSUFFICIENT_CREDITS when nothing can be spent.
 */
export interface WorkflowHost {
  start(ctx: Ctx, start: StartRun): Promise<RunDescription>;
  /** `dedupe` makes the same signal told twice count once. Ended runs ignore signals and answer false. */
  signal(ctx: Ctx, runId: string, signal: Signal, dedupe?: string): Promise<boolean>;
  /** Ends it at once; in-flight work is aborted. */
  cancel(ctx: Ctx, runId: string, reason?: string): Promise<RunDescription>;
  describe(ctx: Ctx, runId: string): Promise<RunDescription>;
  /** Ascending, from `after` (an eventId, 0 for all), at most `limit`. */
  history(
    ctx: Ctx,
    runId: string,
    page: { after: number; limit: number },
  ): Promise<{ events: HistoryEvent[]; total: number }>;
  /** Newest first. */
  list(ctx: Ctx, filter: RunFilter): Promise<{ runs: RunDescription[]; total: number }>;
}
