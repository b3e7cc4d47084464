import { env } from '@/lib/core/env';
import { fail } from '@/lib/core/errors';

/**
 * Refuses writes that another site's page makes with our cookie. An Origin that is present must be ours;
 * without one, Sec-Fetch-Site must be same-origin or none when present; with neither it is no browser.
 */
export function refuseCrossSite(request: Request, url: URL): void {
  const origin = request.headers.get('origin');
  if (origin !== null) {
    const host = request.headers.get('host');
    const own = [new URL(env().baseUrl).origin, url.origin, host && `${url.protocol}//${host}`];
    if (!own.includes(origin)) fail('CROSS_SITE');
    return;
  }
  const site = request.headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none') fail('CROSS_SITE');
}
