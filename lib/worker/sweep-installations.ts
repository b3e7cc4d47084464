import { systemCtx, transaction } from '@/lib/core/context';
import { systemDb } from '@/lib/core/db/system';
import { runInstallation } from '@/lib/installations/jobs';
import { enqueue } from '@/lib/queue/enqueue';

/**
 * Gives open installations whose job is gone a new one: the queue's own retries can run out while the database or
 * every worker is down.
 */
export async function sweepInstallations(): Promise<void> {
  const lost = await systemDb().$queryRawUnsafe<{ id: string; organizationId: string }[]>(
    `SELECT i.id, i.organization_id AS "organizationId" FROM installations i
     WHERE i.status IN ('queued', 'installing') AND i.updated_at < now() - interval '2 minutes'
       AND NOT EXISTS (SELECT 1 FROM pgboss.job j WHERE j.name = $1 AND j.state < 'completed'
         AND j.data->'payload'->>'installationId' = i.id::text)
     ORDER BY i.updated_at LIMIT 1000`,
    runInstallation.name,
  );
  for (const { id, organizationId } of lost)
    await transaction(systemCtx(organizationId, 'installations.sweep'), (tx) =>
      enqueue(tx, runInstallation, { installationId: id }),
    );
}
