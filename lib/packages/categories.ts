import type { Ctx } from '@/lib/core/context';

export interface Category {
  name: string;
  packages: number;
}

/** The marketplace's categories with the number of packages in each, the fullest first. */
export const categories = (ctx: Ctx): Promise<Category[]> =>
  ctx.sql<Category>(
    `SELECT category AS name, count(*)::int AS packages FROM listings
     GROUP BY category ORDER BY packages DESC, name LIMIT 40`,
  );
