import { bindPublic, type Route } from '@/lib/core/bind';
import { reply } from '@/lib/core/endpoint';
import { searchDocs } from '@/lib/docs/contract';
import type { Document } from '@/lib/docs/reference/openapi';
import { docsSearch, type Search } from '@/lib/docs/search';

let search: Search | undefined;

/** The search over the docs; `document` is the API's own, made when somebody first searches. */
export const docsRoutes = (document: () => Document): Route[] => [
  bindPublic(searchDocs, async ({ query }) => {
    search ??= docsSearch(document());
    return reply(200, search(query.q, query.limit));
  }),
];
