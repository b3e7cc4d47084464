import { z } from 'zod';
import { endpoint } from '@/lib/core/endpoint';
import { PageQuery, pageOf } from '@/lib/core/page';
import { Id } from '@/lib/packages/apps.contract';

const tag = 'Marketplace';
const jsonApi = 'review';
const path = '/api/v1/packages/{id}/reviews';

const fields = {
  rating: z.int().min(1).max(5),
  title: z.string().trim().max(120).optional(),
  body: z.string().trim().max(5000).optional(),
};
export const ReviewInput = z.strictObject(fields).meta({
  id: 'ReviewInput',
  description: 'What is left out is empty.',
});

const review = {
  id: z.uuid(),
  rating: z.int(),
  title: z.string(),
  body: z.string(),
  author: z.string().meta({ description: "The reviewing organization's name." }),
  own: z.boolean().meta({ description: 'It is of the organization that asks.' }),
  answer: z
    .object({ body: z.string(), author: z.string(), created_at: z.iso.datetime() })
    .nullable()
    .meta({ description: "The publisher's." }),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
};

export const ReviewSchema = z.object(review).meta({ id: 'Review' });

export type ReviewView = z.output<typeof ReviewSchema>;

export const REVIEW_SORTS = ['newest', 'highest', 'lowest'] as const;

export const listReviews = endpoint({
  id: 'listReviews',
  method: 'GET',
  path,
  auth: 'packages:read',
  tag,
  jsonApi,
  summary: "List a marketplace package's reviews",
  description: 'By id or slug. `own` is the review of the organization that asks.',
  params: Id,
  query: PageQuery.extend({
    sort: z.enum(REVIEW_SORTS).default('newest'),
    rating: z.coerce.number().int().min(1).max(5).optional(),
  }),
  responses: {
    200: pageOf(ReviewSchema).extend({
      rating: z.number().nullable().meta({ description: 'The mean; null without reviews.' }),
      ratings: z
        .record(z.enum(['1', '2', '3', '4', '5']), z.int())
        .meta({ description: 'How many gave each number of stars.' }),
      own: z.object(review).nullable(),
      may_review: z.boolean(),
      may_answer: z.boolean().meta({ description: 'It is a package of your own.' }),
    }),
  },
  errors: ['NOT_FOUND'],
});

export const writeReview = endpoint({
  id: 'writeReview',
  method: 'POST',
  path,
  auth: 'packages:write',
  tag,
  jsonApi,
  summary: 'Review a marketplace package',
  description:
    'One review per organization, of a package that it has or had installed, and never of its own. PUT changes it.',
  params: Id,
  body: ReviewInput,
  responses: { 201: ReviewSchema },
  errors: ['NOT_FOUND', 'CONFLICT', 'FORBIDDEN'],
  example: { body: { rating: 5, title: 'Saves us hours', body: 'Sorts every ticket right.' } },
});

export const changeReview = endpoint({
  id: 'changeReview',
  method: 'PUT',
  path,
  auth: 'packages:write',
  tag,
  jsonApi,
  summary: "Replace the organization's review of a package",
  params: Id,
  body: ReviewInput,
  responses: { 200: ReviewSchema },
  errors: ['NOT_FOUND'],
  example: { body: { rating: 4, title: 'Good', body: 'Better since the last version.' } },
});

export const deleteReview = endpoint({
  id: 'deleteReview',
  method: 'DELETE',
  path,
  auth: 'packages:write',
  tag,
  summary: "Take the organization's review of a package back",
  params: Id,
  responses: { 204: null },
  errors: ['NOT_FOUND'],
});

const answerPath = `${path}/{reviewId}/answer` as const;
const ReviewId = Id.extend({ reviewId: z.string().max(100) });

export const answerReview = endpoint({
  id: 'answerReview',
  method: 'PUT',
  path: answerPath,
  auth: 'packages:write',
  tag,
  jsonApi,
  summary: 'Answer a review of a package of your own',
  params: ReviewId,
  body: z.strictObject({ body: z.string().trim().min(1).max(5000) }).meta({ id: 'ReviewAnswer' }),
  responses: { 200: ReviewSchema },
  errors: ['NOT_FOUND'],
  example: { body: { body: 'Thank you! This is better in 1.2.0.' } },
});

export const deleteAnswer = endpoint({
  id: 'deleteReviewAnswer',
  method: 'DELETE',
  path: answerPath,
  auth: 'packages:write',
  tag,
  summary: 'Take the answer to a review back',
  params: ReviewId,
  responses: { 204: null },
  errors: ['NOT_FOUND'],
});
