import type { HostStatus } from '@/lib/workflows/host';
import type { RUN_STATUSES, WORKFLOW_EXECUTION_STATUSES } from '@/lib/workflows/runs.contract';

export type Outward = (typeof RUN_STATUSES)[number];
type CommandStatus = (typeof WORKFLOW_EXECUTION_STATUSES)[number];

export const OPEN: readonly HostStatus[] = ['queued', 'running', 'waiting', 'paused'];
export const isOpen = (status: string): boolean => OPEN.includes(status as HostStatus);

/** As FleetPrompt shows it: waiting and paused are running, timed_out is failed. */
export function outward(state: string): Outward {
  if (state === 'waiting' || state === 'paused') return 'running';
  return state === 'timed_out' ? 'failed' : (state as Outward);
}

/** As CodeAI shows it: pending, and canceled with one l. */
export function asCommand(state: string): CommandStatus {
  const shown = outward(state);
  if (shown === 'queued') return 'pending';
  return shown === 'cancelled' ? 'canceled' : shown;
}

/** As the Integration Layer shows it. */
export function asExecution(state: string) {
  const shown = outward(state);
  return shown === 'queued' ? 'pending' : shown;
}

/** The inner states behind an outward status of either kind, for filters. */
export function statesOf(status: Outward | CommandStatus): HostStatus[] {
  switch (status) {
    case 'running':
      return ['running', 'waiting', 'paused'];
    case 'failed':
      return ['failed', 'timed_out'];
    case 'pending':
      return ['queued'];
    case 'canceled':
      return ['cancelled'];
    default:
      return [status];
  }
}
