import { z } from 'zod';
import { env } from '@/lib/core/env';

/** What a mail of this room is about. */
export const Letter = z.discriminatedUnion('about', [
  z.object({ about: z.literal('low_balance'), credits: z.number(), below: z.number() }),
  z.object({
    about: z.literal('top_up_failed'),
    reason: z.string(),
    failures: z.number(),
    switchedOff: z.boolean(),
  }),
]);

export type Letter = z.infer<typeof Letter>;

const amount = (credits: number) => credits.toLocaleString('en-US', { maximumFractionDigits: 2 });
const button = (label: string) => ({ label, url: `${env().baseUrl}/billing` });

/** The words of a mail to the owners and admins of `organization`. */
export function write(letter: Letter, organization: string) {
  switch (letter.about) {
    case 'low_balance':
      return {
        subject: `${organization} has ${amount(letter.credits)} credits left`,
        paragraphs: [
          `The balance of ${organization} fell below ${amount(letter.below)} credits.`,
          'Work that finds too few credits waits, and goes on after a top-up.',
        ],
        button: button('Top up'),
        footer: 'You get this mail once until the next top-up. Billing has the threshold.',
      };
    case 'top_up_failed':
      return {
        subject: `The automatic top-up of ${organization} failed`,
        paragraphs: [
          `The saved card could not be charged: ${letter.reason}`,
          letter.switchedOff
            ? 'This was the third failure in a row, so automatic top-ups are switched off. Check the card and switch them on again.'
            : `It is tried again in an hour or later, while credits are used (failure ${letter.failures} of 3).`,
        ],
        button: button('Open billing'),
      };
  }
}
