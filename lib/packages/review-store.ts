import type { z } from 'zod';
import type { Prisma, Review } from '@/generated/prisma/client';
import type { Ctx, TxCtx } from '@/lib/core/context';
import { publicDb } from '@/lib/core/db/public';
import { fail } from '@/lib/core/errors';
import { loadListing, meanOf } from '@/lib/packages/listing-store';
import type { listReviews, ReviewView } from '@/lib/packages/reviews.contract';

/** Whether the organization has or had the listing installed. */
export const hadInstalled = async (ctx: Ctx, listingId: string): Promise<boolean> =>
  (await ctx.db.listingInstaller.count({ where: { listingId } })) > 0;

/** Remembers that the organization has used the listing; it may review it from now on. */
export async function rememberInstaller(tx: TxCtx, listingId: string): Promise<void> {
  const { organizationId } = tx;
  await tx.sql(
    `INSERT INTO listing_installers (organization_id, listing_id)
     SELECT $1::uuid, id FROM listings WHERE id = $2::uuid ON CONFLICT DO NOTHING`,
    organizationId,
    listingId,
  );
}

/** One writer at a time, so that the mean is that of all reviews. 404 when it was unpublished meanwhile. */
export async function lockListing(tx: TxCtx, listingId: string): Promise<void> {
  const [there] = await tx.sql(
    `SELECT id FROM listings WHERE id = $1::uuid FOR NO KEY UPDATE`,
    listingId,
  );
  if (!there) fail('NOT_FOUND', 'No such package in the marketplace.');
}

/** Counts the reviews of a locked listing anew. */
export async function rerate(tx: TxCtx, listingId: string): Promise<void> {
  await tx.sql(
    `UPDATE listings SET rating_count = r.n, rating_sum = r.total
     FROM (SELECT count(*)::int AS n, coalesce(sum(rating), 0)::int AS total
           FROM reviews WHERE listing_id = $1::uuid) r WHERE id = $1::uuid`,
    listingId,
  );
}

export async function organizationName(tx: TxCtx): Promise<string> {
  const [row] = await tx.sql<{ name: string }>(
    `SELECT name FROM organizations WHERE id = $1::uuid`,
    tx.organizationId,
  );
  return row?.name ?? '';
}

const ORDER = {
  newest: [{ createdAt: 'desc' }, { id: 'desc' }],
  highest: [{ rating: 'desc' }, { createdAt: 'desc' }, { id: 'desc' }],
  lowest: [{ rating: 'asc' }, { createdAt: 'desc' }, { id: 'desc' }],
} satisfies Record<string, Prisma.ReviewOrderByWithRelationInput[]>;

/** A page of a listing's reviews, with how they are spread and what the caller may do. */
export async function findReviews(
  ctx: Ctx,
  reference: string,
  query: z.output<NonNullable<(typeof listReviews)['query']>>,
) {
  const listing = await loadListing(reference);
  const mine = listing.publisherId === ctx.organizationId;
  const where = { listingId: listing.id, rating: query.rating };
  const { review } = publicDb();
  const [rows, total, groups, own, used] = await Promise.all([
    review.findMany({
      where,
      orderBy: ORDER[query.sort],
      take: query.limit,
      skip: query.offset,
    }),
    review.count({ where }),
    review.groupBy({ by: ['rating'], where: { listingId: listing.id }, _count: true }),
    review.findFirst({
      where: { listingId: listing.id, reviewerOrganizationId: ctx.organizationId },
    }),
    hadInstalled(ctx, listing.id),
  ]);
  const stars = (n: number) => groups.find(({ rating }) => rating === n)?._count ?? 0;
  const present = presenter(ctx, listing.publisherName);
  return {
    data: rows.map(present),
    limit: query.limit,
    offset: query.offset,
    total,
    rating: meanOf(listing),
    ratings: { 1: stars(1), 2: stars(2), 3: stars(3), 4: stars(4), 5: stars(5) },
    own: own && present(own),
    may_review: used && !mine && !own,
    may_answer: mine,
  };
}

/** Shows reviews of one publisher's package to the caller. */
export const presenter =
  (ctx: Ctx, publisherName: string) =>
  (row: Review): ReviewView => ({
    id: row.id,
    rating: row.rating,
    title: row.title,
    body: row.text,
    author: row.authorName,
    own: row.reviewerOrganizationId === ctx.organizationId,
    answer:
      row.answer === null || !row.answeredAt
        ? null
        : { body: row.answer, author: publisherName, created_at: row.answeredAt.toISOString() },
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  });
