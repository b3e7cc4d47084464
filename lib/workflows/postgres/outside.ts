import type { Ctx } from '@/lib/core/context';
import type { Command, RunEvent } from '@/lib/engine/protocol';
import { beginAgent } from '@/lib/workflows/postgres/begin-agent';
import { beginChild, beginJob } from '@/lib/workflows/postgres/begin-child';
import type { Held } from '@/lib/workflows/postgres/claim';
import type { ToDo } from '@/lib/workflows/postgres/interpret';

export type Scheduled = Extract<Command, { type: 'ScheduleStep' }>;

/** Work that was begun elsewhere: its answer, if that is all, and what to write down of it. */
export interface Begun {
  event: RunEvent | null;
  workType: 'execution' | 'run' | 'job';
  workId: string | null;
}

/** Whether an execution, a run or a job does the step, and not the worker that has the run. */
export const isOutside = (command: ToDo): boolean =>
  command.type !== 'ScheduleStep' || command.stepType === 'agent' || command.stepType === 'llm';

export interface How {
  /** How many such steps begin together and divide what the run may still spend. */
  share: number;
  signal: AbortSignal;
}

/** Begins a step that is done elsewhere; the same try again begins nothing new. */
export function begin(ctx: Ctx, held: Held, command: ToDo, how: How): Promise<Begun> {
  if (command.type === 'StartChild') return beginChild(ctx, held, command, how);
  if (command.type === 'StartJob') return beginJob(ctx, held, command, how);
  return beginAgent(ctx, held, command, how);
}
