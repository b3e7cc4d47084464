import { EgressError } from './error';

// Headers that frame the message or belong to the connection. We set them ourselves: a caller's
// Content-Length or Transfer-Encoding could smuggle a second request.
const FRAMING = new Set([
  'connection',
  'content-length',
  'expect',
  'http2-settings',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

// Everything else is taken for a credential: names of custom ones cannot be known.
const HARMLESS = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'content-language',
  'content-type',
  'user-agent',
]);

export type HeadersInput = Headers | Record<string, string> | [string, string][];

/** Headers as they are sent. Throws `EGRESS_PROTOCOL` for names or values that cannot be sent. */
export function requestHeaders(input: HeadersInput | undefined): Headers {
  let headers: Headers;
  try {
    headers = new Headers(input);
  } catch {
    throw new EgressError('EGRESS_PROTOCOL', 'A header has a name or value that cannot be sent.');
  }
  if (headers.has('host')) {
    throw new EgressError('EGRESS_PROTOCOL', 'The header Host is set from the URL: leave it out.');
  }
  for (const name of FRAMING) headers.delete(name);
  if (!headers.has('user-agent')) headers.set('user-agent', 'FleetPrompt');
  if (!headers.has('accept')) headers.set('accept', '*/*');
  if (!headers.has('accept-encoding')) headers.set('accept-encoding', 'gzip, deflate, br');
  return headers;
}

/** What may follow a redirect to another origin. */
export function harmlessHeaders(headers: Headers): Headers {
  return new Headers([...headers].filter(([name]) => HARMLESS.has(name)));
}

/** Undici's headers as `Headers`; a value that is not valid HTTP is left out. */
export function responseHeaders(raw: Record<string, string | string[] | undefined>): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(raw)) {
    for (const one of Array.isArray(value) ? value : [value ?? '']) {
      try {
        headers.append(name, one);
      } catch {}
    }
  }
  return headers;
}
