import ipaddr from 'ipaddr.js';

// Public by registry, yet they answer only to the machine that asks: Azure's host agent.
const HOST_AGENTS = new Set(['168.63.129.16']);

/** One spelling per address; null when the text is not an address or carries a zone. */
export function canonicalAddress(text: string): string | null {
  if (text.includes('%')) return null;
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text).toString();
  if (text.includes(':') && ipaddr.IPv6.isValid(text)) return ipaddr.IPv6.parse(text).toString();
  return null;
}

function v6Problem(address: ipaddr.IPv6): string | null {
  const range = address.range();
  if (range !== 'unicast') return range;
  const [first = 0, , , , fifth = 0, sixth] = address.parts;
  // Only 2000::/3 is handed out; this also covers ::/96 (IPv4-compatible) and unknown NAT64 ranges.
  if (first >> 13 !== 1) return 'reserved';
  // RFC 5214: an interface identifier ::[0200:]5efe:a.b.c.d tunnels to an IPv4 address.
  if (sixth === 0x5efe && (fifth & ~0x0300) === 0) return 'isatap';
  return null;
}

/**
 * Why an address is not a public one, in a word; null for a public address.
 * Ranges: the IANA special-purpose registries (RFC 6890), as kept by ipaddr.js.
 */
export function addressProblem(text: string): string | null {
  const canonical = canonicalAddress(text);
  if (canonical === null) return 'invalid';
  if (HOST_AGENTS.has(canonical)) return 'metadata';
  const address = ipaddr.parse(canonical);
  if (address instanceof ipaddr.IPv6) return v6Problem(address);
  const range = address.range();
  return range === 'unicast' ? null : range;
}

/** Whether an address lies in a range; the two families never match each other. */
export function inRange(text: string, range: [ipaddr.IPv4 | ipaddr.IPv6, number]): boolean {
  const address = ipaddr.parse(text);
  return address.kind() === range[0].kind() && address.match(range);
}
