import { z } from 'zod';
import { job } from '@/lib/queue/job';

/** Warns of credentials that end soon, and forgets uses of more than 90 days ago. */
export const sweepCredentials = job({
  name: 'connectors.sweep',
  schema: z.object({}),
  cron: '37 6 * * *',
  timeoutSeconds: 600,
  concurrency: 1,
});

/** Tells one owner or admin that a credential ends soon. */
export const credentialMail = job({
  name: 'connectors.mail',
  schema: z.object({
    to: z.email().max(254),
    credentialId: z.uuid(),
    name: z.string(),
    provider: z.string(),
    expiresAt: z.iso.datetime(),
  }),
  retries: 8,
  concurrency: 1,
});

/** Seals everything anew that is sealed with an older key than the first of ENCRYPTION_KEY. */
export const resealSecrets = job({
  name: 'secrets.reseal',
  schema: z.object({}),
  cron: '23 * * * *',
  timeoutSeconds: 3600,
  concurrency: 1,
});
