import { systemCtx, transaction } from '@/lib/core/context';
import { systemDb } from '@/lib/core/db/system';
import { runDeployment } from '@/lib/deployments/jobs';
import { removeFile } from '@/lib/packages/jobs';
import { enqueue } from '@/lib/queue/enqueue';

const HOUR_MS = 3600_000;

/**
 * Gives open deployments whose job is gone a new one: the queue's own retries can run out while the database or
 * every worker is down. Removes uploads that expired an hour ago or were used, with their files.
 */
export async function sweepDeployments(): Promise<void> {
  const db = systemDb();
  const lost = await db.$queryRawUnsafe<{ id: string; organizationId: string }[]>(
    `SELECT d.id, d.organization_id AS "organizationId" FROM deployments d
     WHERE d.kind = 'package' AND d.status IN ('queued', 'processing')
       AND d.updated_at < now() - interval '2 minutes'
       AND NOT EXISTS (SELECT 1 FROM pgboss.job j WHERE j.name = $1 AND j.state < 'completed'
         AND j.data->'payload'->>'deploymentId' = d.id::text)
     ORDER BY d.updated_at LIMIT 1000`,
    runDeployment.name,
  );
  for (const { id, organizationId } of lost)
    await transaction(systemCtx(organizationId, 'deployments.sweep'), (tx) =>
      enqueue(tx, runDeployment, { deploymentId: id }),
    );
  const stale = await db.packageUpload.findMany({
    where: { expiresAt: { lt: new Date(Date.now() - HOUR_MS) } },
    select: { id: true, organizationId: true, storageKey: true },
    take: 1000,
  });
  for (const { id, organizationId, storageKey } of stale)
    await transaction(systemCtx(organizationId, 'deployments.sweep'), async (tx) => {
      await tx.db.packageUpload.deleteMany({ where: { id } });
      await enqueue(tx, removeFile, { key: storageKey });
    });
}
