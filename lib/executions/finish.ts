import type { Execution, Prisma } from '@/generated/prisma/client';
import { audit } from '@/lib/audit/record';
import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { settle } from '@/lib/credits/hold';
import { creditsOf } from '@/lib/credits/money';
import { emit } from '@/lib/events/emit';
import { runExecution } from '@/lib/executions/jobs';
import { outwardStatus } from '@/lib/executions/present';
import { addLog, notify, Overtaken } from '@/lib/executions/store';
import { enqueue } from '@/lib/queue/enqueue';
import { countExecution } from '@/lib/usage/days';

export interface Ending {
  status: 'completed' | 'failed' | 'timed_out' | 'cancelled';
  output?: Record<string, unknown>;
  error?: { step: string | null; code: string; message: string };
}

/**
 * Ends an execution once: status, charge, usage, audit, event and the parent's wake-up in one transaction.
 * `fence` makes sure that only the attempt that holds it does so; leave it out to end one that nobody runs.
 */
export function finish(
  ctx: Ctx,
  id: string,
  ending: Ending,
  where: { fence?: number; status?: string[] },
): Promise<Execution> {
  return transaction(ctx, async (tx) => {
    const [row] = await tx.db.execution.updateManyAndReturn({
      where: { id, fence: where.fence, status: { in: where.status ?? ['running'] } },
      data: {
        status: ending.status,
        waitReason: null,
        output: ending.output as Prisma.InputJsonValue | undefined,
        error: ending.error,
        completedAt: new Date(),
      },
    });
    if (!row) throw new Overtaken('Another worker goes on with this execution.');
    if (row.holdId) await settle(tx, row.holdId, row.microCredits);
    await countExecution(tx, row);
    await tell(tx, row, ending);
    return row;
  });
}

const SENTENCES = {
  completed: 'Completed.',
  failed: 'Failed.',
  timed_out: 'Ended: the time limit is up.',
  cancelled: 'Cancelled.',
};

async function tell(tx: TxCtx, row: Execution, ending: Ending): Promise<void> {
  const ok = ending.status === 'completed';
  const sentence = ending.error
    ? `${SENTENCES[ending.status]} ${ending.error.message}`
    : SENTENCES[ending.status];
  await addLog(tx, row.id, ok || ending.status === 'cancelled' ? 'info' : 'error', sentence);
  const outward = outwardStatus(row.status);
  const data = {
    executionId: row.id,
    runId: row.id,
    kind: row.kind,
    agentId: row.agentId,
    agentName: row.agentName,
    status: outward,
    output: ending.output ?? null,
    error: ending.error ?? null,
    credits: creditsOf(row.microCredits),
    total_tokens: row.inputTokens + row.outputTokens,
  };
  await emit(tx, `execution.${outward as 'completed' | 'failed' | 'cancelled'}`, data);
  if (row.kind === 'agent' && outward !== 'cancelled')
    await emit(tx, ok ? 'agent.executed' : 'agent.failed', data);
  await audit(tx, { action: `execution.${outward}`, target: { type: 'execution', id: row.id } });
  await notify(tx, row.id);
  if (row.parentId) await wakeParent(tx, row.parentId);
}

/** A parent that waits for this one goes on. */
async function wakeParent(tx: TxCtx, parentId: string): Promise<void> {
  const woken = await tx.db.execution.updateMany({
    where: { id: parentId, status: 'waiting', waitReason: 'execution' },
    data: { status: 'queued', waitReason: null },
  });
  if (woken.count === 1) await enqueue(tx, runExecution, { executionId: parentId });
}
