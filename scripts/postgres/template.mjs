import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrationsHash } from '../migrate/files.mjs';
import { migrate } from '../migrate/migrate.mjs';
import { setUpQueues } from '../setup/queues.mjs';
import { root } from '../setup/root.mjs';
import { quote, withConnection, withDatabase } from './sql.mjs';

const prefix = 'fleetprompt_template_';
// Any constant will do, as long as every run on a server uses the same.
const lock = 7_411_920_502;

/** Names the template after all that shapes it, so that runs of different sources never meet. */
function templateName() {
  const hash = createHash('sha256').update(migrationsHash());
  const queues = ['lib/queue/**/*.ts', 'lib/*/jobs.ts', 'lib/worker/registry.ts'];
  const lockfile = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  hash.update(lockfile.packages['node_modules/pg-boss']?.version ?? '');
  for (const file of globSync(queues, { cwd: root }).sort()) {
    if (!file.endsWith('.test.ts')) hash.update(readFileSync(join(root, file)));
  }
  return `${prefix}${hash.digest('hex').slice(0, 12)}`;
}

async function forget(query, name) {
  await query(`ALTER DATABASE ${quote(name)} WITH IS_TEMPLATE false`);
  await query(`DROP DATABASE IF EXISTS ${quote(name)} WITH (FORCE)`);
}

/** Keeps the newest few: a run that started before the last change still copies from its own. */
async function prune(query) {
  const old = await query(
    `SELECT datname AS name FROM pg_database WHERE starts_with(datname, $1)
     ORDER BY oid DESC OFFSET 5`,
    [prefix],
  );
  for (const { name } of old) await forget(query, name).catch(() => {});
}

/**
 * Makes sure that the server at `adminUrl` has a migrated, empty template database for the
 * present sources, and resolves to its name. `CREATE DATABASE x TEMPLATE name` copies it.
 */
export async function ensureTemplate(adminUrl) {
  const name = templateName();
  return withConnection(adminUrl, async (query) => {
    await query('SELECT pg_advisory_lock($1)', [lock]);
    const known = 'SELECT datistemplate AS done FROM pg_database WHERE datname = $1';
    const [row] = await query(known, [name]);
    if (row?.done) return name;
    if (row) await forget(query, name);
    await query(`CREATE DATABASE ${quote(name)}`);
    const url = withDatabase(adminUrl, name);
    await migrate(url);
    await setUpQueues(url);
    await query(`ALTER DATABASE ${quote(name)} WITH ALLOW_CONNECTIONS false IS_TEMPLATE true`);
    await prune(query);
    return name;
  });
}
