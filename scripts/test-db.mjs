import { continueInNewerNode } from './setup/node.mjs';
import { refuse, run, say, warn } from './setup/say.mjs';

// node scripts/test-db.mjs start | stop | clean: a PostgreSQL for tests that goes on running,
// so that one test file can be run in a second. Vitest starts it by itself when it is missing.
await run(async () => {
  await continueInNewerNode();
  const [command = 'start'] = process.argv.slice(2);
  const { sharedTestServer, stopSharedTestServer, dropLeftovers } = await import(
    './postgres/test-server.mjs'
  );
  if (command === 'stop') {
    say(
      (await stopSharedTestServer()) ? 'Test database stopped.' : 'No test database was running.',
    );
    return;
  }
  if (command !== 'start' && command !== 'clean') {
    refuse(`Unknown command "${command}": use start, stop or clean.`);
  }
  const url = await sharedTestServer();
  if (command === 'clean') {
    say(`Dropped ${await dropLeftovers(url)} left-over databases.`);
    return;
  }
  const { ensureTemplate } = await import('./postgres/template.mjs');
  const template = await ensureTemplate(url);
  warn(`Test database running. For a shell:\n  export TEST_DATABASE_URL=${url}`);
  warn(`  export TEST_TEMPLATE=${template}`);
  say(url);
});
