import { z } from 'zod';

/** `limit` (20, at most 100) and `offset`, as every list takes them. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  offset: z.coerce.number().int().min(0).max(1_000_000_000).default(0),
});

export type Page = z.infer<typeof PageQuery>;

/** `{data, limit, offset, total}` */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    data: z.array(item),
    limit: z.number().int(),
    offset: z.number().int(),
    total: z.number().int(),
  });

export type Paged<T> = { data: T[]; limit: number; offset: number; total: number };
