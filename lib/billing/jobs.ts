import { z } from 'zod';
import { Letter } from '@/lib/billing/letters';
import { job } from '@/lib/queue/job';

/** Charges the saved card for an order that was written beforehand. */
export const chargeCard = job({
  name: 'billing.charge_card',
  schema: z.object({ orderId: z.uuid() }),
  timeoutSeconds: 90,
  retries: 8,
  concurrency: 4,
});

/** Mails one owner or admin. */
export const billingMail = job({
  name: 'billing.mail',
  schema: z.object({ to: z.email().max(254), organization: z.string(), letter: Letter }),
  timeoutSeconds: 60,
  retries: 8,
  concurrency: 4,
});
