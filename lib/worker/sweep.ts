import { systemDb } from '@/lib/core/db/system';

/** Removes what nobody can ask for any more: old live output, deleted conversations, spent keys and windows. */
export async function sweep(): Promise<void> {
  const db = systemDb();
  const hourAgo = new Date(Date.now() - 3600_000);
  await db.executionChunk.deleteMany({ where: { createdAt: { lt: hourAgo } } });
  await db.conversation.deleteMany({ where: { deletedAt: { lt: hourAgo } } });
  await db.idempotencyKey.deleteMany({ where: { expiresAt: { lt: new Date() } } });
  await db.rateLimit.deleteMany({ where: { expire: { lt: BigInt(hourAgo.getTime()) } } });
}
