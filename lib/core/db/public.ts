import type { PrismaClient } from '@/generated/prisma/client';
import { systemDb } from '@/lib/core/db/system';

/** The tables that every organization may read: the marketplace. They have no tenant column on purpose. */
export type PublicDb = Pick<PrismaClient, 'listing' | 'listingVersion' | 'review'>;

/**
 * The marketplace's tables. Writes must check that the listing's publisher, or the review's author, is the
 * caller's own: nothing here does it for you.
 */
export const publicDb = (): PublicDb => systemDb();

/** The same tables in the caller's transaction. */
export const publicTx = (tx: { db: unknown }): PublicDb => tx.db as PublicDb;
