import { auditMany } from '@/lib/audit/record';
import type { TxCtx } from '@/lib/core/context';
import type { EventType } from '@/lib/events/contract';
import { emitMany } from '@/lib/events/emit';
import type { WorkflowRow } from '@/lib/workflows/store';

/** Those of these workflows that are there, by id, held until the transaction ends. */
export async function lockMany(
  tx: TxCtx,
  ids: readonly string[],
): Promise<Map<string, WorkflowRow>> {
  if (ids.length === 0) return new Map();
  // In one order, so that two who want the same do not wait for each other.
  await tx.sql(
    `SELECT id FROM workflows WHERE organization_id = $1::uuid AND id = ANY($2::uuid[])
     ORDER BY id FOR UPDATE`,
    tx.organizationId,
    ids,
  );
  const rows = await tx.db.workflow.findMany({ where: { id: { in: [...ids] }, deletedAt: null } });
  return new Map(rows.map((row) => [row.id, row]));
}

/** Lets the triggers of these workflows rest; see `setPaused`. */
export async function restMany(tx: TxCtx, ids: readonly string[]): Promise<void> {
  const rows = [...(await lockMany(tx, ids)).values()].filter(({ status }) => status !== 'paused');
  const where = { in: rows.map(({ id }) => id) };
  await tx.db.workflowTrigger.updateMany({
    where: { workflowId: where, kind: 'schedule' },
    data: { nextAt: null },
  });
  await tx.db.workflow.updateMany({ where: { id: where }, data: { status: 'paused' } });
  await tellMany(
    tx,
    rows.map((row) => ({ type: 'workflow.paused', row: { ...row, status: 'paused' } })),
  );
}

/** Takes workflows away; see `removeDefinition`. */
export async function removeMany(tx: TxCtx, ids: readonly string[]): Promise<void> {
  const rows = [...(await lockMany(tx, ids)).values()];
  const where = { in: rows.map(({ id }) => id) };
  await tx.db.workflowTrigger.deleteMany({ where: { workflowId: where } });
  await tx.db.workflow.updateMany({
    where: { id: where },
    data: { deletedAt: new Date(), hookToken: null, hookTokenHash: null, hookSecret: null },
  });
  await tellMany(
    tx,
    rows.map((row) => ({ type: 'workflow.deleted', row })),
  );
}

type Told = Pick<WorkflowRow, 'id' | 'name' | 'latestVersion' | 'publishedVersion' | 'status'>;

/** Writes down what was done to workflows. */
export async function tellMany(
  tx: TxCtx,
  all: readonly { type: EventType; row: Told }[],
): Promise<void> {
  const facts = all.map(({ type, row }) => ({
    type,
    id: row.id,
    data: { name: row.name, version: row.latestVersion },
    row,
  }));
  await auditMany(
    tx,
    facts.map(({ type, id, data }) => ({ action: type, target: { type: 'workflow', id }, data })),
  );
  await emitMany(
    tx,
    facts.map(({ type, id, data, row: { publishedVersion, status } }) => ({
      type,
      data: { workflowId: id, ...data, publishedVersion, status },
    })),
  );
}
