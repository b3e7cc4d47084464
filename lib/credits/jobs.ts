import { z } from 'zod';
import { job } from '@/lib/queue/job';

/** Once a month: what waits because of a spending limit goes on. */
export const limitRenewal = job({
  name: 'credits.renew_limits',
  schema: z.object({}),
  cron: '0 0 1 * *',
  timeoutSeconds: 600,
  concurrency: 1,
});
