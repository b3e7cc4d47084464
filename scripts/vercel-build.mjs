import { join } from 'node:path';
import { migrate } from './migrate/migrate.mjs';
import { ensureClient } from './setup/generate.mjs';
import { setUpQueues } from './setup/queues.mjs';
import { root } from './setup/root.mjs';
import { refuse, run } from './setup/say.mjs';
import { step } from './setup/step.mjs';

// Vercel's build: client, migrations of the production database, pages. Previews must not migrate
// a database that production uses.
await run(async () => {
  await ensureClient();
  const url = process.env.DATABASE_URL;
  if (url && process.env.VERCEL_ENV === 'production') {
    await migrate(url);
    await setUpQueues(url);
  }
  const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next');
  const { status } = await step(process.execPath, [next, 'build'], { show: true });
  if (status !== 0) refuse('next build failed, see above.');
});
