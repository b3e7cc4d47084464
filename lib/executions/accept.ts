import type { Execution } from '@/generated/prisma/client';
import { auditPart } from '@/lib/audit/record';
import type { TxCtx } from '@/lib/core/context';
import { withParts } from '@/lib/core/db/part';
import { planned } from '@/lib/core/db/planned';
import { emitPart } from '@/lib/events/emit';
import { executionColumns, executionOf } from '@/lib/executions/claim';
import { runExecution } from '@/lib/executions/jobs';
import type { Snapshot } from '@/lib/executions/snapshot';
import { logPart } from '@/lib/executions/store';
import { enqueuePart } from '@/lib/queue/enqueue-part';

export interface Accepted {
  id: string;
  agentId: string | null;
  source: string;
  input: Record<string, unknown>;
  snapshot: Snapshot;
  metadata?: Record<string, unknown>;
  conversationId?: string;
  parentId?: string;
  holdId: string;
}

/** Writes an accepted execution with its log, audit row, event and job, in one statement. */
export async function writeAccepted(tx: TxCtx, it: Accepted): Promise<Execution> {
  const { id, agentId, source, snapshot } = it;
  const own = [
    ...[tx.organizationId, id, source, agentId, snapshot.name],
    ...[it.parentId ?? null, it.conversationId ?? null, tx.actor.kind, tx.actor.id],
    ...[JSON.stringify(it.input), JSON.stringify(snapshot), JSON.stringify(it.metadata ?? {})],
    ...[snapshot.runtime ? 'external' : snapshot.model, it.holdId],
  ];
  const told = { executionId: id, runId: id, agentId, kind: 'agent', status: 'queued' };
  const { ctes, values, select } = withParts('made', own, [
    logPart(tx, id, 'info', `Accepted from ${source}.`),
    auditPart(tx, {
      action: 'execution.started',
      target: { type: 'execution', id },
      data: { agentId, source },
    }),
    await emitPart(tx, 'execution.queued', told),
    await enqueuePart(tx, runExecution, { executionId: id }),
  ]);
  const [row] = await planned<Execution>(
    tx,
    `/* execution_accept */ WITH made AS (
       INSERT INTO executions (organization_id, id, kind, source, agent_id, agent_name, parent_id, conversation_id,
         actor_kind, actor_id, input, snapshot, metadata, model, hold_id)
       VALUES ($1::uuid, $2::uuid, 'agent', $3::text, $4::uuid, $5::text, $6::uuid, $7::uuid, $8::text, $9::text,
         $10::jsonb, $11::jsonb, $12::jsonb, $13::text, $14::uuid)
       RETURNING *)${ctes}
     SELECT ${executionColumns('made')}, ${select} FROM made`,
    ...values,
  );
  return executionOf(row as Execution);
}
