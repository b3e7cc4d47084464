import type { IncomingMessage } from 'node:http';

/** What a client must not say about itself: only we, or a proxy that we were told to trust, may. */
const SPOOFABLE = [
  'x-real-ip',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
  'forwarded',
];

/** Headers that mean something between Next and us. */
const INTERNAL = ['x-nonce', 'x-middleware-subrequest', 'x-middleware-subrequest-id'];

/**
 * Sets `x-real-ip` to the client's address and removes what the client claimed. Behind a trusted proxy
 * the address is the rightmost entry of X-Forwarded-For, which is the one that proxy wrote.
 */
export function settleClientHeaders(request: IncomingMessage, trustProxy: boolean): void {
  const { headers } = request;
  const forwarded = headers['x-forwarded-for'];
  const proto = headers['x-forwarded-proto'];
  for (const name of SPOOFABLE) if (headers[name] !== undefined) delete headers[name];
  for (const name of INTERNAL) if (headers[name] !== undefined) delete headers[name];
  let address = plainAddress(request.socket.remoteAddress);
  if (trustProxy) {
    const last = String(forwarded ?? '')
      .split(',')
      .at(-1)
      ?.trim();
    if (last && /^[\da-fA-F.:]{2,45}$/.test(last)) address = plainAddress(last);
    if (proto === 'https' || proto === 'http') headers['x-forwarded-proto'] = proto;
  }
  headers['x-real-ip'] = address;
  headers['x-forwarded-for'] = address;
}

const plainAddress = (address: string | undefined): string =>
  (address ?? '127.0.0.1').replace(/^::ffff:(?=\d+\.)/i, '');
