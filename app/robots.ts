import type { MetadataRoute } from 'next';
import { env } from '@/lib/core/env';

export const dynamic = 'force-dynamic';

/** The docs are for everyone; all else needs a person, or is no page. */
export default function robots(): MetadataRoute.Robots {
  return {
    rules: { userAgent: '*', allow: ['/docs', '/llms.txt', '/llms-full.txt'], disallow: '/' },
    sitemap: `${env().baseUrl}/sitemap.xml`,
  };
}
