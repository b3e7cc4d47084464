import type { Review } from '@/generated/prisma/client';
import { bind } from '@/lib/core/bind';
import type { Ctx } from '@/lib/core/context';
import { reply } from '@/lib/core/endpoint';
import { loadListing } from '@/lib/packages/listing-store';
import { findReviews, presenter } from '@/lib/packages/review-store';
import * as verbs from '@/lib/packages/reviews';
import {
  answerReview,
  changeReview,
  deleteAnswer,
  deleteReview,
  listReviews,
  writeReview,
} from '@/lib/packages/reviews.contract';

const shown = async (ctx: Ctx, row: Review) =>
  presenter(ctx, (await loadListing(row.listingId)).publisherName)(row);

export const reviewRoutes = [
  bind(listReviews, async (ctx, { params, query }) =>
    reply(200, await findReviews(ctx, params.id, query)),
  ),
  bind(writeReview, async (ctx, { params, body }) =>
    reply(201, await shown(ctx, await verbs.writeReview(ctx, params.id, body))),
  ),
  bind(changeReview, async (ctx, { params, body }) =>
    reply(200, await shown(ctx, await verbs.changeReview(ctx, params.id, body))),
  ),
  bind(deleteReview, async (ctx, { params }) =>
    reply(204, await verbs.deleteReview(ctx, params.id)),
  ),
  bind(answerReview, async (ctx, { params, body }) => {
    const row = await verbs.answerReview(ctx, params.id, params.reviewId, body.body);
    return reply(200, await shown(ctx, row));
  }),
  bind(deleteAnswer, async (ctx, { params }) => {
    await verbs.answerReview(ctx, params.id, params.reviewId, null);
    return reply(204);
  }),
];
