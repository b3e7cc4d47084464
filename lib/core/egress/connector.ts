import type { LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { canonicalAddress } from './address';
import type { AllowList } from './allow';
import { EgressError, egressError } from './error';
import { type CheckedAddress, permittedAddresses } from './guard';
import { type Place, parseHost, placeName } from './place';
import type { Resolve } from './resolve';

export const CONNECT_TIMEOUT_MS = 10_000;

/** Answers the addresses that were checked, so that nothing resolves the name a second time. */
function pinned(addresses: CheckedAddress[]): LookupFunction {
  return (_hostname, options, callback) => {
    const [first] = addresses;
    if (options.all) callback(null, addresses);
    else if (first) callback(null, first.address, first.family);
  };
}

/** A connector for undici that resolves, checks and connects to what it checked. */
export function guardedConnector(allow: AllowList, resolve: Resolve): buildConnector.connector {
  return (options, callback) => {
    const port = Number(options.port) || (options.protocol === 'https:' ? 443 : 80);
    let place: Place;
    try {
      place = parseHost(options.hostname.replace(/^\[|\]$/g, ''), port);
    } catch (error) {
      callback(error as Error, null);
      return;
    }
    const fail = (error: unknown) => callback(egressError(error, placeName(place)), null);
    permittedAddresses(place, allow, resolve).then((addresses) => {
      const connect = buildConnector({
        lookup: pinned(addresses),
        autoSelectFamily: true,
        timeout: CONNECT_TIMEOUT_MS,
        allowH2: false,
        maxCachedSessions: 0,
      });
      const hostname = place.literal ? place.host : options.hostname;
      connect({ ...options, hostname }, (error, socket) => {
        if (error) return fail(error);
        if (!socket) return;
        const reached = canonicalAddress(socket.remoteAddress ?? '');
        if (addresses.some(({ address }) => address === reached)) return callback(null, socket);
        // Cannot happen while `pinned` holds; here so that a change in Node or undici fails shut.
        socket.destroy();
        fail(new EgressError('EGRESS_BLOCKED', `${placeName(place)} led to an unchecked address.`));
      });
    }, fail);
  };
}
