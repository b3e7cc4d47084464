import { z } from 'zod';
import { storage } from '@/lib/core/storage/storage';
import { job } from '@/lib/queue/job';

/** Removes a file that no row names any more: enqueued in the transaction that forgot it. */
export const removeFile = job({
  name: 'packages.remove_file',
  schema: z.object({ key: z.string().max(500) }),
});

/** Deleting what is gone already is fine, so this may run any number of times. */
export async function removeStoredFile(key: string): Promise<void> {
  const store = await storage();
  await store.delete(key);
}
