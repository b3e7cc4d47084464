import { ensureInstalled } from './setup/install.mjs';
import { checkNode, continueInNewerNode } from './setup/node.mjs';
import { refuse, run, say } from './setup/say.mjs';
import { loadEnvFiles } from './setup/settings.mjs';

// npm run db:migrate: applies the missing migrations to DATABASE_URL, for deploys without npm start.
await run(async () => {
  checkNode();
  await ensureInstalled();
  await continueInNewerNode();
  loadEnvFiles();
  const url = process.env.DATABASE_URL;
  if (!url) refuse('Set DATABASE_URL to the database that is to be migrated.');
  const { databaseProblem } = await import('./setup/database.mjs');
  const { migrate } = await import('./migrate/migrate.mjs');
  const { setUpQueues } = await import('./setup/queues.mjs');
  const problem = await databaseProblem(url);
  if (problem) refuse(problem);
  const applied = await migrate(url);
  await setUpQueues(url);
  say(applied.length ? `Applied ${applied.join(', ')}.` : 'The database is up to date.');
});
