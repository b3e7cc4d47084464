import { systemCtx } from '@/lib/core/context';
import { systemDb } from '@/lib/core/db/system';
import { fireSchedule } from '@/lib/workflows/fire-schedule';

const BATCH = 500;

/** Starts every workflow whose schedule is due. Safe to run many times at once. */
export async function sweepSchedules(now = new Date()): Promise<void> {
  const tried = new Set<string>();
  for (;;) {
    const due = await systemDb().workflowTrigger.findMany({
      where: { kind: 'schedule', nextAt: { lte: now }, id: { notIn: [...tried] } },
      select: { id: true, organizationId: true },
      orderBy: { nextAt: 'asc' },
      take: BATCH,
    });
    for (const { id, organizationId } of due) {
      tried.add(id);
      await fireSchedule(systemCtx(organizationId, 'workflows.schedules'), id, now);
    }
    if (due.length < BATCH) return;
  }
}
