import { afterAll, beforeAll } from 'vitest';
import { closeListener } from '@/lib/core/db/listen';
import { overrideEnv } from '@/lib/core/env';
import { testDatabase } from '@/lib/testing/db';
import { type Receiver, startReceiver } from '@/lib/testing/vendors/receiver';
import { startLoop } from '@/lib/worker/loop';
import { handlers } from '@/lib/worker/registry';

/** A database, a worker in this process and a receiver of requests, for the length of a test file. */
export function withWorker(): { receiver: Receiver; url: string } {
  const held = {} as { receiver: Receiver; url: string };
  let drop: () => Promise<void>;
  let loop: Awaited<ReturnType<typeof startLoop>>;
  beforeAll(async () => {
    const database = await testDatabase();
    drop = database.drop;
    held.url = database.url;
    overrideEnv({ EGRESS_ALLOW: '127.0.0.1' });
    held.receiver = await startReceiver();
    loop = await startLoop(handlers);
  });
  afterAll(async () => {
    await loop?.stop(2_000);
    await held.receiver?.close();
    await closeListener();
    await drop?.();
  });
  return held;
}
