import { z } from 'zod';
import { endpoint } from '@/lib/core/endpoint';

const shared = {
  path: '/api/cron/tick',
  auth: 'public',
  limit: 'none',
  tag: 'Cron',
  timeoutMs: 290_000,
  errors: ['UNAUTHENTICATED'],
  responses: {
    200: z.object({
      processed: z.boolean().meta({ description: 'Whether anything ran.' }),
      jobs: z.int(),
      duration: z.number().meta({ description: 'Seconds.' }),
    }),
  },
} as const;

const processing = {
  path: '/api/cron/process-deployments',
  auth: 'public',
  limit: 'none',
  tag: 'Cron',
  timeoutMs: 290_000,
  errors: ['UNAUTHENTICATED'],
  responses: {
    200: z.union([
      z.object({
        processed: z.literal(true),
        jobId: z.uuid().meta({ description: 'The deployment that was processed first.' }),
        status: z.string(),
        duration: z.number().meta({ description: 'Seconds.' }),
        deployments: z.array(z.object({ id: z.uuid(), status: z.string() })),
      }),
      z.object({ processed: z.literal(false), message: z.string() }),
    ]),
  },
  description:
    'Processes the deployments that are due until none is left or the time is up; a worker process does it at once. Safe when called twice at once. Send `x-cron-secret: $CRON_SECRET`, or `Authorization: Bearer $CRON_SECRET`.',
} as const;

export const processDeploymentsByGet = endpoint({
  ...processing,
  id: 'processDeploymentsByGet',
  method: 'GET',
  summary: 'Process queued deployments (as Vercel Cron calls it)',
});

export const processDeployments = endpoint({
  ...processing,
  id: 'processDeployments',
  method: 'POST',
  summary: 'Process queued deployments',
});

const description =
  'For hosts without a worker process: runs what is due in the background, the queue’s own upkeep included, until nothing is left or the time is up. Safe when called twice at once. Send `x-cron-secret: $CRON_SECRET`, or `Authorization: Bearer $CRON_SECRET`.';

export const tickByGet = endpoint({
  ...shared,
  id: 'tickByGet',
  method: 'GET',
  summary: 'Run background work (as Vercel Cron calls it)',
  description,
});

export const tick = endpoint({
  ...shared,
  id: 'tick',
  method: 'POST',
  summary: 'Run background work',
  description,
});
