import { join } from 'node:path';
import { makeHome } from '../setup/root.mjs';
import { startPostgres, stopPostgres } from './server.mjs';
import { withConnection } from './sql.mjs';

const wanted = () => join(makeHome(), 'test-db');

/** Starts or joins the test server that outlives its starter. Resolves to its admin URL. */
export async function sharedTestServer() {
  const server = await startPostgres({ wanted: wanted(), disposable: true, stays: true });
  return server.url('postgres');
}

export const stopSharedTestServer = () => stopPostgres(wanted());

/** Drops what killed test runs left behind: every database but PostgreSQL's own and templates. */
export async function dropLeftovers(adminUrl) {
  return withConnection(adminUrl, async (query) => {
    const left = await query(
      `SELECT datname AS name FROM pg_database d WHERE NOT datistemplate AND datname <> 'postgres'
       AND NOT EXISTS (SELECT 1 FROM pg_stat_activity a WHERE a.datname = d.datname)`,
    );
    for (const { name } of left) await query(`DROP DATABASE IF EXISTS "${name}"`).catch(() => {});
    return left.length;
  });
}
