import { Status, type Tone } from '@/components/ui/status';
import type { WorkflowRunView } from '@/lib/workflows/runs.contract';

type State = Pick<WorkflowRunView, 'state' | 'wait_reason'>;

const reasons: Record<string, string> = {
  timer: 'Waiting for a moment',
  event: 'Waiting for an event',
  approval: 'Waiting for an approval',
  credits: 'Waiting for credits',
  concurrency: 'Waiting for a free place',
};
const tones: Record<string, Tone> = { timed_out: 'bad', waiting: 'warn', paused: 'warn' };

/** How a run stands, with what it waits for. */
export function RunStatus({ run: { state, wait_reason } }: { run: State }) {
  const waits = (state === 'waiting' || state === 'queued') && wait_reason;
  return (
    <Status state={state} tone={tones[state]}>
      {waits ? (reasons[waits] ?? 'Waiting') : undefined}
    </Status>
  );
}

/** How a run began: "by its schedule". */
export function beganBy(run: Pick<WorkflowRunView, 'trigger' | 'parent_run_id'>): string {
  const sentences: Record<string, string> = {
    'By hand or API': 'by hand or over the API',
    Schedule: 'by its schedule',
    Event: 'by an event',
    Webhook: 'by a call to its address',
    'Another run': 'by another run',
    Job: 'by a job',
    Retry: 'as a retry of another run',
    Fork: 'as a fork of another run',
    API: 'over the API',
  };
  const words = triggerOf(run);
  return sentences[words] ?? `by the ${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}

/** What started a run, in words. */
export function triggerOf({
  trigger,
  parent_run_id,
}: Pick<WorkflowRunView, 'trigger' | 'parent_run_id'>): string {
  const type = String(trigger.type ?? '');
  if (parent_run_id) return 'Another run';
  const words: Record<string, string> = {
    manual: 'By hand or API',
    schedule: 'Schedule',
    event: trigger.event ? `Event ${String(trigger.event)}` : 'Event',
    webhook: 'Webhook',
    workflow: 'Another run',
    job: 'Job',
    retry: 'Retry',
    fork: 'Fork',
  };
  return words[type] ?? (type || 'API');
}
