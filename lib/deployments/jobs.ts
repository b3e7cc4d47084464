import { z } from 'zod';
import { job } from '@/lib/queue/job';

/** Takes a deployment through the steps it has not done yet. */
export const runDeployment = job({
  name: 'deployments.run',
  schema: z.object({ deploymentId: z.uuid() }),
  timeoutSeconds: 15 * 60,
  retries: 10,
  concurrency: 8,
});

/** Finds open deployments whose job was lost, and uploads that nobody used. */
export const deploymentSweep = job({
  name: 'deployments.sweep',
  schema: z.object({}),
  cron: '*/2 * * * *',
  concurrency: 1,
});
