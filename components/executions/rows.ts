import type { Step } from '@/components/executions/step';
import type { TimelineKind } from '@/components/ui/timeline';
import type { ExecutionView } from '@/lib/executions/contract';

/** A bar of the timeline; times are milliseconds since the execution was accepted. */
export type Row = {
  key: string;
  kind: TimelineKind;
  label: string;
  start: number;
  /** null while it goes on. */
  end: number | null;
  /** The step to show when it is chosen. */
  step?: Step;
};

/** A pause this long between two steps is drawn as waiting, not as part of the work. */
const GAP_MS = 100;

const waits: Record<string, string> = {
  credits: 'Waiting for credits',
  execution: 'Waiting for the agent it called',
};

/** The bars of an execution: queue, every recorded step, pauses, and what goes on now. */
export function timelineRows(
  execution: ExecutionView,
  steps: readonly Step[],
  /** The tool whose answer is awaited, when one is. */
  running?: string,
): Row[] {
  const zero = Date.parse(execution.created_at);
  const since = (iso: string) => Math.max(0, Date.parse(iso) - zero);
  const ended = execution.completed_at ? since(execution.completed_at) : null;
  const started = execution.started_at ? since(execution.started_at) : null;
  const rows: Row[] = [
    { key: 'queue', kind: 'queue', label: 'Queued', start: 0, end: started ?? ended },
  ];
  if (started === null) return rows;
  let at = started;
  for (const step of steps) {
    const start = since(step.started_at);
    const end = step.completed_at ? since(step.completed_at) : null;
    if (start - at >= GAP_MS)
      rows.push({
        key: `wait-${step.index}`,
        kind: 'wait',
        label: 'Waiting',
        start: at,
        end: start,
      });
    rows.push({
      key: `step-${step.index}`,
      kind: step.status === 'failed' ? 'failed' : step.type,
      label: step.name,
      start,
      end,
      step,
    });
    at = end ?? start;
  }
  if (ended === null) {
    const waiting = execution.wait_reason;
    rows.push({
      key: 'now',
      kind: waiting ? 'wait' : running ? 'tool' : 'model',
      label: waiting
        ? (waits[waiting] ?? 'Waiting')
        : (running ?? execution.model_used ?? execution.model ?? 'Model'),
      start: at,
      end: null,
    });
  } else if (ended - at >= GAP_MS) {
    const failed = execution.status === 'failed';
    rows.push({
      key: 'rest',
      kind: failed ? 'failed' : 'wait',
      label: failed ? 'Failed before a step was recorded' : 'Until it ended',
      start: at,
      end: ended,
    });
  }
  return rows;
}
