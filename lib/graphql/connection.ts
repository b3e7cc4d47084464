import DataLoader from 'dataloader';
import type { Ctx } from '@/lib/core/context';
import { invalid } from '@/lib/core/errors';
import { type GraphContext, loaderOf } from '@/lib/graphql/context';
import { decodeCursor, encodeCursor, type Order } from '@/lib/graphql/cursor';
import type { View } from '@/lib/graphql/schema/output';
import {
  countRows,
  type Found,
  type Piece,
  readSlices,
  type Slice,
  type Source,
} from '@/lib/graphql/store';

export const DEFAULT_SIZE = 20;
export const MOST_ROWS = 100;

/** The rows of one kind of list, whoever's it is. */
export interface Listing {
  source: Source;
  order: Order;
  where: readonly Piece[];
  /** the views of found rows, by `refOf` */
  rows(context: GraphContext, found: readonly Found[]): Promise<Map<string, View>>;
}

export interface PageArguments {
  first?: number | null;
  last?: number | null;
  after?: string | null;
  before?: string | null;
}

export interface Edge {
  cursor: string;
  node: View;
}

interface Page {
  edges: Edge[];
  more: boolean;
}

/** One row among those of all parents. */
export const refOf = ({ parent, ref }: Pick<Found, 'parent' | 'ref'>): string => `${parent}/${ref}`;

/** What `first`, `last`, `after` and `before` ask for. Throws VALIDATION_FAILED with the argument's name. */
export function sliceOf(given: PageArguments, order: Order): Slice {
  const { first, last } = given;
  const asked = typeof last === 'number' ? 'last' : 'first';
  if (typeof first === 'number' && typeof last === 'number')
    invalid('last', 'cannot be given together with first');
  const size = given[asked] ?? DEFAULT_SIZE;
  if (size < 1 || size > MOST_ROWS) invalid(asked, `must be from 1 to ${MOST_ROWS}`);
  const place = (name: 'after' | 'before') => {
    const cursor = given[name];
    if (cursor === null || cursor === undefined) return null;
    return decodeCursor(cursor, order) ?? invalid(name, 'is not a cursor of this list');
  };
  return { size, backward: asked === 'last', after: place('after'), before: place('before') };
}

/**
 * A list that is read when something of it is asked for. The lists of many parents with the same arguments are
 * read together: one statement for their places, those of `rows`, and one for their totals.
 */
export class Connection {
  readonly #context: GraphContext;
  readonly #listing: Listing;
  readonly #slice: Slice;
  readonly #name: string;
  readonly #parent: string;

  /** `name` says which list it is, arguments among it; without a parent it is a list of its own. */
  constructor(
    context: GraphContext,
    name: string,
    listing: Listing,
    given: PageArguments,
    parent = '',
  ) {
    this.#context = context;
    this.#listing = listing;
    this.#slice = sliceOf(given, listing.order);
    this.#name = `${name} ${JSON.stringify(given)}`;
    this.#parent = parent;
  }

  async edges(): Promise<Edge[]> {
    return (await this.#page()).edges;
  }

  async nodes(): Promise<View[]> {
    return (await this.#page()).edges.map(({ node }) => node);
  }

  async pageInfo() {
    const { edges, more } = await this.#page();
    const { backward, after, before } = this.#slice;
    return {
      hasNextPage: backward ? before !== null : more,
      hasPreviousPage: backward ? more : after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    };
  }

  totalCount(): Promise<number> {
    const { source, where } = this.#listing;
    const loader = loaderOf<number>(
      this.#context,
      `count ${this.#name}`,
      () =>
        new DataLoader(async (parents: readonly string[]) => {
          const counts = await countRows(this.#context.ctx, source, where, listOf(source, parents));
          return parents.map((parent) => counts.get(parent) ?? 0);
        }),
    );
    return loader.load(this.#parent);
  }

  #page(): Promise<Page> {
    const loader = loaderOf<Page>(
      this.#context,
      `page ${this.#name}`,
      () =>
        new DataLoader((parents: readonly string[]) =>
          readPages(this.#context, this.#listing, this.#slice, parents),
        ),
    );
    return loader.load(this.#parent);
  }
}

const listOf = ({ parent }: Source, parents: readonly string[]) => (parent ? parents : null);

async function readPages(
  context: GraphContext,
  listing: Listing,
  slice: Slice,
  parents: readonly string[],
): Promise<Page[]> {
  const { source, order, where } = listing;
  const ctx: Ctx = context.ctx;
  const found = await readSlices(ctx, source, order, where, slice, listOf(source, parents));
  const byParent = Map.groupBy(found, ({ parent }) => parent);
  const cut = parents.map((parent) => {
    const rows = byParent.get(parent) ?? [];
    const kept = rows.slice(0, slice.size);
    if (slice.backward) kept.reverse();
    return { kept, more: rows.length > slice.size };
  });
  const all = cut.flatMap(({ kept }) => kept);
  const views = all.length > 0 ? await listing.rows(context, all) : new Map<string, View>();
  return cut.map(({ kept, more }) => ({
    more,
    edges: kept.flatMap((row) => {
      const node = views.get(refOf(row));
      return node ? [{ cursor: encodeCursor(row.keys), node }] : [];
    }),
  }));
}
