import { expire, remind } from '@/lib/approvals/expire';
import { systemCtx } from '@/lib/core/context';
import { systemDb } from '@/lib/core/db/system';

const AT_ONCE = 1000;

/** Ends approvals that nobody decided in time, and reminds of those that are due soon. */
export async function sweepApprovals(): Promise<void> {
  const now = new Date();
  const select = { id: true, organizationId: true };
  const db = systemDb();
  const pending = { status: 'pending' };
  const due = await db.approval.findMany({
    where: { ...pending, dueAt: { lte: now } },
    orderBy: { dueAt: 'asc' },
    select,
    take: AT_ONCE,
  });
  for (const { id, organizationId } of due)
    await expire(systemCtx(organizationId, 'approvals.sweep'), id);
  const soon = await db.approval.findMany({
    where: { ...pending, remindAt: { lte: now } },
    orderBy: { remindAt: 'asc' },
    select,
    take: AT_ONCE,
  });
  for (const { id, organizationId } of soon)
    await remind(systemCtx(organizationId, 'approvals.sweep'), id);
}
