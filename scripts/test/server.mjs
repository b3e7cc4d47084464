import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { quote, withConnection, withDatabase } from '../postgres/sql.mjs';
import { Child } from '../run/child.mjs';
import { untilReady } from '../run/supervise.mjs';
import { ensureBuilt } from '../setup/build.mjs';
import { freePort } from '../setup/port.mjs';
import { root } from '../setup/root.mjs';
import { refuse } from '../setup/say.mjs';
import { step } from '../setup/step.mjs';

const secrets = () => ({
  AUTH_SECRET: randomBytes(36).toString('base64url'),
  ENCRYPTION_KEY: randomBytes(32).toString('base64'),
  CRON_SECRET: randomBytes(24).toString('base64url'),
});

async function seed(env) {
  const args = ['--enable-source-maps', join(root, 'dist', 'seed.mjs')];
  const { status, output } = await step(process.execPath, args, { env });
  if (status !== 0) refuse(`The demo organization could not be made: ${output.trim()}`);
}

/**
 * Builds and starts the real web server and worker on a free port, with a seeded database of their
 * own. Resolves to `{env, stop()}`: `env` is what Playwright's process needs to know.
 */
export async function startForBrowser({ adminUrl, template, folder }) {
  await ensureBuilt();
  const name = `fleetprompt_e2e_${randomBytes(6).toString('hex')}`;
  await withConnection(adminUrl, (query) =>
    query(`CREATE DATABASE ${quote(name)} TEMPLATE ${quote(template)}`),
  );
  const port = await freePort();
  const baseUrl = `http://localhost:${port}`;
  const demoFile = join(folder, 'demo.json');
  const env = {
    ...process.env,
    ...secrets(),
    FLEETPROMPT_ENV: 'development',
    FLEETPROMPT_DEMO_FILE: demoFile,
    FLEETPROMPT_OUTBOX: join(folder, 'outbox'),
    DATABASE_URL: withDatabase(adminUrl, name),
    NODE_ENV: 'production',
    PORT: String(port),
    APP_URL: baseUrl,
    // Journeys bring receivers of their own on loopback.
    EGRESS_ALLOW: '127.0.0.1',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
  };
  await seed(env);
  const children = ['web', 'worker'].map((program) =>
    new Child(program, [join(root, 'dist', `${program}.mjs`)], () => env).start(),
  );
  const stop = async () => {
    await Promise.all(children.map((child) => child.stop(3_000)));
    await withConnection(adminUrl, (query) =>
      query(`DROP DATABASE IF EXISTS ${quote(name)} WITH (FORCE)`),
    );
  };
  try {
    await untilReady(children[0], port);
  } catch (error) {
    await stop();
    throw error;
  }
  const told = {
    E2E_BASE_URL: baseUrl,
    E2E_DEMO_FILE: demoFile,
    E2E_OUTBOX: join(folder, 'outbox'),
  };
  return { env: told, stop };
}
