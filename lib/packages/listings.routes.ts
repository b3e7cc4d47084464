import { bind } from '@/lib/core/bind';
import { reply } from '@/lib/core/endpoint';
import {
  findListings,
  loadListing,
  presentDetail,
  presentListing,
} from '@/lib/packages/listing-store';
import { change, publish, unpublish } from '@/lib/packages/listings';
import {
  getListing,
  listListings,
  publishListing,
  unpublishListing,
  updateListing,
} from '@/lib/packages/listings.contract';

export const listingRoutes = [
  bind(listListings, async (ctx, { query }) => {
    const { rows, total } = await findListings(ctx, query);
    const { limit, offset } = query;
    return reply(200, { data: rows.map(presentListing), limit, offset, total });
  }),
  bind(getListing, async (_, { params }) =>
    reply(200, await presentDetail(await loadListing(params.id))),
  ),
  bind(publishListing, async (ctx, { params, body }) =>
    reply(200, presentListing(await publish(ctx, params.id, body))),
  ),
  bind(updateListing, async (ctx, { params, body }) =>
    reply(200, presentListing(await change(ctx, params.id, body))),
  ),
  bind(unpublishListing, async (ctx, { params }) => reply(204, await unpublish(ctx, params.id))),
];
