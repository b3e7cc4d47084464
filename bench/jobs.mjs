import { besideQueue } from './beside-queue.mjs';

const each = Number(process.env.BENCH_JOBS ?? 300);

/** Jobs that send a request each, with their row, events, log and result. */
export const benchJobs = () =>
  besideQueue('jobs', each, (n, ask, url) =>
    ask('/api/jobs', { task_type: 'webhook', payload: { url, body: { n } } }),
  );

if (import.meta.main) {
  await benchJobs();
  process.exit(0);
}
