import { systemCtx } from '@/lib/core/context';
import { runDeployment } from '@/lib/deployments/jobs';
import { sender } from '@/lib/queue/boss';
import { drain } from '@/lib/worker/drain';

interface Envelope {
  organizationId: string;
  payload: { deploymentId: string };
}

/** Processes queued deployments for at most `budgetMs`; the answer tells which, the first one in front. */
export async function processDue(budgetMs: number) {
  const started = performance.now();
  const boss = await sender();
  // Frees the jobs of processes that died.
  await boss.supervise(runDeployment.name);
  const ran = new Map<string, string>();
  await drain(budgetMs, [runDeployment.name], (_, data) => {
    const { organizationId, payload } = data as Envelope;
    ran.set(payload.deploymentId, organizationId);
  });
  const deployments = await Promise.all(
    [...ran].map(async ([id, organizationId]) => {
      const { db } = systemCtx(organizationId, 'cron');
      const row = await db.deployment.findUnique({ where: { id }, select: { status: true } });
      return { id, status: row?.status ?? 'cancelled' };
    }),
  );
  const [first] = deployments;
  if (!first) return { processed: false, message: 'No jobs to process' };
  const duration = Math.round((performance.now() - started) / 100) / 10;
  return { processed: true, jobId: first.id, status: first.status, duration, deployments };
}
