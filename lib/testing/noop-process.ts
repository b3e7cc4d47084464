import { startLoop } from '@/lib/worker/loop';
import { handlers } from '@/lib/worker/registry';
import { PERFORM } from '@/lib/workflows/steps/perform';

/** The whole worker, but code steps do nothing: a benchmark of runs, not of what their steps do. */
PERFORM.code = async () => null;
await startLoop(handlers);
process.send?.({ port: 0 });
process.on('disconnect', () => process.exit(0));
