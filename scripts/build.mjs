import { ensureInstalled } from './setup/install.mjs';
import { checkNode, continueInNewerNode } from './setup/node.mjs';
import { run, say } from './setup/say.mjs';

// npm run build: pages into .next, server programs into dist; nothing when no source changed.
await run(async () => {
  checkNode();
  await ensureInstalled();
  await continueInNewerNode();
  const { ensureBuilt } = await import('./setup/build.mjs');
  await ensureBuilt();
  say('Built.');
});
