import type { Prisma } from '@/generated/prisma/client';
import { DB_NULL } from '@/lib/core/db/json-null';

/** What is expected as it is stored: an expected null is told from nothing expected. */
export const wrap = (expected: unknown) =>
  expected === undefined ? DB_NULL : ({ value: expected } as Prisma.InputJsonObject);

export const unwrap = (stored: unknown): unknown =>
  stored === null ? undefined : (stored as { value: unknown }).value;

/** A value for a nullable JSON column. */
export const jsonOf = (value: unknown) =>
  value === undefined || value === null ? DB_NULL : (value as Prisma.InputJsonValue);
