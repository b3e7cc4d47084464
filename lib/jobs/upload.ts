import type { z } from 'zod';
import type { Ctx } from '@/lib/core/context';
import { newId } from '@/lib/core/ids';
import { storage } from '@/lib/core/storage/storage';
import type { uploadSource } from '@/lib/jobs/queues.contract';

const LINK_SECONDS = 3600;
const LARGEST = 5 * 1024 ** 3;

/** Everything that jobs of an organization may read and write lies under here. */
export const folderOf = (organizationId: string): string => `jobs/${organizationId}/`;

type Input = z.output<NonNullable<(typeof uploadSource)['body']>>;

/** A link to upload one file to, and the name under which a payload finds it. */
export async function upload(ctx: Ctx, { filename, size }: Input) {
  const extension = filename.slice(filename.lastIndexOf('.')).toLowerCase();
  const key = `${folderOf(ctx.organizationId)}uploads/${newId()}${extension}`;
  const files = await storage();
  const { url, method, headers } = await files.presignUpload(key, {
    maxBytes: size ?? LARGEST,
    size,
    expiresSeconds: LINK_SECONDS,
  });
  const expires_at = new Date(Date.now() + LINK_SECONDS * 1000).toISOString();
  return { source: `storage:${key}`, url, method, headers, expires_at };
}
