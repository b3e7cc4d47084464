import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrationsHash } from '../migrate/files.mjs';
import { migrate } from '../migrate/migrate.mjs';
import { startPostgres } from '../postgres/server.mjs';
import { withConnection } from '../postgres/sql.mjs';
import { runSetup } from './queues.mjs';
import { home, makeHome, root } from './root.mjs';
import { refuse, say } from './say.mjs';
import { step } from './step.mjs';

const database = 'fleetprompt';

export const demoFile = join(home, 'demo.json');

/** Starts or joins the embedded PostgreSQL in `.fleetprompt/postgres`. */
export async function openEmbedded() {
  const server = await startPostgres({ wanted: join(makeHome(), 'postgres') });
  await withConnection(server.url('postgres'), async (query) => {
    const rows = await query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (rows.length === 0) await query(`CREATE DATABASE ${database}`);
  });
  if (server.moved) {
    say(
      `The database lies in ${server.dir}: the user that PostgreSQL runs as can't reach ${home}.`,
    );
  }
  return { ...server, url: server.url(database) };
}

/** Why a DATABASE_URL can't be used, in a sentence without its password; null when it can. */
export async function databaseProblem(url) {
  let where;
  try {
    const { protocol, host, pathname } = new URL(url);
    if (!/^postgres(ql)?:$/.test(protocol)) throw new Error('not postgresql://');
    where = `${host}${pathname}`;
  } catch {
    return 'DATABASE_URL is not a PostgreSQL address; it looks like postgresql://user:password@host:5432/name.';
  }
  try {
    await withConnection(url, (query) => query('SELECT 1'));
    return null;
  } catch (error) {
    const reason = error.message || error.errors?.[0]?.message || error.code;
    return `The database at ${where} (DATABASE_URL) can't be used: ${reason}.`;
  }
}

/** Migrates, installs the queue and, on the embedded database, seeds. */
async function bringUp(env, seeded) {
  await migrate(env.DATABASE_URL);
  runSetup(join(root, 'dist', 'worker.mjs'), env.DATABASE_URL, env);
  if (!seeded) return;
  const args = ['--enable-source-maps', join(root, 'dist', 'seed.mjs')];
  const { status, output } = await step(process.execPath, args, {
    env: { ...env, FLEETPROMPT_DEMO_FILE: demoFile },
  });
  if (status !== 0) refuse(`The demo organization could not be made: ${output.trim()}`);
  if (output.trim()) say(output.trimEnd());
}

/** The embedded database remembers what it was prepared with, so that a second start is quick. */
export async function prepareEmbedded(server, env, build) {
  const file = join(server.dir, 'prepared');
  const mark = `${build}\n${migrationsHash()}`;
  const same = existsSync(file) && readFileSync(file, 'utf8') === mark && existsSync(demoFile);
  if (!same) {
    await bringUp(env, true);
    writeFileSync(file, mark);
  }
  rememberAddress(env.APP_URL);
}

export const prepareOwn = (env) => bringUp(env, false);

/** demo.json tells where to reach us, and PORT may have changed since it was written. */
function rememberAddress(baseUrl) {
  if (!existsSync(demoFile)) return;
  const demo = JSON.parse(readFileSync(demoFile, 'utf8'));
  if (demo.baseUrl === baseUrl) return;
  writeFileSync(demoFile, `${JSON.stringify({ ...demo, baseUrl }, null, 2)}\n`, { mode: 0o600 });
}
