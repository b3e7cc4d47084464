import { besideQueue } from './beside-queue.mjs';

const each = Number(process.env.BENCH_DELIVERIES ?? 300);

/** Webhook deliveries, each signed, recorded and retried if need be. */
export const benchDeliveries = () =>
  besideQueue(
    'webhook deliveries',
    each,
    (n, ask) => ask('/api/v1/events', { type: 'bench.told', data: { n } }),
    (ask, url) => ask('/api/webhooks', { url, events: ['bench.*'] }),
  );

if (import.meta.main) {
  await benchDeliveries();
  process.exit(0);
}
