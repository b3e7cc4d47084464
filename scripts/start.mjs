import { join } from 'node:path';
import { ensureInstalled } from './setup/install.mjs';
import { checkNode, continueInNewerNode } from './setup/node.mjs';
import { stopWithParent } from './setup/parent.mjs';
import { checkPort } from './setup/port.mjs';
import { root } from './setup/root.mjs';
import { refuse, run, say, warn } from './setup/say.mjs';
import { loadEnvFiles, settle, wantedPort } from './setup/settings.mjs';

/** Everything that must be in place before processes start. Resolves to how to start them. */
async function prepare(port) {
  await ensureInstalled();
  await continueInNewerNode();
  const { env, problems } = await settle({ port, fallback: 'production' });
  const { databaseProblem, openEmbedded, prepareEmbedded, prepareOwn } = await import(
    './setup/database.mjs'
  );
  const { ensureBuilt } = await import('./setup/build.mjs');
  const unusable = env.DATABASE_URL ? await databaseProblem(env.DATABASE_URL) : null;
  const all = [unusable, ...problems].filter(Boolean);
  if (all.length > 0) refuse(`FleetPrompt does not start like this: ${all.join(' ')}`);
  if (env.DATABASE_URL) {
    await ensureBuilt();
    await prepareOwn(env);
    return { env, guard: null };
  }
  const build = await ensureBuilt();
  const server = await openEmbedded();
  const complete = { ...env, DATABASE_URL: server.url };
  try {
    await prepareEmbedded(server, complete, build);
  } catch (error) {
    await server.stop();
    throw error;
  }
  const { DatabaseGuard } = await import('./run/database-guard.mjs');
  return { env: complete, guard: new DatabaseGuard(server) };
}

// npm start: from a fresh clone to a running FleetPrompt, and back to nothing on Ctrl-C.
await run(async () => {
  stopWithParent();
  checkNode();
  loadEnvFiles();
  const port = wantedPort();
  await checkPort(port);
  const { env, guard } = await prepare(port);
  const { Child } = await import('./run/child.mjs');
  const { stopOnSignals, untilReady } = await import('./run/supervise.mjs');
  const child = (name) =>
    new Child(name, [join(root, 'dist', `${name}.mjs`)], () => ({
      ...env,
      NODE_ENV: 'production',
    }));
  const web = child('web');
  const worker = child('worker');
  const stop = stopOnSignals([web, worker], guard);
  web.start();
  worker.start();
  try {
    await untilReady(web, port);
  } catch (error) {
    warn(error.message);
    await stop(1);
  }
  say(`FleetPrompt is ready: ${env.APP_URL}`);
});
