import type { z } from 'zod';
import { publicDb } from '@/lib/core/db/public';
import type { Scope } from '@/lib/core/scopes';
import { place, type RowList } from '@/lib/graphql/entities/row-list';
import { equal } from '@/lib/graphql/store';
import { presenter } from '@/lib/packages/review-store';
import { listReviews, ReviewSchema } from '@/lib/packages/reviews.contract';

export const reviews: RowList = {
  name: 'Review',
  schema: ReviewSchema,
  scope: listReviews.auth as Scope,
  source: { from: 'reviews t', ref: 't.id', tenant: false, parent: 't.listing_id' },
  filters: listReviews.query as z.ZodType,
  where: ({ rating }: z.output<NonNullable<typeof listReviews.query>>) =>
    equal('t.rating', rating, 'int'),
  order: ({ sort }: z.output<NonNullable<typeof listReviews.query>>) => ({
    by: [
      ...(sort === 'newest'
        ? []
        : [{ sql: sort === 'highest' ? 't.rating' : '-t.rating', type: 'int' as const }]),
      { sql: 't.created_at', type: 'time' },
      { sql: 't.id', type: 'uuid' },
    ],
    descending: true,
  }),
  async rows({ ctx }, found) {
    const rows = await publicDb().review.findMany({
      where: { id: { in: found.map(({ ref }) => ref) } },
      include: { listing: { select: { publisherName: true } } },
    });
    return new Map(
      rows.map(({ listing, ...row }) => [
        place(row.listingId, row.id),
        presenter(ctx, listing.publisherName)(row),
      ]),
    );
  },
};
