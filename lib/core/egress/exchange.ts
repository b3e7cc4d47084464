import type { Readable } from 'node:stream';
import type { Agent, Dispatcher } from 'undici';
import type { AllowList } from './allow';
import { discard } from './body';
import { EgressError, egressError } from './error';
import { checkPlace } from './guard';
import { harmlessHeaders, responseHeaders } from './headers';
import { type Place, parseUrl, placeName } from './place';

/** refuse: throw `EGRESS_REDIRECT`; return: answer the 3xx as it is; follow: check and go on. */
export type RedirectMode = 'refuse' | 'follow' | 'return';

export interface ExchangeRequest {
  url: string | URL;
  method: string;
  headers: Headers;
  body: Uint8Array | Readable | null;
  redirect: RedirectMode;
  maxRedirects: number;
  allowedHosts: readonly string[] | undefined;
  signal: AbortSignal;
}

export interface Exchanged {
  status: number;
  headers: Headers;
  /** Still content-encoded. */
  body: Readable;
  url: URL;
  where: string;
  method: string;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

function redirectError(message: string, status: number): EgressError {
  return new EgressError('EGRESS_REDIRECT', message, status);
}

/** Entries: `host`, `host:port`, or `*.domain` for everything below a domain. */
export function checkAllowedHosts(place: Place, allowed: readonly string[] | undefined): void {
  if (allowed === undefined) return;
  const full = placeName(place);
  const name = place.host.includes(':') ? `[${place.host}]` : place.host;
  const fits = allowed.some((entry) => {
    const rule = entry.trim().toLowerCase();
    if (rule === name || rule === place.host || rule === full) return true;
    return rule.startsWith('*.') && rule.length > 2 && name.endsWith(rule.slice(1));
  });
  if (fits) return;
  const message = `${full} is not among the hosts that these credentials may be sent to.`;
  throw new EgressError('EGRESS_BLOCKED', message);
}

// Undici looks at its signal only once connected; a lookup or connection that hangs would outlive
// the deadline, so the wait is ended here and a late answer is thrown away.
function send(
  agent: Agent,
  options: Dispatcher.RequestOptions & { origin: string },
): Promise<Dispatcher.ResponseData> {
  const signal = options.signal as AbortSignal;
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    agent
      .request(options)
      .then((response) => (signal.aborted ? discard(response.body) : resolve(response)), reject)
      .finally(() => signal.removeEventListener('abort', onAbort));
  });
}

function nextRequest(
  request: ExchangeRequest,
  from: URL,
  status: number,
  location: string,
): ExchangeRequest {
  const where = from.host;
  let target: URL;
  try {
    target = new URL(location, from);
  } catch {
    throw redirectError(`${where} redirected to something that is not a URL.`, status);
  }
  if (from.protocol === 'https:' && target.protocol !== 'https:') {
    throw redirectError(`${where} redirected from https to an insecure address.`, status);
  }
  const rewrites =
    (status === 303 && request.method !== 'HEAD') ||
    ((status === 301 || status === 302) && request.method === 'POST');
  const next = { ...request, url: target };
  if (rewrites) {
    next.method = 'GET';
    next.body = null;
    next.headers = new Headers(request.headers);
    for (const name of ['content-type', 'content-encoding', 'content-language']) {
      next.headers.delete(name);
    }
  }
  if (target.origin !== from.origin) {
    // A body can hold credentials as well (a client secret in a token request).
    if (next.body !== null) {
      const message = `${where} redirected the request and its body to another origin.`;
      throw redirectError(message, status);
    }
    next.headers = harmlessHeaders(next.headers);
  }
  if (next.body !== null && !(next.body instanceof Uint8Array)) {
    throw redirectError(`${where} redirected a request whose body was already sent.`, status);
  }
  return next;
}

/** Sends a request and its redirects, each checked like the first. Throws only `EgressError`. */
export async function exchange(
  agent: Agent,
  allow: AllowList,
  first: ExchangeRequest,
): Promise<Exchanged> {
  let request = first;
  for (let redirects = 0; ; redirects += 1) {
    const { url, place } = parseUrl(request.url);
    const where = placeName(place);
    checkPlace(place, allow);
    checkAllowedHosts(place, request.allowedHosts);
    let response: Dispatcher.ResponseData;
    try {
      response = await send(agent, {
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method: request.method as Dispatcher.HttpMethod,
        headers: [...request.headers].flat(),
        body: request.body,
        signal: request.signal,
      });
    } catch (error) {
      throw egressError(error, where);
    }
    const { statusCode: status, body } = response;
    const headers = responseHeaders(response.headers);
    const location = REDIRECTS.has(status) ? headers.get('location') : null;
    if (location === null || request.redirect === 'return') {
      return { status, headers, body, url, where, method: request.method };
    }
    discard(body);
    if (request.redirect === 'refuse') {
      const message = `${where} answered with a redirect (${status}), which is not followed.`;
      throw redirectError(message, status);
    }
    if (redirects >= request.maxRedirects) {
      throw redirectError(`${where} redirected more than ${request.maxRedirects} times.`, status);
    }
    request = nextRequest(request, url, status, location);
  }
}
