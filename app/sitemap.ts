import type { MetadataRoute } from 'next';
import { TAGS } from '@/lib/api/openapi/tags';
import { env } from '@/lib/core/env';
import { siteMap } from '@/lib/docs/site';

// The origin is known when the server runs, not when it is built.
export const dynamic = 'force-dynamic';

export default function sitemap(): MetadataRoute.Sitemap {
  const paths = siteMap(Object.keys(TAGS)).flatMap(({ pages }) => pages.map(({ href }) => href));
  return ['/docs', ...paths].map((path) => ({ url: `${env().baseUrl}${path}` }));
}
