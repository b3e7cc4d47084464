import DataLoader from 'dataloader';
import type { z } from 'zod';
import type { Ctx } from '@/lib/core/context';
import { isUuid } from '@/lib/core/ids';
import type { Scope } from '@/lib/core/scopes';
import { refOf } from '@/lib/graphql/connection';
import { type GraphContext, loaderOf } from '@/lib/graphql/context';
import type { Order } from '@/lib/graphql/cursor';
import type { View } from '@/lib/graphql/schema/output';
import type { Found, Piece, Source } from '@/lib/graphql/store';

/** A type whose rows have an id of their own, as REST shows them. */
export interface Entity {
  /** of the GraphQL type */
  name: string;
  /** what REST answers for one of it */
  schema: z.ZodType;
  /** the scope of the endpoints that read it */
  scope: Scope;
  source: Source;
  /** where rows come from when the filters say so */
  sourceFor?(filters: never): Source;
  /** what the endpoint that lists it filters by */
  filters: z.ZodType;
  where(filters: never, ctx: Ctx): Piece[];
  order(filters: never): Order;
  /** rows of the organization with these ids, in any order, as REST's lists show them */
  load(ctx: Ctx, ids: string[]): Promise<View[]>;
  /** the same whole, as REST shows one alone, when that says more */
  detail?(ctx: Ctx, ids: string[]): Promise<View[]>;
}

/** Newest first, as every list. */
export const NEWEST: Order = {
  by: [
    { sql: 't.created_at', type: 'time' },
    { sql: 't.id', type: 'uuid' },
  ],
  descending: true,
};

function batch(
  context: GraphContext,
  name: string,
  load: Entity['load'],
): DataLoader<string, View | null> {
  return loaderOf(
    context,
    name,
    () =>
      new DataLoader(async (ids: readonly string[]) => {
        const views = await load(context.ctx, [...ids]);
        const byId = new Map(views.map((view) => [view.id as string, view]));
        return ids.map((id) => byId.get(id) ?? null);
      }),
  );
}

/** One by its id; null for another organization's, exactly as for one that does not exist. */
export async function loadOne(
  context: GraphContext,
  { name, load }: Entity,
  id: unknown,
): Promise<View | null> {
  if (typeof id !== 'string' || !isUuid(id)) return null;
  return batch(context, name, load).load(id.toLowerCase());
}

/** What its own endpoint says beyond the list's. */
export const loadDetail =
  ({ name, load, detail }: Pick<Entity, 'name' | 'load' | 'detail'>) =>
  (view: View, context: GraphContext): Promise<View | null> =>
    batch(context, `${name} whole`, detail ?? load).load(view.id as string);

/** The views of a list's rows. */
export const rowsOf =
  (entity: Entity) =>
  async (context: GraphContext, found: readonly Found[]): Promise<Map<string, View>> => {
    const loader = batch(context, entity.name, entity.load);
    const views = await loader.loadMany(found.map(({ ref }) => ref));
    return new Map(
      found.flatMap((row, i) => {
        const view = views[i];
        if (view instanceof Error) throw view;
        return view ? [[refOf(row), view] as const] : [];
      }),
    );
  };
