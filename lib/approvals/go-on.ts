import type { Approval } from '@/generated/prisma/client';
import type { TxCtx } from '@/lib/core/context';
import type { Json } from '@/lib/engine/json';
import { settleOverspend } from '@/lib/executions/overspend';
import { settleToolCall } from '@/lib/executions/tool-approval';
import { host } from '@/lib/workflows/postgres/host';

interface Said {
  userId: string;
  by: string;
  decision: 'approved' | 'rejected';
  comment: string;
  data: unknown;
  /** nobody else is needed any more */
  ended: boolean;
}

/**
 * Tells what waits what one person said, in the transaction of the decision. False when it does not wait any
 * more. A run counts its quorum itself; an execution is told the outcome.
 */
export async function goOn(tx: TxCtx, row: Approval, said: Said): Promise<boolean> {
  const { by, decision, comment, data, ended } = said;
  if (row.kind === 'tool_call' && row.executionId)
    return !ended || settleToolCall(tx, row.executionId, row.key, { decision, by, comment });
  if (row.kind === 'overspend' && row.executionId)
    return !ended || settleOverspend(tx, row.executionId, row.key, { decision, by, comment });
  if (row.kind !== 'step' || row.runId === null) return true;
  return host.signal(
    tx,
    row.runId,
    { type: 'ApprovalDecided', key: row.key, by, decision, comment, data: data as Json },
    `approval:${row.id}:${said.userId}`,
  );
}
