import { v5 } from 'uuid';
import { isObject, type Json } from '@/lib/engine/json';
import type { Command, RunEvent } from '@/lib/engine/protocol';
import { CUSTOM_NAME_RULE, isCustomName } from '@/lib/events/custom.contract';
import type { Held } from '@/lib/workflows/postgres/claim';
import type { Pending } from '@/lib/workflows/postgres/pending';

/** A command that somebody has to do after the commit that records it. */
export type ToDo = Extract<Command, { type: 'ScheduleStep' | 'StartChild' | 'StartJob' }>;

export interface Consequences {
  /** Answers known at once, to be applied before the commit. */
  answers: RunEvent[];
  toDo: ToDo[];
  /** Keys whose work in hand is to be aborted. */
  aborted: string[];
}

/** The id of what works on one try of a step: the same whenever it is started, so that it is started once. */
export const workId = (runId: string, key: string, attempt: number): string =>
  v5(`${key}#${attempt}`, runId);

/** Says what a command means: rows of the next commit, answers, or work to do after it. */
export function interpret(
  held: Held,
  command: Command,
  at: string,
  pending: Pending,
): Consequences {
  const out: Consequences = { answers: [], toDo: [], aborted: [] };
  switch (command.type) {
    case 'ScheduleStep': {
      const { key, attempt } = command;
      out.answers.push({ type: 'StepStarted', at, key, attempt });
      out.toDo.push(command);
      break;
    }
    case 'StartChild':
    case 'StartJob':
      out.toDo.push(command);
      break;
    case 'EmitEvent':
      out.answers.push(emitted(held, command, at, pending));
      break;
    case 'WaitEvent':
      pending.waits.set(command.key, command.event);
      pending.waitsGone.delete(command.key);
      break;
    case 'RequestApproval':
      pending.facts.push(approval(held, command));
      break;
    case 'CancelStep':
      out.aborted.push(command.key);
      stopped(held, command, pending);
      break;
    case 'StartTimer':
      pending.timers.set(command.id, command);
      break;
    case 'CancelTimer':
      pending.timersGone.add(command.id);
      break;
    case 'Continue':
      out.answers.push({ type: 'Continue', at });
      break;
    case 'CompleteRun':
      pending.end = { status: 'completed', output: command.output };
      break;
    case 'FailRun':
      pending.end = { status: 'failed', error: command.error, output: command.output };
      break;
    case 'TimeOutRun':
      pending.end = { status: 'timed_out', error: command.error };
      break;
    case 'CancelRun':
      pending.end = { status: 'cancelled', reason: command.reason };
  }
  return out;
}

type Of<T extends Command['type']> = Extract<Command, { type: T }>;

function emitted(held: Held, command: Of<'EmitEvent'>, at: string, pending: Pending): RunEvent {
  const { key, attempt, event, data } = command;
  // Subscribers trust what the rooms themselves tell: a workflow must not speak in their name.
  if (!isCustomName(event)) {
    const message = `An event cannot be called "${event.slice(0, 100)}": it ${CUSTOM_NAME_RULE}.`;
    const error = { code: 'EVENT_NAME', message, retryable: false };
    return { type: 'StepFailed', at, key, attempt, error };
  }
  const id = workId(held.id, key, attempt);
  pending.facts.push({ id, type: event, data: isObject(data) ? data : { value: data } });
  return { type: 'StepCompleted', at, key, attempt, output: { eventId: id, event } };
}

function approval(held: Held, command: Of<'RequestApproval'>) {
  const { key, attempt, stepId, input, quorum, form, dueAt } = command;
  const { assignees, title, description, ...data } = isObject(input) ? input : {};
  return {
    id: workId(held.id, key, attempt),
    type: 'approval.requested',
    data: {
      ...{ runId: held.id, executionId: held.id, workflowId: held.workflowId, key, attempt },
      title: title ?? held.plan.steps[stepId]?.name ?? stepId,
      description: description ?? null,
      assignees: (Array.isArray(assignees) ? assignees : assignees ? [assignees] : []) as Json,
      ...{ quorum, form, dueAt, data },
    },
  };
}

function stopped(held: Held, command: Of<'CancelStep'>, pending: Pending): void {
  const { key, attempt, stepType } = command;
  const id = workId(held.id, key, attempt);
  if (stepType === 'agent' || stepType === 'llm')
    pending.stops.push({ workType: 'execution', workId: id });
  else if (stepType === 'workflow') pending.stops.push({ workType: 'run', workId: id });
  else if (stepType === 'job') pending.stops.push({ workType: 'job', workId: id });
  else if (stepType === 'wait_event') pending.waitsGone.add(key);
  else if (stepType === 'approval')
    pending.facts.push({
      id: v5('withdrawn', id),
      type: 'approval.withdrawn',
      data: { runId: held.id, workflowId: held.workflowId, key, attempt },
    });
}
