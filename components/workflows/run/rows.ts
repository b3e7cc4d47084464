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
export function runRows(
  run: WorkflowRunView,
  steps: readonly RunStepView[],
  /** The ids of the definition in its order, for steps that began in the same moment. */
  order: readonly string[] = [],
): RunRow[] {
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
  for (const step of inOrder(steps, order)) {
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

function inOrder(steps: readonly RunStepView[], order: readonly string[]): RunStepView[] {
  const places = new Map(order.map((id, place) => [id, place]));
  /** `each[2]/check` is [[place of each, 2], [place of check, -1]]. */
  const ranks = new Map(
    steps.map(({ key }) => [
      key,
      key.split('/').map((part) => {
        const [, id = part, pass] = /^(.*?)(?:\[(\d+)\])?$/.exec(part) ?? [];
        return [places.get(id) ?? 0, Number(pass ?? -1)] as const;
      }),
    ]),
  );
  return steps.toSorted((a, b) => {
    const time = (a.started_at ?? '').localeCompare(b.started_at ?? '');
    if (time !== 0) return time;
    const [x, y] = [ranks.get(a.key) ?? [], ranks.get(b.key) ?? []];
    for (const [i, [place, pass]] of x.entries()) {
      const other = y[i];
      if (!other) return 1;
      if (place !== other[0]) return place - other[0];
      if (pass !== other[1]) return pass - other[1];
    }
    return x.length - y.length;
  });
}
