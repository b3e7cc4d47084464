import type { Execution } from '@/generated/prisma/client';
import { auditPart } from '@/lib/audit/record';
import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { withParts } from '@/lib/core/db/part';
import { planned } from '@/lib/core/db/planned';
import { settle } from '@/lib/credits/hold';
import { creditsOf } from '@/lib/credits/money';
import type { EventType } from '@/lib/events/contract';
import { emitManyPart } from '@/lib/events/emit';
import { executionColumns, executionOf } from '@/lib/executions/claim';
import { runExecution } from '@/lib/executions/jobs';
import { outwardStatus } from '@/lib/executions/present';
import { CHANNEL, logPart, Overtaken } from '@/lib/executions/store';
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
    const row = await close(tx, id, ending, where);
    await tell(tx, row, ending);
    if (row.parentId) await wakeParent(tx, row.parentId);
    // Last, since all that spend wait for the wallet's row, and all that end for the day's.
    if (row.holdId) await settle(tx, row.holdId, row.microCredits);
    await countExecution(tx, row);
    return row;
  });
}

const CLOSE = `/* execution_close */ UPDATE executions e SET status = $3::text, wait_reason = NULL,
    output = coalesce($4::jsonb, output), error = coalesce($5::jsonb, error), completed_at = now()
  WHERE organization_id = $1::uuid AND id = $2::uuid AND ($6::int IS NULL OR fence = $6::int)
    AND status = ANY($7::text[])
  RETURNING ${executionColumns('e')}`;

async function close(
  tx: TxCtx,
  id: string,
  { status, output, error }: Ending,
  where: { fence?: number; status?: string[] },
): Promise<Execution> {
  const said = [output && JSON.stringify(output), error && JSON.stringify(error)];
  const [row] = await planned<Execution>(
    tx,
    CLOSE,
    ...[tx.organizationId, id, status, said[0] ?? null, said[1] ?? null],
    ...[where.fence ?? null, where.status ?? ['running']],
  );
  if (!row) throw new Overtaken('Another worker goes on with this execution.');
  return executionOf(row);
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
  const level = ok || ending.status === 'cancelled' ? 'info' : 'error';
  const type = `execution.${outward as 'completed' | 'failed' | 'cancelled'}` as const;
  const facts: { type: EventType; data: typeof data }[] = [{ type, data }];
  if (row.kind === 'agent' && outward !== 'cancelled')
    facts.push({ type: ok ? 'agent.executed' : 'agent.failed', data });
  const { ctes, values, select } = withParts(
    'ended',
    [row.id],
    [
      logPart(tx, row.id, level, sentence),
      auditPart(tx, { action: type, target: { type: 'execution', id: row.id } }),
      await emitManyPart(tx, facts),
    ],
  );
  await planned(
    tx,
    `/* execution_told */ WITH ended AS (SELECT 1)${ctes}
     SELECT pg_notify('${CHANNEL}', $1::text)::text AS told, ${select}`,
    ...values,
  );
}

/** A parent that waits for this one goes on. */
async function wakeParent(tx: TxCtx, parentId: string): Promise<void> {
  const woken = await tx.db.execution.updateMany({
    where: { id: parentId, status: 'waiting', waitReason: 'execution' },
    data: { status: 'queued', waitReason: null },
  });
  if (woken.count === 1) await enqueue(tx, runExecution, { executionId: parentId });
}
