import type { Ctx } from '@/lib/core/context';
import type { RunEvent } from '@/lib/engine/protocol';
import type { Held } from '@/lib/workflows/postgres/claim';
import type { ToDo } from '@/lib/workflows/postgres/interpret';

/** Work that was begun elsewhere: its answer, if that is all, and what to write down of it. */
export interface Begun {
  event: RunEvent | null;
  workType: 'execution' | 'run' | 'job';
  workId: string | null;
}

/** Begins a step that an execution, a run or a job does; the same try again begins nothing new. */
export type Begin = (ctx: Ctx, held: Held, command: ToDo) => Promise<Begun>;

export const OUTSIDE: { [kind: string]: Begin | undefined } = {};
