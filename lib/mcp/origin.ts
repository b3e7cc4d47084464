import { env } from '@/lib/core/env';
import { fail } from '@/lib/core/errors';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Refuses what another site's page sends, as MCP asks of every server: an Origin that is present must be ours, or
 * a page of the machine itself (desktop clients and the MCP inspector). Programs send none.
 */
export function checkOrigin(headers: Headers, url: URL): void {
  const given = headers.get('origin');
  if (given === null) return;
  const origin = URL.parse(given);
  if (origin && [new URL(env().baseUrl).origin, url.origin].includes(origin.origin)) return;
  if (origin && LOOPBACK.test(origin.hostname)) return;
  fail('CROSS_SITE');
}
