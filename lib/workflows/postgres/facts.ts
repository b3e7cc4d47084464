import type { TxCtx } from '@/lib/core/context';
import { EVENT_TYPES } from '@/lib/events/contract';
import { write } from '@/lib/events/emit';
import type { Held } from '@/lib/workflows/postgres/claim';
import type { Fact } from '@/lib/workflows/postgres/pending';

/** Runs that cause each other by events may follow each other this often. */
export const MOST_CHAIN = 20;

/** Where an event of a run comes from; what it starts in turn counts one more. */
export const causeOf = (held: Pick<Held, 'id' | 'chain'>) => ({
  workflow: { runId: held.id, chain: held.chain },
});

/** How many runs came before one that this event starts; null when it is of no run. */
export function chainOf(metadata: unknown): number | null {
  const { workflow } = (metadata ?? {}) as { workflow?: { chain?: unknown } };
  return typeof workflow?.chain === 'number' ? workflow.chain + 1 : null;
}

/** What webhooks and subscribers learn of a run; `workflowId` is the client's own when it gave one. */
export const factsOf = (
  held: Pick<Held, 'id' | 'clientId' | 'workflowId' | 'workflowType' | 'version'>,
) => ({
  workflowId: held.clientId ?? held.workflowId,
  definitionId: held.workflowId,
  workflowType: held.workflowType,
  version: held.version,
  executionId: held.id,
  runId: held.id,
});

/** Emits an event that a step asked for, once: its id is made from the step's try. */
export async function emitFact(tx: TxCtx, held: Held, { id, type, data }: Fact): Promise<void> {
  const source = Object.hasOwn(EVENT_TYPES, type) ? 'approvals' : 'workflow-engine';
  await write(tx, { id, type, source, data, metadata: causeOf(held) });
}
