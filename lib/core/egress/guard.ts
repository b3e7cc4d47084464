import { isIP } from 'node:net';
import { addressProblem, canonicalAddress } from './address';
import { type AllowList, allowsAddress, allowsName } from './allow';
import { EgressError } from './error';
import { isLocalName, type Place, parseUrl, placeName } from './place';
import type { Resolve } from './resolve';

export interface CheckedAddress {
  address: string;
  family: 4 | 6;
}

const LOOPBACK = ['127.0.0.1', '::1'];

function blocked(place: Place): EgressError {
  const what = place.literal ? 'is not a public address' : 'leads to an address that is not public';
  const hint = 'An operator can open it with EGRESS_ALLOW.';
  return new EgressError('EGRESS_BLOCKED', `${placeName(place)} ${what}. ${hint}`);
}

function permits(allow: AllowList, address: string, port: number): boolean {
  return addressProblem(address) === null || allowsAddress(allow, address, port);
}

/** Judges what can be judged without resolving: addresses and localhost. Throws `EGRESS_BLOCKED`. */
export function checkPlace(place: Place, allow: AllowList): void {
  if (allowsName(allow, place)) return;
  if (place.literal && !permits(allow, place.host, place.port)) throw blocked(place);
  if (isLocalName(place.host) && !LOOPBACK.some((a) => permits(allow, a, place.port))) {
    throw blocked(place);
  }
}

/** Checks a URL that is about to be saved; see `egress.ts`. */
export function checkUrlAgainst(input: string | URL, allow: AllowList): URL {
  const { url, place } = parseUrl(input);
  checkPlace(place, allow);
  return url;
}

async function lookUp(place: Place, resolve: Resolve): Promise<string[]> {
  const unknown = () =>
    new EgressError('EGRESS_DNS', `The name ${place.host} could not be resolved.`);
  let found: string[];
  try {
    found = await resolve(place.host);
  } catch {
    throw unknown();
  }
  if (found.length === 0) throw unknown();
  return found;
}

/**
 * The addresses that may be connected to. One address that is not permitted refuses the whole
 * name: a name that mixes public and private addresses is an attack or a mistake.
 */
export async function permittedAddresses(
  place: Place,
  allow: AllowList,
  resolve: Resolve,
): Promise<CheckedAddress[]> {
  checkPlace(place, allow);
  const named = allowsName(allow, place);
  let candidates: string[];
  if (place.literal) candidates = [place.host];
  else if (isLocalName(place.host)) {
    candidates = LOOPBACK.filter((a) => named || permits(allow, a, place.port));
  } else candidates = await lookUp(place, resolve);

  return candidates.map((candidate) => {
    const address = canonicalAddress(candidate);
    if (address === null) throw blocked(place);
    if (!named && !permits(allow, address, place.port)) throw blocked(place);
    return { address, family: isIP(address) === 4 ? 4 : 6 };
  });
}
