import type { Prisma } from '@/generated/prisma/client';
import { checkForm } from '@/lib/approvals/form';
import { goOn } from '@/lib/approvals/go-on';
import {
  isAsked,
  loadApproval,
  lockApproval,
  mayDecide,
  statusOf,
  viewerOf,
} from '@/lib/approvals/store';
import { audit } from '@/lib/audit/record';
import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import { emit } from '@/lib/events/emit';

export type Verdict = 'approved' | 'rejected';

type Given = { comment?: string; data?: Record<string, unknown> };

/** What waited has ended, and its end has not been told yet. */
class Gone extends Error {}

const ENDED: Record<string, string> = {
  approved: 'This was approved already.',
  rejected: 'This was rejected already.',
  expired: 'The time to decide is over.',
  withdrawn: 'This does not wait for a decision any more.',
};

/**
 * Records what one person says, and lets what waits go on: at the first rejection, or when the quorum has
 * approved. Throws FORBIDDEN for who is not asked, CONFLICT after the end and for a second decision.
 */
export async function decide(ctx: Ctx, id: string, decision: Verdict, given: Given) {
  try {
    return await transaction(ctx, (tx) => record(tx, id, decision, given));
  } catch (error) {
    if (!(error instanceof Gone)) throw error;
    const end = { status: 'withdrawn', endedAt: new Date(), remindAt: null };
    await ctx.db.approval.updateMany({ where: { id, status: 'pending' }, data: end });
    return fail('CONFLICT', ENDED.withdrawn);
  }
}

async function record(
  tx: TxCtx,
  id: string,
  decision: Verdict,
  { comment = '', data = {} }: Given,
) {
  const row = await lockApproval(tx, id);
  const viewer = await viewerOf(tx);
  if (!viewer || !isAsked(row, viewer))
    fail('FORBIDDEN', 'You are not asked to decide this. Owners and admins can, too.');
  if (!mayDecide(tx, row))
    fail('FORBIDDEN', 'To let it beyond a spending limit takes the scope credits:admin as well.');
  const status = statusOf(row);
  if (status !== 'pending') fail('CONFLICT', ENDED[status]);
  if (row.decisions.some(({ userId }) => userId === viewer.userId))
    fail('CONFLICT', 'You have decided already; others are still asked.');
  if (decision === 'approved') checkForm(row.form, data);

  const said = { by: viewer.email, decision, comment, data: data as Prisma.InputJsonObject };
  await tx.db.approvalDecision.create({
    data: { organizationId: tx.organizationId, approvalId: id, userId: viewer.userId, ...said },
  });
  const approvals = row.decisions.length + 1;
  const ended = decision === 'rejected' || approvals >= row.quorum;
  const outcome = ended ? decision : 'pending';
  if (ended)
    await tx.db.approval.update({
      where: { id },
      data: { status: decision, endedAt: new Date(), remindAt: null },
    });
  if (!(await goOn(tx, row, { ...said, userId: viewer.userId, ended }))) throw new Gone();
  await audit(tx, {
    action: `approval.${decision}`,
    target: { type: 'approval', id },
    data: { title: row.title, comment, status: outcome },
  });
  await emit(tx, 'approval.decided', {
    approvalId: id,
    kind: row.kind,
    title: row.title,
    runId: row.runId,
    workflowId: row.workflowId,
    executionId: row.executionId,
    key: row.key,
    decision,
    by: viewer.email,
    comment,
    status: outcome,
  });
  return loadApproval(tx, id);
}
