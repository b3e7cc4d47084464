import type { Json } from './json';

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

export function hasEnded(state: RunState): boolean {
  return ['completed', 'failed', 'timed_out', 'cancelled'].includes(state.status);
}
