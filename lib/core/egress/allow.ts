import ipaddr from 'ipaddr.js';
import { env } from '@/lib/core/env';
import { canonicalAddress, inRange } from './address';
import type { Place } from './place';

interface NameRule {
  host: string;
  port: number | null;
}

/** What an operator opened. `names` match the host as written, `ranges` the address it leads to. */
export interface AllowList {
  names: NameRule[];
  ranges: { range: [ipaddr.IPv4 | ipaddr.IPv6, number]; port: number | null }[];
}

const SYNTAX = 'write hosts, host:port or CIDR ranges, separated by commas';

function parseEntry(entry: string, list: AllowList) {
  const refuse = () => new Error(`EGRESS_ALLOW cannot be read at "${entry}": ${SYNTAX}.`);
  if (entry.includes('/')) {
    if (!ipaddr.isValidCIDR(entry)) throw refuse();
    list.ranges.push({ range: ipaddr.parseCIDR(entry), port: null });
    return;
  }
  const bareV6 = canonicalAddress(entry)?.includes(':') ?? false;
  const match = /^(\[[^\]]+\]|[^:[\]]+)(?::(\d{1,5}))?$/.exec(bareV6 ? `[${entry}]` : entry);
  const port = match?.[2] === undefined ? null : Number(match[2]);
  if (!match?.[1] || (port !== null && (port < 1 || port > 65535))) throw refuse();
  const host = match[1].replace(/^\[|\]$/g, '');
  const address = canonicalAddress(host);
  if (address !== null) {
    const parsed = ipaddr.parse(address);
    list.ranges.push({ range: [parsed, parsed.kind() === 'ipv4' ? 32 : 128], port });
    return;
  }
  // A number that is no plain address ("127.1") would otherwise silently match nothing.
  if (
    !/^[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?$/i.test(host) ||
    /(^|\.)(\d+|0x[0-9a-f]*)\.?$/i.test(host)
  ) {
    throw refuse();
  }
  list.names.push({ host: host.toLowerCase().replace(/\.$/, ''), port });
}

/** Reads `EGRESS_ALLOW`. Throws an `Error` with a sentence at the first entry it cannot read. */
export function parseAllow(text: string): AllowList {
  const list: AllowList = { names: [], ranges: [] };
  for (const entry of text.split(',')) {
    if (entry.trim() !== '') parseEntry(entry.trim(), list);
  }
  return list;
}

/** Whether the operator named this host: then any address it resolves to is accepted. */
export function allowsName(list: AllowList, place: Place): boolean {
  return list.names.some(
    (rule) => rule.host === place.host && (rule.port === null || rule.port === place.port),
  );
}

/** Whether the operator opened this address (canonical spelling) at this port. */
export function allowsAddress(list: AllowList, address: string, port: number): boolean {
  return list.ranges.some(
    (rule) => (rule.port === null || rule.port === port) && inRange(address, rule.range),
  );
}

/** The only place that reads the setting. */
export function allowFromEnvironment(): string {
  return env().EGRESS_ALLOW;
}
