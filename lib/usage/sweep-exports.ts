import { storage } from '@/lib/core/storage/storage';
import { LINK_HOURS } from '@/lib/usage/export';

/** Removes exports that no link leads to any more. */
export async function sweepExports(now = Date.now()): Promise<void> {
  const files = await storage();
  for await (const { key, lastModified } of files.list('exports/'))
    if (now - lastModified.getTime() > (LINK_HOURS + 1) * 3600_000) await files.delete(key);
}
