import type { z } from 'zod';
import type { Paged } from '@/lib/core/page';
import type {
  InstallPlanSchema,
  ListingDetailSchema,
  ListingSchema,
} from '@/lib/packages/listings.contract';
import type { ReviewSchema } from '@/lib/packages/reviews.contract';

export type Listing = z.output<typeof ListingSchema>;
export type ListingDetail = z.output<typeof ListingDetailSchema>;
export type InstallPlan = z.output<typeof InstallPlanSchema>;
export type Review = z.output<typeof ReviewSchema>;
export type ReviewPage = Paged<Review> & {
  rating: number | null;
  ratings: Record<'1' | '2' | '3' | '4' | '5', number>;
  own: Review | null;
  may_review: boolean;
  may_answer: boolean;
};
export type CategoryCount = { name: string; packages: number };

/** What the reader may do here; viewers only look. */
export type May = { install: boolean; review: boolean; chat: boolean };
