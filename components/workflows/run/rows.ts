import type { TimelineKind } from '@/components/ui/timeline';
import { isOpenStep } from '@/components/workflows/canvas/step-state';
import type { RunStepView, WorkflowRunView } from '@/lib/workflows/runs.contract';

/** A bar of the timeline; times are milliseconds since the run was accepted. */
export type RunRow = {
  key: string;
  kind: TimelineKind;
  label: string;
  /** Which pass of a loop it is. */
  pass: string | null;
  start: number;
  /** null while it goes on. */
  end: number | null;
  step?: RunStepView;
};

const WAITS = ['delay', 'approval', 'wait_event', 'workflow', 'job'];

export function kindOfStep({ type, status }: Pick<RunStepView, 'type' | 'status'>): TimelineKind {
  if (status === 'failed') return 'failed';
  if (type === 'agent' || type === 'llm') return 'model';
  return WAITS.includes(type) ? 'wait' : 'tool';
}

/** What its key says beyond its id: the passes of the loops around it. */
export function passOf({ key, step }: Pick<RunStepView, 'key' | 'step'>): string | null {
  const places = key === step ? [] : [...key.matchAll(/\[(\d+)\]/g)];
  return places.length > 0 ? places.map(([, n]) => Number(n) + 1).join('.') : null;
}

/** The bars of a run: how long it queued, then every step that began, in order. */
export function runRows(run: WorkflowRunView, steps: readonly RunStepView[]): RunRow[] {
  const zero = Date.parse(run.created_at);
  const since = (iso: string | null) => (iso ? Math.max(0, Date.parse(iso) - zero) : null);
  const rows: RunRow[] = [
    {
      key: 'queue',
      kind: 'queue',
      label: run.wait_reason === 'concurrency' ? 'Waiting for a free place' : 'Queued',
      pass: null,
      start: 0,
      end: since(run.started_at) ?? since(run.completed_at),
    },
  ];
  for (const step of steps) {
    const start = since(step.started_at);
    if (start === null || step.status === 'skipped') continue;
    rows.push({
      key: step.key,
      kind: kindOfStep(step),
      label: step.name,
      pass: passOf(step),
      start,
      end: isOpenStep(step.status) ? null : (since(step.completed_at) ?? start),
      step,
    });
  }
  return rows;
}
