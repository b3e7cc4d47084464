import type { Tone } from '@/components/ui/status';
import type { RunStepView } from '@/lib/workflows/runs.contract';

/** How the instances of one step stand together: a loop has one for each pass. */
export type StepState = {
  tone: Tone;
  word: string;
  /** Passes of a loop, when there are several. */
  passes: { done: number; all: number } | null;
  /** Milliseconds that the last instance took; null while it goes on. */
  ms: number | null;
  since: string | null;
  attempt: number;
};

type Status = RunStepView['status'];

const LOOKS: Record<Status, [Tone, string]> = {
  queued: ['idle', 'Queued'],
  scheduled: ['active', 'Scheduled'],
  started: ['active', 'Running'],
  running: ['active', 'Running'],
  handling: ['warn', 'Handling an error'],
  backoff: ['warn', 'Trying again soon'],
  blocked: ['warn', 'Waiting for credits'],
  waiting: ['warn', 'Waiting'],
  completed: ['good', 'Completed'],
  failed: ['bad', 'Failed'],
  skipped: ['idle', 'Skipped'],
  cancelled: ['idle', 'Cancelled'],
};
/** The one that says most about a step with several instances comes first. */
const ORDER: Status[] = [
  'failed',
  'backoff',
  'blocked',
  'handling',
  'started',
  'running',
  'scheduled',
  'waiting',
  'queued',
  'completed',
  'cancelled',
  'skipped',
];

export const lookOf = (status: Status) => LOOKS[status];
const OPEN = [
  'queued',
  'scheduled',
  'started',
  'running',
  'handling',
  'backoff',
  'blocked',
  'waiting',
];
export const isOpenStep = (status: Status) => OPEN.includes(status);

/** By step id. */
export function statesOf(steps: readonly RunStepView[]): Map<string, StepState> {
  const groups = new Map<string, RunStepView[]>();
  for (const one of steps) {
    const group = groups.get(one.step);
    if (group) group.push(one);
    else groups.set(one.step, [one]);
  }
  const states = new Map<string, StepState>();
  for (const [id, group] of groups) {
    const chief = group.toSorted((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status))[0];
    if (!chief) continue;
    const [tone, word] = LOOKS[chief.status];
    const done = group.filter(({ status }) => !isOpenStep(status)).length;
    const ended = chief.started_at && chief.completed_at;
    states.set(id, {
      tone,
      word,
      passes: group.length > 1 ? { done, all: group.length } : null,
      ms: ended ? Date.parse(chief.completed_at ?? '') - Date.parse(chief.started_at ?? '') : null,
      since: isOpenStep(chief.status) ? chief.started_at : null,
      attempt: chief.attempt,
    });
  }
  return states;
}
