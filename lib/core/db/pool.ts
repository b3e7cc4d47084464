import pg from 'pg';
import { env } from '@/lib/core/env';
import { log } from '@/lib/core/log';

const shared = globalThis as { __fpPool?: pg.Pool };

/** The one connection pool of this process; Next's bundle and the server's share it. */
export function pool(): pg.Pool {
  if (shared.__fpPool) return shared.__fpPool;
  const made = new pg.Pool({
    connectionString: env().DATABASE_URL,
    max: env().DATABASE_POOL,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    // A process that is frozen inside a transaction must not keep its locks from those that take over.
    idle_in_transaction_session_timeout: 10_000,
    application_name: process.env.FLEETPROMPT_SERVICE ?? 'fleetprompt',
  });
  // Without a listener, an idle connection that PostgreSQL closes would end the process.
  made.on('error', (error) => log().warn({ err: error.message }, 'database connection lost'));
  shared.__fpPool = made;
  return made;
}

/** Closes the pool; the next `pool()` makes a new one. */
export async function closePool(): Promise<void> {
  const open = shared.__fpPool;
  shared.__fpPool = undefined;
  await open?.end();
}
