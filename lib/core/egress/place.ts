import { canonicalAddress } from './address';
import { EgressError } from './error';

/** Where a connection goes. `host` is lower case, without brackets and without a final dot. */
export interface Place {
  host: string;
  port: number;
  /** True when `host` is an address in its canonical spelling. */
  literal: boolean;
}

/** Host and port as a person reads them. */
export function placeName({ host, port }: Place): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** localhost and everything below it are loopback by RFC 6761, whatever a resolver says. */
export function isLocalName(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost');
}

function notAnAddress(): EgressError {
  return new EgressError(
    'EGRESS_BLOCKED',
    'The URL is not valid: give one like https://host/path.',
  );
}

/** Reads a URL as far as it can be judged without resolving names. Throws `EGRESS_BLOCKED`. */
export function parseUrl(input: string | URL): { url: URL; place: Place } {
  let url: URL;
  try {
    url = new URL(String(input));
  } catch {
    throw notAnAddress();
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new EgressError('EGRESS_BLOCKED', 'Only http and https URLs are allowed.');
  }
  if (url.username !== '' || url.password !== '') {
    const message = 'The URL must not carry a user name or password: send them in a header.';
    throw new EgressError('EGRESS_BLOCKED', message);
  }
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  return { url, place: placeOf(url.hostname, port) };
}

function placeOf(hostname: string, port: number): Place {
  const bare = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  const host = bare.toLowerCase().replace(/\.$/, '');
  if (host === '' || host.length > 253) throw notAnAddress();
  if (port < 1 || port > 65535) throw notAnAddress();
  const address = canonicalAddress(host);
  return { host: address ?? host, port, literal: address !== null };
}

/**
 * Reads a host that was given without a URL (SMTP). It goes through the URL parser, so that every
 * spelling of an address (decimal, octal, hex, short) is seen as that address.
 */
export function parseHost(host: string, port: number): Place {
  if (!Number.isInteger(port)) throw notAnAddress();
  const text = canonicalAddress(host)?.includes(':') ? `[${host}]` : host;
  if (!/^(\[[0-9a-fA-F:.]+\]|[^\s/\\?#@:[\]]+)$/.test(text)) {
    throw new EgressError('EGRESS_BLOCKED', 'The host is not valid: give a name or an address.');
  }
  try {
    return placeOf(new URL(`http://${text}/`).hostname, port);
  } catch {
    throw new EgressError('EGRESS_BLOCKED', 'The host is not valid: give a name or an address.');
  }
}
