import { type NextRequest, NextResponse } from 'next/server';
import { pageHeaders } from '@/lib/api/http/page-headers';

/**
 * Gives every page its security headers and a fresh nonce; nothing else, above all no authorization.
 * Next puts the nonce that it finds in the request's policy on its own scripts.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64');
  const https =
    request.nextUrl.protocol === 'https:' || (process.env.APP_URL ?? '').startsWith('https://');
  const set = pageHeaders(nonce, { https, dev: process.env.NODE_ENV === 'development' });
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  // Where to come back to after signing in.
  headers.set('x-path', request.nextUrl.pathname + request.nextUrl.search);
  headers.set('content-security-policy', set['Content-Security-Policy'] as string);
  const response = NextResponse.next({ request: { headers } });
  for (const [name, value] of Object.entries(set)) response.headers.set(name, value);
  return response;
}

export const config = {
  // Pages only: a proxy in front of the API would cut bodies at 10 MB.
  matcher: [
    '/((?!api(?:/|$)|chat/send|\\.well-known/|_next/|.*\\.(?:svg|png|ico|txt|webmanifest|woff2)$).*)',
  ],
};
