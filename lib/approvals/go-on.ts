import type { Approval } from '@/generated/prisma/client';
import type { TxCtx } from '@/lib/core/context';
import type { Json } from '@/lib/engine/json';
import { host } from '@/lib/workflows/postgres/host';

interface Said {
  userId: string;
  by: string;
  decision: 'approved' | 'rejected';
  comment: string;
  data: unknown;
}

/**
 * Tells what waits what one person said, in the transaction of the decision. False when it does not wait any
 * more. A run counts its quorum itself; a tool call hears `approval.decided`.
 */
export async function goOn(tx: TxCtx, row: Approval, said: Said): Promise<boolean> {
  if (row.kind !== 'step' || row.runId === null) return true;
  const { by, decision, comment, data } = said;
  return host.signal(
    tx,
    row.runId,
    { type: 'ApprovalDecided', key: row.key, by, decision, comment, data: data as Json },
    `approval:${row.id}:${said.userId}`,
  );
}
