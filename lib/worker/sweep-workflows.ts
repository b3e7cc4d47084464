import { systemCtx, transaction } from '@/lib/core/context';
import { systemDb } from '@/lib/core/db/system';
import { enqueue } from '@/lib/queue/enqueue';
import { fireTimer, runWorkflow } from '@/lib/workflows/jobs';

const KEPT_MS = 30 * 24 * 3600_000;
type Lost = { id: string; organizationId: string };

/**
 * Gives runs that a worker should have, and timers that are overdue, a new job when theirs is gone. Removes what
 * ended runs have written more than 30 days ago; the runs themselves stay.
 */
export async function sweepWorkflows(): Promise<void> {
  const db = systemDb();
  const lost = await db.$queryRawUnsafe<Lost[]>(
    `SELECT r.id, r.organization_id AS "organizationId" FROM workflow_runs r
     WHERE r.status IN ('queued', 'running', 'waiting', 'paused') AND r.held
       AND NOT EXISTS (SELECT 1 FROM pgboss.job j WHERE j.name = $1 AND j.state < 'completed'
         AND j.data->'payload'->>'runId' = r.id::text)
     ORDER BY r.created_at LIMIT 1000`,
    runWorkflow.name,
  );
  for (const { id, organizationId } of lost)
    await transaction(systemCtx(organizationId, 'workflows.sweep'), (tx) =>
      enqueue(tx, runWorkflow, { runId: id }),
    );
  const late = await db.$queryRawUnsafe<(Lost & { timerId: string })[]>(
    `SELECT t.run_id AS id, t.timer_id AS "timerId", t.organization_id AS "organizationId"
     FROM workflow_timers t
     JOIN workflow_runs r ON r.organization_id = t.organization_id AND r.id = t.run_id
     WHERE t.fire_at < now() - interval '30 seconds' AND NOT r.held
       AND r.status IN ('queued', 'running', 'waiting', 'paused')
     ORDER BY t.fire_at LIMIT 1000`,
  );
  for (const { id, timerId, organizationId } of late)
    await transaction(systemCtx(organizationId, 'workflows.sweep'), (tx) =>
      enqueue(tx, fireTimer, { runId: id, timerId }),
    );
  const before = new Date(Date.now() - KEPT_MS);
  const old = await db.workflowRun.findMany({
    where: { completedAt: { lt: before }, history: { some: {} } },
    select: { id: true, organizationId: true },
    take: 200,
  });
  for (const { id: runId, organizationId } of old) {
    await db.workflowStep.deleteMany({ where: { organizationId, runId } });
    await db.workflowInbox.deleteMany({ where: { organizationId, runId } });
    await db.workflowTimer.deleteMany({ where: { organizationId, runId } });
    await db.workflowWait.deleteMany({ where: { organizationId, runId } });
    await db.workflowHistory.deleteMany({ where: { organizationId, runId } });
  }
}
