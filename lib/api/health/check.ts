import type { Health } from '@/lib/api/health/contract';
import { pool } from '@/lib/core/db/pool';

const PATIENCE_MS = 2_000;
/** Probes are not rate limited: however many come, the database is asked twice a second at most. */
const TRUSTED_MS = 500;

type Seen = { queue: boolean; worker: boolean };

/** A worker's connections carry its name; the queue is there when its tables are. */
const SQL = `
select to_regclass('pgboss.job') is not null as queue,
  exists (select 1 from pg_stat_activity
    where datname = current_database() and application_name = 'fleetprompt-queue') as worker`;

async function look(): Promise<Seen | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((done) => {
    timer = setTimeout(done, PATIENCE_MS, null);
  });
  const asked = pool()
    .query<Seen>({ name: 'api.health', text: SQL })
    .then((result) => result.rows[0] ?? null)
    .catch(() => null);
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}

let last: { at: number; seen: Promise<Seen | null> } | undefined;

const ok = (message: string) => ({ status: 'healthy' as const, message });
const out = (message: string) => ({ status: 'unhealthy' as const, message });
const weak = (message: string) => ({ status: 'degraded' as const, message });

/** How the system is; takes two seconds at most, database or not. */
export async function checkHealth(): Promise<Health> {
  if (!last || Date.now() - last.at > TRUSTED_MS) last = { at: Date.now(), seen: look() };
  const seen = await last.seen;
  const database = seen ? ok('Connected') : out('Out of reach');
  const engine = !seen
    ? out('Waits for the database')
    : seen.queue
      ? ok('Connected')
      : out('Its tables are missing: run the migrations');
  const worker = !seen
    ? weak('Unknown without the database')
    : seen.worker
      ? ok('Running')
      : process.env.VERCEL
        ? ok('Runs after requests and by cron')
        : weak('No worker is connected: what is queued waits');
  const parts = [database, engine, worker].map((part) => part.status);
  const status = parts.includes('unhealthy')
    ? 'unhealthy'
    : parts.includes('degraded')
      ? 'degraded'
      : 'healthy';
  return {
    status,
    timestamp: new Date().toISOString(),
    // Files and sessions are kept in the database too.
    services: seen
      ? { database: 'connected', storage: 'connected', auth: 'operational' }
      : { database: 'disconnected', storage: 'disconnected', auth: 'unavailable' },
    checks: { database, temporal: engine, workflow_engine: engine, worker },
  };
}
