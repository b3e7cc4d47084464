import { closePool } from '@/lib/core/db/pool';
import { log } from '@/lib/core/log';
import { setupQueues } from '@/lib/queue/setup';
import { startLoop } from '@/lib/worker/loop';
import { handlers } from '@/lib/worker/registry';

process.env.FLEETPROMPT_SERVICE ??= 'worker';

// `--setup` installs the queue and exits: run once after migrations, before web and worker start.
if (process.argv.includes('--setup')) {
  await setupQueues(handlers.map((h) => h.kind));
  await closePool();
  process.exit(0);
}

const loop = await startLoop(handlers);
let stopping = false;
async function stop() {
  if (stopping) return;
  stopping = true;
  await loop.stop(5_000).catch((error) => log().warn({ err: error }, 'worker stop'));
  process.exit(0);
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
process.on('disconnect', stop);
process.on('unhandledRejection', (error) => log().error({ err: error }, 'unhandled rejection'));
