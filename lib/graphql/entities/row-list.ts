import type { z } from 'zod';
import type { Ctx } from '@/lib/core/context';
import type { Scope } from '@/lib/core/scopes';
import { refOf } from '@/lib/graphql/connection';
import type { GraphContext } from '@/lib/graphql/context';
import type { Order } from '@/lib/graphql/cursor';
import type { View } from '@/lib/graphql/schema/output';
import type { Found, Piece, Source } from '@/lib/graphql/store';

/** Rows that exist only below another one, as the REST endpoint below it shows them. */
export interface RowList {
  /** of the GraphQL type */
  name: string;
  schema: z.ZodType;
  scope: Scope;
  source: Source;
  filters?: z.ZodType;
  where(filters: never, ctx: Ctx): Piece[];
  order(filters: never): Order;
  rows(context: GraphContext, found: readonly Found[]): Promise<Map<string, View>>;
  /** what a list's rows do not hold */
  detail?(view: View, context: GraphContext): Promise<View | null>;
}

export const ascending = (sql: string): Order => ({
  by: [{ sql, type: 'int' }],
  descending: false,
});

/** A condition for each parent: so many, however many rows there are. */
export const byParent = <T>(
  found: readonly Found[],
  make: (parent: string, refs: string[]) => T,
): T[] =>
  [...Map.groupBy(found, ({ parent }) => parent)].map(([parent, rows]) =>
    make(
      parent,
      rows.map(({ ref }) => ref),
    ),
  );

export const place = (parent: string, ref: string | number | bigint): string =>
  refOf({ parent, ref: String(ref) });
