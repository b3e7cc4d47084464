import type { Health } from '@/lib/api/health/contract';
import { pool } from '@/lib/core/db/pool';
import { storage } from '@/lib/core/storage/storage';

const PATIENCE_MS = 2_000;
/** Probes are not rate limited: however many come, the database is asked twice a second at most. */
const TRUSTED_MS = 500;
const FILES_TRUSTED_MS = 10_000;

type Seen = { queue: boolean; worker: boolean };

/** A worker's connections carry its name; the queue is there when its tables are. */
const SQL = `
select to_regclass('pgboss.job') is not null as queue,
  exists (select 1 from pg_stat_activity
    where datname = current_database() and application_name = 'fleetprompt-queue') as worker`;

/** What `asked` says, or null when it does not say it in time. */
async function inTime<T>(asked: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((done) => {
    timer = setTimeout(done, PATIENCE_MS, null);
  });
  try {
    return await Promise.race([asked, late]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/** Asks at most once in `ms`: those that come between share an answer. */
function trusted<T>(ms: number, ask: () => Promise<T>): () => Promise<T> {
  let last: { at: number; answer: Promise<T> } | undefined;
  return () => {
    if (!last || Date.now() - last.at > ms) last = { at: Date.now(), answer: ask() };
    return last.answer;
  };
}

const look = trusted(TRUSTED_MS, () =>
  inTime(pool().query<Seen>({ name: 'api.health', text: SQL })).then(
    (result) => result?.rows[0] ?? null,
  ),
);
const files = trusted(FILES_TRUSTED_MS, () =>
  inTime(
    storage()
      .then((kept) => kept.check())
      .then(() => true),
  ),
);

const ok = (message: string) => ({ status: 'healthy' as const, message });
const out = (message: string) => ({ status: 'unhealthy' as const, message });
const weak = (message: string) => ({ status: 'degraded' as const, message });

/** How the system is; takes two seconds at most, database or not. */
export async function checkHealth(): Promise<Health> {
  const [seen, kept] = await Promise.all([look(), files()]);
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
  const store = kept ? ok('Connected') : weak('Files cannot be kept: see the settings of storage');
  const parts = [database, engine, worker, store].map((part) => part.status);
  const status = parts.includes('unhealthy')
    ? 'unhealthy'
    : parts.includes('degraded')
      ? 'degraded'
      : 'healthy';
  return {
    status,
    timestamp: new Date().toISOString(),
    services: {
      database: seen ? 'connected' : 'disconnected',
      storage: kept ? 'connected' : 'disconnected',
      auth: seen ? 'operational' : 'unavailable',
    },
    checks: { database, temporal: engine, workflow_engine: engine, worker, storage: store },
  };
}
