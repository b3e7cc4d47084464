import { startLoop } from '@/lib/worker/loop';
import { handlers } from '@/lib/worker/registry';

/** The worker as a process of its own that says when it is ready: for benchmarks. */
await startLoop(handlers);
process.send?.({ port: 0 });
process.on('disconnect', () => process.exit(0));
