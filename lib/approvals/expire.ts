import { mail } from '@/lib/approvals/request';
import { type Ctx, transaction } from '@/lib/core/context';
import { emit } from '@/lib/events/emit';
import { settleOverspend } from '@/lib/executions/overspend';
import { settleToolCall } from '@/lib/executions/tool-approval';

/** Ends an approval that nobody decided in time. The run's own timer decides what comes of its step. */
export function expire(ctx: Ctx, id: string): Promise<void> {
  return transaction(ctx, async (tx) => {
    const now = new Date();
    const [row] = await tx.db.approval.updateManyAndReturn({
      where: { id, status: 'pending', dueAt: { lte: now } },
      data: { status: 'expired', endedAt: now, remindAt: null },
    });
    if (!row) return;
    const said = { decision: 'expired' as const, by: null, comment: '' };
    const { kind, executionId, key } = row;
    if (kind === 'tool_call' && executionId) await settleToolCall(tx, executionId, key, said);
    if (kind === 'overspend' && executionId) await settleOverspend(tx, executionId, key, said);
    await emit(tx, 'approval.expired', {
      approvalId: id,
      kind: row.kind,
      title: row.title,
      runId: row.runId,
      workflowId: row.workflowId,
      executionId: row.executionId,
      key: row.key,
    });
  });
}

/** Mails everyone who is asked once more, once. */
export function remind(ctx: Ctx, id: string): Promise<void> {
  return transaction(ctx, async (tx) => {
    const [row] = await tx.db.approval.updateManyAndReturn({
      where: { id, status: 'pending', remindAt: { lte: new Date() } },
      data: { remindAt: null },
    });
    if (row) await mail(tx, row, true);
  });
}
