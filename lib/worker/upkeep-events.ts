import { systemDb } from '@/lib/core/db/system';
import { rollUp, sweepOld } from '@/lib/events/counts';

/** Counts the events of every organization since the last time. */
export async function rollUpAll(): Promise<void> {
  await systemDb().$transaction(
    (tx) => rollUp((text) => tx.$queryRawUnsafe<unknown[]>(text)),
    // The first time, and after a restore, it counts everything there is.
    { timeout: 300_000 },
  );
}

export const sweepAll = (): Promise<void> =>
  sweepOld((text) => systemDb().$queryRawUnsafe<unknown[]>(text));
