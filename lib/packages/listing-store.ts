import type { z } from 'zod';
import type { Listing, ListingVersion } from '@/generated/prisma/client';
import type { Ctx } from '@/lib/core/context';
import { publicDb } from '@/lib/core/db/public';
import { fail } from '@/lib/core/errors';
import { isUuid } from '@/lib/core/ids';
import { creditsOf } from '@/lib/credits/money';
import type { PackageContents, PRICING_MODELS } from '@/lib/packages/apkg/contents';
import { installPlan } from '@/lib/packages/install-plan';
import type { ListingQuery } from '@/lib/packages/listings.contract';

/** A published app by id or slug, or 404. Every organization may read it. */
export async function loadListing(reference: string): Promise<Listing> {
  const row = await publicDb().listing.findUnique({
    where: isUuid(reference) ? { id: reference } : { slug: reference },
  });
  return row ?? fail('NOT_FOUND', 'No such package in the marketplace.');
}

const ORDER = {
  popular: 'installs DESC, published_at DESC',
  newest: 'published_at DESC',
  rating: 'rating_sum::float / GREATEST(rating_count, 1) DESC, rating_count DESC',
  name: 'lower(name)',
} as const;

/** How alike a word must be to be taken for a typing error; 1 is the same. */
const NEAR = 0.45;

const WORDS = `to_tsvector('english', listing_words(name, summary, description, tags))`;

/** SQL: whether a listing fits the words in this place of the statement. */
export const fitting = (place: string): string =>
  `(${WORDS} @@ websearch_to_tsquery('english', ${place})
    OR word_similarity(${place}, name || ' ' || summary) >= ${NEAR})`;

/** SQL: how well it fits them. */
export const fitness = (place: string): string =>
  `ts_rank(${WORDS}, websearch_to_tsquery('english', ${place}))
         + word_similarity(${place}, name || ' ' || summary)`;

/** Searches the marketplace; with words, what fits them best comes first. */
export async function findListings(ctx: Ctx, query: z.output<typeof ListingQuery>) {
  const search = query.search?.trim() || null;
  const fits = fitting('$1');
  const where = `($1::text IS NULL OR ${fits}) AND ($2::text IS NULL OR category = $2)
    AND ($3::text IS NULL OR pricing_model = $3) AND ($4::text IS NULL OR $4 = ANY(tags))
    AND ($5::boolean IS NULL OR featured = $5)`;
  const values = [
    search,
    query.category ?? null,
    query.pricing ?? null,
    query.tag ?? null,
    query.featured === undefined ? null : query.featured === 'true',
  ];
  const best = search ? `${fitness('$1')} DESC, ` : '';
  const found = await ctx.sql<{ id: string }>(
    `SELECT id FROM listings WHERE ${where} ORDER BY ${best}${ORDER[query.sort]}, id LIMIT $6 OFFSET $7`,
    ...values,
    query.limit,
    query.offset,
  );
  const [counted] = await ctx.sql<{ total: number }>(
    `SELECT count(*)::int AS total FROM listings WHERE ${where}`,
    ...values,
  );
  const rows = await publicDb().listing.findMany({
    where: { id: { in: found.map(({ id }) => id) } },
    omit: { contents: true, readme: true, changelog: true },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return { rows: found.flatMap(({ id }) => byId.get(id) ?? []), total: counted?.total ?? 0 };
}

/** The mean rating with two decimals; null without reviews. */
export const meanOf = (row: Pick<Listing, 'ratingSum' | 'ratingCount'>): number | null =>
  row.ratingCount > 0 ? Math.round((100 * row.ratingSum) / row.ratingCount) / 100 : null;

export const presentListing = (row: Omit<Listing, 'contents' | 'readme' | 'changelog'>) => ({
  id: row.id,
  slug: row.slug,
  name: row.name,
  summary: row.summary,
  description: row.description,
  publisher: { id: row.publisherId, name: row.publisherName },
  category: row.category,
  tags: row.tags,
  pricing_model: row.pricingModel as (typeof PRICING_MODELS)[number],
  price: creditsOf(row.price),
  icon: row.icon,
  version: row.version,
  featured: row.featured,
  installs: row.installs,
  rating: meanOf(row),
  reviews: row.ratingCount,
  published_at: row.publishedAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
});

/** A published version, the newest when none is named; null when it never was, or was withdrawn. */
export async function findVersion(row: Listing, version?: string): Promise<ListingVersion | null> {
  const { listingVersion } = publicDb();
  return listingVersion.findUnique({
    where: { listingId_version: { listingId: row.id, version: version ?? row.version } },
  });
}

/** Every version of these listings that was published, newest first. */
const versionsOf = (rows: Listing[]) =>
  publicDb().listingVersion.findMany({
    where: { listingId: { in: rows.map(({ id }) => id) } },
    orderBy: [{ publishedAt: 'desc' }, { version: 'desc' }],
    select: { listingId: true, version: true, publishedAt: true, changelog: true },
  });

/** The listing whole, with every version that was published. */
export const presentDetail = async (row: Listing) =>
  (await presentDetails([row]))[0] ?? fail('NOT_FOUND', 'No such package in the marketplace.');

async function presentDetails(rows: Listing[]) {
  const versions = await versionsOf(rows);
  return rows.map((row) => ({
    ...presentListing(row),
    readme: row.readme,
    changelog: row.changelog,
    screenshots: row.screenshots,
    config_schema: (row.contents as unknown as PackageContents).configSchema,
    versions: versions
      .filter(({ listingId }) => listingId === row.id)
      .map(({ version, publishedAt, changelog }) => ({
        version,
        published_at: publishedAt.toISOString(),
        changelog,
      })),
    install_plan: installPlan(row),
  }));
}

/** Listings by id, in any order, as the marketplace's list shows them. */
export const listingsByIds = async (ids: string[]) =>
  (
    await publicDb().listing.findMany({
      where: { id: { in: ids } },
      omit: { contents: true, readme: true, changelog: true },
    })
  ).map(presentListing);

/** The same whole. */
export const wholeListings = async (ids: string[]) =>
  presentDetails(await publicDb().listing.findMany({ where: { id: { in: ids } } }));
