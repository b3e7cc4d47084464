import net, { type LookupFunction, type Socket } from 'node:net';
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

/** A connected socket to an address that was checked, for protocols that are not HTTP. */
export async function openChecked(
  place: Place,
  allow: AllowList,
  resolve: Resolve,
  timeoutMs: number,
): Promise<Socket> {
  const where = placeName(place);
  const late = new EgressError('EGRESS_TIMEOUT', `${where} did not answer in time.`);
  let socket: Socket | undefined;
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      socket?.destroy();
      reject(late);
    }, timeoutMs);
  });
  try {
    const addresses = await Promise.race([permittedAddresses(place, allow, resolve), expired]);
    const opening = net.connect({
      host: place.host,
      port: place.port,
      lookup: pinned(addresses),
      autoSelectFamily: true,
    });
    socket = opening;
    const connected = new Promise<void>((done, fail) => {
      opening.once('connect', done);
      opening.once('error', fail);
    });
    await Promise.race([connected, expired]);
    return opening;
  } catch (error) {
    throw egressError(error, where);
  } finally {
    clearTimeout(timer);
  }
}
