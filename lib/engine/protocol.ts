import type { SecretHole } from './expression/template';
import type { Json } from './json';
import type { InstanceStatus, RunError, RunState, StepError, Timer } from './state';
import type { StepTypeName } from './step-types';

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
  /** `output`: what a `fail` step leaves behind. */
  | { type: 'FailRun'; error: RunError; output?: Json }
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
