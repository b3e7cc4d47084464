import { lookup, Resolver } from 'node:dns/promises';

/** All addresses of a name. Rejects or answers an empty list when there are none. */
export type Resolve = (host: string) => Promise<string[]>;

// getaddrinfo occupies one of four pool threads, which password hashing and zlib share. Whoever
// owns a name decides how long its lookup hangs, so no more than two may hang at once.
const OS_LOOKUPS = 2;
let running = 0;
const waiting: (() => void)[] = [];

async function osLookup(host: string): Promise<string[]> {
  if (running >= OS_LOOKUPS) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return (await lookup(host, { all: true })).map((found) => found.address);
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

/**
 * Asks DNS directly, and the operating system (hosts file, mDNS) for names without a dot and names
 * that DNS does not know. `servers`: other name servers than the system's, as `address:port`.
 */
export function createResolve(servers?: string[]): Resolve {
  const dns = new Resolver({ timeout: 2_000, tries: 2 });
  if (servers) dns.setServers(servers);
  return async (host) => {
    if (!host.includes('.')) return osLookup(host);
    const answers = await Promise.allSettled([dns.resolve4(host), dns.resolve6(host)]);
    const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    if (found.length > 0) return found;
    return osLookup(host);
  };
}

export const systemResolve = createResolve();
