import type { Delivery, Webhook } from '@/components/webhooks/model';

/** The host of a receiver, as the short form of its URL. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

export const nameOf = (webhook: Pick<Webhook, 'name' | 'url'>): string =>
  webhook.name || hostOf(webhook.url);

/** "All events", "agent.executed", "3 events". */
export function eventsOf(events: readonly string[]): string {
  const [first] = events;
  if (first === undefined) return 'All events';
  return events.length === 1 ? first : `${events.length} events`;
}

/** Of the deliveries in the last 24 hours, the failed ones in percent; null when there were none. */
export function failureRate({ last_24h }: Webhook): number | null {
  const { deliveries, failed } = last_24h;
  return deliveries === 0 ? null : (100 * failed) / deliveries;
}

/** Small shares keep a decimal, so that one failure in a thousand is seen. */
export const formatRate = (rate: number): string =>
  `${rate > 0 && rate < 10 ? rate.toFixed(1) : Math.round(rate)} %`;

/** A delivery's status as people say it. */
export function statusOf(delivery: Delivery): { state: string; word: string } {
  if (delivery.status === 'failed') return { state: 'retrying', word: 'Retrying' };
  if (delivery.status === 'dead')
    return { state: 'dead', word: delivery.event_type === 'webhook.test' ? 'Failed' : 'Gave up' };
  if (delivery.status === 'succeeded') return { state: 'delivered', word: 'Delivered' };
  return { state: 'pending', word: 'On its way' };
}

export const isOpen = ({ status }: Delivery): boolean =>
  status === 'pending' || status === 'failed';

const advice: [RegExp, string][] = [
  [/not a public address|not public/, 'Use an address that can be reached from the internet.'],
  [/refused the connection/, 'Check that the receiver runs and listens on this port.'],
  [/could not be resolved/, 'Check the host name in the URL.'],
  [/did not answer/, 'Answer within 15 seconds: accept the event first, work on it afterwards.'],
  [/redirect/, 'Redirects are not followed: use the final address.'],
  [/certificate/, 'Renew or complete the certificate of the receiver.'],
];

/** What to do about a failed attempt, when it is known. */
export function adviceFor(error: string | null, status: number | null): string | null {
  if (status === 401 || status === 403)
    return 'The receiver did not accept it: check the secret it verifies with, and custom headers.';
  if (status === 404) return 'Check the path in the URL.';
  return advice.find(([pattern]) => pattern.test(error ?? ''))?.[1] ?? null;
}
