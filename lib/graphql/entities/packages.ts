import DataLoader from 'dataloader';
import type { z } from 'zod';
import { publicDb } from '@/lib/core/db/public';
import type { Scope } from '@/lib/core/scopes';
import { type GraphContext, loaderOf } from '@/lib/graphql/context';
import type { Order } from '@/lib/graphql/cursor';
import { type Entity, NEWEST } from '@/lib/graphql/entities/entity';
import { equal, piece } from '@/lib/graphql/store';
import {
  getInstallation,
  InstallationSchema,
  listInstallations,
} from '@/lib/installations/contract';
import { installationsByIds } from '@/lib/installations/store';
import { fitness, fitting, listingsByIds, wholeListings } from '@/lib/packages/listing-store';
import {
  getListing,
  ListingDetailSchema,
  type ListingQuery,
  listListings,
  type SORTS,
} from '@/lib/packages/listings.contract';

type Query = z.output<typeof ListingQuery>;

const id = { sql: 't.id', type: 'uuid' } as const;
const published = { sql: 't.published_at', type: 'time' } as const;

const ORDERS: Record<(typeof SORTS)[number], Order> = {
  popular: { by: [{ sql: 't.installs', type: 'int' }, published, id], descending: true },
  newest: { by: [published, id], descending: true },
  rating: {
    by: [
      { sql: 't.rating_sum::float / GREATEST(t.rating_count, 1)', type: 'float' },
      { sql: 't.rating_count', type: 'int' },
      id,
    ],
    descending: true,
  },
  name: { by: [{ sql: 'lower(t.name)', type: 'text' }, id], descending: false },
};

/** With words, what fits them best comes first. */
const FITTEST: Order = { by: [{ sql: 'coalesce(t.fit, 0)', type: 'float' }, id], descending: true };

const wordsOf = ({ search }: Query): string | undefined => search?.trim() || undefined;

/** The id of the package of this slug, or null; of many slugs in one statement. */
export function idOfSlug(context: GraphContext, slug: string): Promise<string | null> {
  const load = async (slugs: readonly string[]) => {
    const where = {
      slug: { in: slugs.filter((one) => !one.includes('\0') && one.isWellFormed()) },
    };
    const rows = await publicDb().listing.findMany({ where, select: { id: true, slug: true } });
    return slugs.map((one) => rows.find((row) => row.slug === one)?.id ?? null);
  };
  return loaderOf(context, 'slugs', () => new DataLoader(load)).load(slug);
}

export const packages: Entity = {
  name: 'Package',
  schema: ListingDetailSchema,
  scope: getListing.auth as Scope,
  source: { from: 'listings t', ref: 't.id', tenant: false },
  sourceFor: (query: Query) => {
    const words = wordsOf(query);
    return {
      from: words ? `(SELECT *, ${fitness('?')} AS fit FROM listings) t` : 'listings t',
      values: words ? [words, words] : [],
      ref: 't.id',
      tenant: false,
    };
  },
  filters: listListings.query as z.ZodType,
  where: (query: Query) => {
    const words = wordsOf(query);
    return [
      ...(words ? [piece(fitting('?'), words, words)] : []),
      ...equal('t.category', query.category),
      ...equal('t.pricing_model', query.pricing),
      ...(query.tag === undefined ? [] : [piece('?::text = ANY(t.tags)', query.tag)]),
      ...(query.featured === undefined ? [] : [piece(`t.featured = ${query.featured === 'true'}`)]),
    ];
  },
  order: (query: Query) => (wordsOf(query) ? FITTEST : ORDERS[query.sort]),
  load: (_, ids) => listingsByIds(ids),
  detail: (_, ids) => wholeListings(ids),
};

type InstallationQuery = z.output<NonNullable<typeof listInstallations.query>>;

export const installations: Entity = {
  name: 'Installation',
  schema: InstallationSchema,
  scope: getInstallation.auth as Scope,
  source: { from: 'installations t', ref: 't.id', tenant: true },
  filters: listInstallations.query as z.ZodType,
  where: ({ status }: InstallationQuery) => equal('t.status', status),
  order: () => NEWEST,
  load: installationsByIds,
};
