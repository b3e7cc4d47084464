import { Prisma } from '@/generated/prisma/client';

/** SQL NULL for a nullable JSON column; plain `null` would mean "leave it" to Prisma. */
export const DB_NULL = Prisma.DbNull;
