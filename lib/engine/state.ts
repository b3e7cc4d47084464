import type { SecretHole } from './expression/template';
import type { Json } from './json';
import type { StepTypeName } from './step-types';

export type RunStatus =
  | 'running'
  | 'waiting'
  | 'paused'
  | 'completed'
  | 'failed'
  | 'timed_out'
  | 'cancelled';
export type WaitReason = 'credits' | 'approval' | 'event' | 'timer';

/**
 * A run between two events. Plain JSON, and small: outputs are not in it, they are read by the key
 * of their step instance. Only `status`, `waitingFor` and `error` are meant for others to read.
 */
export type RunState = {
  v: 1;
  status: RunStatus;
  waitingFor: WaitReason | null;
  paused: boolean;
  error: RunError | null;
  /** The last history event's id. */
  history: number;
  instances: Record<string, Instance>;
  frames: Record<string, Frame>;
  ready: Work[];
  timers: Record<string, Timer>;
  /** Numbers given so far to timers and frames. */
  counter: number;
  /** How often a handler was run, by its key without the visit. */
  visits: Record<string, number>;
  /** Completed steps that can be undone, oldest first. */
  undo: string[];
  rollback: Rollback | null;
  signals: { name: string; data: Json }[];
  /** Ids of the events delivered last: the same one never satisfies two waits. */
  seen: string[];
  reuse: boolean;
};

export type InstanceStatus =
  /** To be scheduled as soon as the queue reaches it. */
  | 'queued'
  | 'scheduled'
  | 'started'
  /** Waiting for a retry's timer. */
  | 'backoff'
  /** Waiting for credits. */
  | 'blocked'
  /** A delay, event, approval, child or job is outstanding. */
  | 'waiting'
  /** A container whose steps run. */
  | 'running'
  /** Failed, and its error handler runs. */
  | 'handling'
  | 'completed'
  | 'failed'
  | 'skipped'
  | 'cancelled';

/** One run of a step: in a loop there is one for each pass. */
export type Instance = {
  step: string;
  scope: string;
  frame: string;
  status: InstanceStatus;
  /** Rises with every try; events of former tries are ignored. */
  attempt: number;
  /** Tries that count against `maxAttempts`. */
  failures: number;
  error?: StepError;
  /** Has an output though it failed: its handler's. */
  replaced?: true;
  timer?: string;
  timeout?: string;
  /** Containers: passes or branches started, now open, and in all. */
  next?: number;
  open?: number;
  count?: number;
  /** Containers: of each pass or branch, the place of its last step that ran; -1 none. */
  lasts?: (number | null)[];
  failedBranches?: number;
  /** A conditional's decision. */
  chosen?: boolean;
  approvals?: Approval[];
};

/** One run of a block. `owner` is an instance's key, or '' for the definition's own block. */
export type Frame = {
  kind: 'block' | 'handler' | 'undo';
  owner: string;
  block: number;
  scope: string;
  /** The pass or branch that it is. */
  place: number;
  open: number;
  last: number;
};

export type Work =
  | { do: 'enter'; frame: string; step: string }
  | { do: 'settled'; key: string }
  | { do: 'attempt'; key: string }
  | { do: 'fill'; key: string }
  | { do: 'ended'; frame: string };

export type Timer = { key: string; purpose: 'delay' | 'retry' | 'timeout' | 'run' };
export type Approval = { by: string; at: string; comment: string | null; data: Json };
export type Rollback = { error: RunError; outcomes: UndoOutcome[] };
export type UndoOutcome = {
  key: string;
  step: string;
  status: 'completed' | 'failed';
  error?: StepError;
};

/** `retryable` wins over what code and status say; `retryAfterMs` is the server's own wish. */
export type StepError = {
  code: string;
  message: string;
  status?: number;
  retryable?: boolean;
  retryAfterMs?: number;
  details?: Json;
};
export type RunError = {
  step: string | null;
  code: string;
  message: string;
  rollback?: UndoOutcome[];
};

/** `at` is the host's clock, ISO 8601 in UTC. `jitter` (0 to 1) spreads retries; 1 when left out. */
export type RunEvent =
  | { type: 'StartRun'; at: string; reuse?: boolean }
  | { type: 'Continue'; at: string }
  | { type: 'StepStarted'; at: string; key: string; attempt: number; worker?: string }
  | { type: 'StepCompleted'; at: string; key: string; attempt: number; output: Json }
  | {
      type: 'StepFailed';
      at: string;
      key: string;
      attempt: number;
      error: StepError;
      jitter?: number;
    }
  | { type: 'StepTimedOut'; at: string; key: string; attempt: number; jitter?: number }
  | { type: 'CreditsExhausted'; at: string; key: string; attempt: number }
  | { type: 'CreditsGranted'; at: string }
  | { type: 'TimerFired'; at: string; id: string }
  | { type: 'SignalReceived'; at: string; name: string; data: Json; id?: string }
  | { type: 'EventReceived'; at: string; event: string; data: Json; id?: string }
  | {
      type: 'ApprovalDecided';
      at: string;
      key: string;
      by: string;
      decision: 'approved' | 'rejected';
      comment?: string;
      data?: Json;
    }
  | { type: 'ChildStarted'; at: string; key: string; attempt: number; runId: string }
  | { type: 'ChildCompleted'; at: string; key: string; attempt: number; output: Json }
  | {
      type: 'ChildFailed';
      at: string;
      key: string;
      attempt: number;
      error: StepError;
      jitter?: number;
    }
  | { type: 'JobCompleted'; at: string; key: string; attempt: number; output: Json }
  | {
      type: 'JobFailed';
      at: string;
      key: string;
      attempt: number;
      error: StepError;
      jitter?: number;
    }
  | { type: 'CancelRequested'; at: string; reason?: string }
  | { type: 'PauseRequested'; at: string }
  | { type: 'ResumeRequested'; at: string };

type Outgoing = { key: string; stepId: string; attempt: number };

export type Command =
  | (Outgoing & {
      type: 'ScheduleStep';
      stepType: StepTypeName;
      input: Json;
      secrets: SecretHole[];
      options: Record<string, Json>;
      /** Of one attempt, in milliseconds; the host enforces it and answers StepTimedOut. */
      timeoutMs: number | null;
    })
  | (Outgoing & { type: 'StartChild'; workflowId: string; input: Json; mode: 'wait' | 'detach' })
  | (Outgoing & { type: 'StartJob'; input: Json; mode: 'wait' | 'detach' })
  | (Outgoing & { type: 'EmitEvent'; event: string; data: Json })
  | (Outgoing & { type: 'WaitEvent'; event: string; match: Json })
  | (Outgoing & {
      type: 'RequestApproval';
      input: Json;
      quorum: number;
      form: Json;
      dueAt: string | null;
    })
  /** Stop what this instance has outstanding; nothing that it answers is listened to any more. */
  | (Outgoing & { type: 'CancelStep'; stepType: StepTypeName })
  | { type: 'StartTimer'; id: string; key: string; fireAt: string; purpose: Timer['purpose'] }
  | { type: 'CancelTimer'; id: string }
  /** There is more to do at once: send `Continue` after committing. */
  | { type: 'Continue' }
  | { type: 'CompleteRun'; output: Json }
  | { type: 'FailRun'; error: RunError }
  | { type: 'TimeOutRun'; error: RunError }
  | { type: 'CancelRun'; reason: string | null };

export type HistoryEvent = {
  eventId: number;
  eventType: HistoryType;
  timestamp: string;
  attributes: { [key: string]: Json };
};
export type HistoryType =
  | 'WorkflowExecutionStarted'
  | 'ActivityTaskScheduled'
  | 'ActivityTaskStarted'
  | 'ActivityTaskCompleted'
  | 'ActivityTaskFailed'
  | 'ActivityTaskTimedOut'
  | 'TimerStarted'
  | 'TimerFired'
  | 'WorkflowExecutionSignaled'
  | 'StartChildWorkflowExecutionInitiated'
  | 'ChildWorkflowExecutionCompleted'
  | 'ChildWorkflowExecutionFailed'
  | 'WorkflowExecutionCancelRequested'
  | 'WorkflowExecutionPaused'
  | 'WorkflowExecutionResumed'
  | 'WorkflowExecutionCompleted'
  | 'WorkflowExecutionFailed'
  | 'WorkflowExecutionCanceled'
  | 'WorkflowExecutionTimedOut';

/**
 * What the host writes down about one instance, in order; later ones of a key win. `step` is null
 * for what only the run reads (`$vars`, a loop's `$items`). At most one has an end status for each
 * key, except that a failed step gets its handler's output.
 */
export type StepRecord = {
  key: string;
  step: string | null;
  status: InstanceStatus;
  attempt: number;
  at: string;
  input?: Json;
  secrets?: SecretHole[];
  output?: Json;
  error?: StepError;
};

/** What a transition reads besides the state. All of it stays the same for the run's whole life. */
export type RunData = {
  input: Json;
  trigger: Json;
  metadata: Json;
  /** At least `id` and `startedAt`. */
  run: { [key: string]: Json };
  /** The output recorded for a key, as committed by former transitions. */
  output(key: string): Json | undefined;
  /** The input of a key's first attempt, so that every attempt sends the same. */
  stepInput?(key: string): { value: Json; secrets: SecretHole[] } | undefined;
  /** For runs started with `reuse`: what a former run's instance of that key gave. */
  reused?(key: string): { output: Json } | undefined;
};

export type Transition = {
  state: RunState;
  commands: Command[];
  history: HistoryEvent[];
  records: StepRecord[];
  /** The event was late, repeated or not for this run; nothing changed. */
  ignored: boolean;
};

export function hasEnded(state: RunState): boolean {
  return ['completed', 'failed', 'timed_out', 'cancelled'].includes(state.status);
}
