import type { z } from 'zod';
import type { Listing, Review } from '@/generated/prisma/client';
import { audit } from '@/lib/audit/record';
import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { publicTx } from '@/lib/core/db/public';
import { fail } from '@/lib/core/errors';
import { isUuid, newId } from '@/lib/core/ids';
import { emit } from '@/lib/events/emit';
import { personOf } from '@/lib/packages/apps';
import { loadListing } from '@/lib/packages/listing-store';
import { hadInstalled, lockListing, organizationName, rerate } from '@/lib/packages/review-store';
import type { ReviewInput } from '@/lib/packages/reviews.contract';

type Input = z.output<typeof ReviewInput>;

const columns = ({ rating, title, body }: Input) => ({
  rating,
  title: title ?? '',
  text: body ?? '',
});

/** Writes the organization's one review of a package that it has or had installed. */
export async function writeReview(ctx: Ctx, reference: string, input: Input): Promise<Review> {
  const listing = await loadListing(reference);
  if (listing.publisherId === ctx.organizationId)
    fail('FORBIDDEN', 'This is a package of your own. Only others may review it.');
  if (!(await hadInstalled(ctx, listing.id)))
    fail('FORBIDDEN', 'Install this package first: only who has used it may review it.');
  return transaction(ctx, async (tx) => {
    await lockListing(tx, listing.id);
    const own = { listingId: listing.id, reviewerOrganizationId: tx.organizationId };
    if ((await publicTx(tx).review.count({ where: own })) > 0)
      fail('CONFLICT', 'Your organization has reviewed this package already. Change that review.');
    const authorName = await organizationName(tx);
    const row = await publicTx(tx).review.create({
      data: { ...own, ...columns(input), id: newId(), userId: personOf(tx.actor), authorName },
    });
    await recorded(tx, 'review.created', listing, row);
    return row;
  });
}

/** Replaces the organization's review; the publisher's answer stays. 404 when there is none. */
export function changeReview(ctx: Ctx, reference: string, input: Input): Promise<Review> {
  return withOwn(ctx, reference, async (tx, listing, { id }) => {
    const authorName = await organizationName(tx);
    const row = await publicTx(tx).review.update({
      where: { id },
      data: { ...columns(input), userId: personOf(tx.actor), authorName },
    });
    await recorded(tx, 'review.updated', listing, row);
    return row;
  });
}

/** Takes the organization's review back. 404 when there is none. */
export function deleteReview(ctx: Ctx, reference: string): Promise<void> {
  return withOwn(ctx, reference, async (tx, listing, row) => {
    await publicTx(tx).review.delete({ where: { id: row.id } });
    await recorded(tx, 'review.deleted', listing, row);
  });
}

/** The publisher's answer to a review, or its removal with null. Others get 404, as for no review. */
export async function answerReview(
  ctx: Ctx,
  reference: string,
  reviewId: string,
  answer: string | null,
): Promise<Review> {
  const listing = await loadListing(reference);
  const missing = () => fail('NOT_FOUND', 'No such review of a package of yours.');
  if (listing.publisherId !== ctx.organizationId || !isUuid(reviewId)) return missing();
  return transaction(ctx, async (tx) => {
    const before = await publicTx(tx).review.findFirst({
      where: { id: reviewId, listingId: listing.id },
    });
    if (!before || (answer === null && before.answer === null)) return missing();
    const row = await publicTx(tx).review.update({
      where: { id: before.id },
      // Answering is no change of the review itself.
      data: {
        answer,
        answeredAt: answer === null ? null : new Date(),
        updatedAt: before.updatedAt,
      },
    });
    await audit(tx, {
      action: answer === null ? 'review.answer_deleted' : 'review.answered',
      target: { type: 'review', id: row.id },
      data: { agent_app_id: listing.id },
    });
    return row;
  });
}

async function withOwn<T>(
  ctx: Ctx,
  reference: string,
  work: (tx: TxCtx, listing: Listing, row: Review) => Promise<T>,
): Promise<T> {
  const listing = await loadListing(reference);
  return transaction(ctx, async (tx) => {
    await lockListing(tx, listing.id);
    const row = await publicTx(tx).review.findFirst({
      where: { listingId: listing.id, reviewerOrganizationId: tx.organizationId },
    });
    if (!row) return fail('NOT_FOUND', 'Your organization has not reviewed this package.');
    return work(tx, listing, row);
  });
}

async function recorded(
  tx: TxCtx,
  action: 'review.created' | 'review.updated' | 'review.deleted',
  listing: Listing,
  row: Review,
): Promise<void> {
  await rerate(tx, listing.id);
  const data = { agent_app_id: listing.id, slug: listing.slug, rating: row.rating };
  await audit(tx, { action, target: { type: 'review', id: row.id }, data });
  if (action === 'review.created') await emit(tx, action, { review_id: row.id, ...data });
}
