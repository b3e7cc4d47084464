import { join } from 'node:path';
import { ensureInstalled } from './setup/install.mjs';
import { checkNode, continueInNewerNode } from './setup/node.mjs';
import { stopWithParent } from './setup/parent.mjs';
import { checkPort } from './setup/port.mjs';
import { root } from './setup/root.mjs';
import { refuse, run, say, warn } from './setup/say.mjs';
import { loadEnvFiles, settle, wantedPort } from './setup/settings.mjs';

/** Bundles the worker at every change and restarts it; a broken source leaves the old one. */
async function watchWorker(worker) {
  const { context, formatMessages } = await import('esbuild');
  const { bundleOptions } = await import('./setup/bundle.mjs');
  const restart = {
    name: 'restart',
    setup(build) {
      build.onEnd(async ({ errors }) => {
        const texts = await formatMessages(errors, { kind: 'error' });
        for (const text of texts) warn(text);
        if (errors.length > 0) return;
        if (worker.pid) worker.restart();
        else worker.start();
      });
    },
  };
  const watching = await context({ ...bundleOptions(['worker']), plugins: [restart] });
  await watching.watch();
}

/** Database and bundles as in `npm start`, without building pages. */
async function prepare(port) {
  process.env.FLEETPROMPT_ENV ||= 'development';
  const { env, problems } = await settle({ port, fallback: 'development' });
  const database = await import('./setup/database.mjs');
  const { bundle } = await import('./setup/build.mjs');
  const { ensureClient } = await import('./setup/generate.mjs');
  const unusable = env.DATABASE_URL ? await database.databaseProblem(env.DATABASE_URL) : null;
  const all = [unusable, ...problems].filter(Boolean);
  if (all.length > 0) refuse(`FleetPrompt does not start like this: ${all.join(' ')}`);
  await ensureClient();
  await bundle(['worker', 'seed']);
  if (env.DATABASE_URL) {
    await database.prepareOwn(env);
    return { env, guard: null };
  }
  const server = await database.openEmbedded();
  const complete = { ...env, DATABASE_URL: server.url };
  try {
    await database.prepareEmbedded(server, complete, `dev ${Date.now()}`);
  } catch (error) {
    await server.stop();
    throw error;
  }
  const { DatabaseGuard } = await import('./run/database-guard.mjs');
  return { env: complete, guard: new DatabaseGuard(server) };
}

// npm run dev: the same as npm start, with pages and worker made anew at every change.
await run(async () => {
  stopWithParent();
  checkNode();
  loadEnvFiles();
  const port = wantedPort();
  await checkPort(port);
  await ensureInstalled();
  await continueInNewerNode();
  const { env, guard } = await prepare(port);
  const { Child } = await import('./run/child.mjs');
  const { stopOnSignals, untilReady } = await import('./run/supervise.mjs');
  const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next');
  // Without -H, a page opened at 127.0.0.1 gets its scripts refused and is never hydrated.
  const host = process.env.HOST || '127.0.0.1';
  const web = new Child('web', [next, 'dev', '-p', String(port), '-H', host], () => ({
    ...env,
    NODE_ENV: 'development',
    NEXT_TELEMETRY_DISABLED: '1',
  }));
  const worker = new Child('worker', [join(root, 'dist', 'worker.mjs')], () => ({
    ...env,
    NODE_ENV: 'development',
  }));
  const stop = stopOnSignals([web, worker], guard);
  web.start();
  await watchWorker(worker);
  try {
    await untilReady(web, port);
  } catch (error) {
    warn(error.message);
    await stop(1);
  }
  say(`FleetPrompt is ready: ${env.APP_URL}`);
});
