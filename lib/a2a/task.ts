import type { A2aTask, Execution } from '@/generated/prisma/client';
import type { Artifact, Message, Part, Task, TaskState, TaskStatus } from '@/lib/a2a/shapes';
import { env } from '@/lib/core/env';

/** An execution that a message over A2A began: what the protocol calls a task. */
export type TaskRow = Execution & { a2aTask: A2aTask };

const STATES: Record<string, TaskState> = {
  queued: 'TASK_STATE_SUBMITTED',
  running: 'TASK_STATE_WORKING',
  completed: 'TASK_STATE_COMPLETED',
  failed: 'TASK_STATE_FAILED',
  timed_out: 'TASK_STATE_FAILED',
  cancelled: 'TASK_STATE_CANCELED',
};

/** What an execution can wait for that somebody has to do; waiting for another agent is work. */
const ASKS: Record<string, () => string> = {
  approval: () =>
    `A person of the organization has to approve what it does next: ${env().baseUrl}/approvals. The task goes on after that; there is nothing to send.`,
  credits: () =>
    'The organization is out of credits. The task goes on after a top-up; there is nothing to send.',
};

const asks = (row: Pick<Execution, 'status' | 'waitReason'>) =>
  row.status === 'waiting' ? ASKS[row.waitReason ?? ''] : undefined;

export function stateOf(row: Pick<Execution, 'status' | 'waitReason'>): TaskState {
  if (row.status === 'waiting')
    return asks(row) ? 'TASK_STATE_INPUT_REQUIRED' : 'TASK_STATE_WORKING';
  return STATES[row.status] ?? 'TASK_STATE_WORKING';
}

/** The statuses and wait reasons behind a state, for filters: the inverse of `stateOf`. */
export function rowsInState(state: TaskState): { statuses: string[]; asking: boolean | null } {
  if (state === 'TASK_STATE_INPUT_REQUIRED') return { statuses: ['waiting'], asking: true };
  if (state === 'TASK_STATE_WORKING') return { statuses: ['running', 'waiting'], asking: false };
  const statuses = Object.keys(STATES).filter((status) => STATES[status] === state);
  return { statuses, asking: null };
}

export const ASKING = Object.keys(ASKS);

const TERMINAL: ReadonlySet<TaskState> = new Set([
  'TASK_STATE_COMPLETED',
  'TASK_STATE_FAILED',
  'TASK_STATE_CANCELED',
  'TASK_STATE_REJECTED',
]);

export const isTerminal = (state: TaskState): boolean => TERMINAL.has(state);
/** A client waits no longer: it is over, or somebody has to do something first. */
export const isAtRest = (state: TaskState): boolean =>
  isTerminal(state) || state === 'TASK_STATE_INPUT_REQUIRED';

/** A sentence of the agent that goes with a status. */
export const said = (row: TaskRow, about: string, text: string): Message => ({
  messageId: `${row.id}:${about}`,
  contextId: row.a2aTask.contextId,
  taskId: row.id,
  role: 'ROLE_AGENT',
  parts: [{ text }],
});

export function statusOf(row: TaskRow): TaskStatus {
  const state = stateOf(row);
  const text = asks(row)?.() ?? (row.error as { message?: string } | null)?.message;
  return {
    state,
    ...(text && { message: said(row, state.slice('TASK_STATE_'.length).toLowerCase(), text) }),
    timestamp: (row.completedAt ?? row.startedAt ?? row.createdAt).toISOString(),
  };
}

export const ARTIFACT = { artifactId: 'output', name: 'output' };

/** What came out, as one part: text, or the object of an output schema. */
export function outputPart(output: Record<string, unknown>): Part {
  return Object.keys(output).length === 1 && typeof output.message === 'string'
    ? { text: output.message }
    : { data: output, mediaType: 'application/json' };
}

export const artifactsOf = (row: TaskRow): Artifact[] =>
  row.output ? [{ ...ARTIFACT, parts: [outputPart(row.output as Record<string, unknown>)] }] : [];

/** The message that began the task, as it came. */
const question = ({ id, a2aTask }: TaskRow): Message => {
  const { parts, metadata } = a2aTask.message as unknown as Pick<Message, 'parts' | 'metadata'>;
  const { messageId, contextId } = a2aTask;
  return {
    messageId,
    contextId,
    taskId: id,
    role: 'ROLE_USER',
    parts,
    ...(metadata && { metadata }),
  };
};

/** The task as version 1.0 shows it, with at most `historyLength` messages: all without one. */
export function presentTask(
  row: TaskRow,
  { historyLength, artifacts = true }: { historyLength?: number | null; artifacts?: boolean } = {},
): Task {
  const shown = artifacts ? artifactsOf(row) : [];
  return {
    id: row.id,
    contextId: row.a2aTask.contextId,
    status: statusOf(row),
    ...(shown.length > 0 && { artifacts: shown }),
    ...(historyLength !== 0 && { history: [question(row)] }),
  };
}
