import type { Grant } from '@/lib/agents/grants';

const matches = (host: string, rule: string): boolean =>
  host === rule || (rule.startsWith('*.') && rule.length > 2 && host.endsWith(rule.slice(1)));

/**
 * The hosts that a tool may reach: those it is set to, as far as the grant has them, in the syntax of
 * `allowedHosts`. Undefined: every public host. `*.example.com` covers `*.api.example.com` too.
 */
export function hostsWithin(
  grant: Pick<Grant, 'hosts'> | null | undefined,
  set: unknown,
): string[] | undefined {
  const wanted = Array.isArray(set) && set.length > 0 ? set.map(clean) : undefined;
  if (!grant) return wanted;
  const granted = grant.hosts.map(clean);
  if (!wanted) return granted;
  const both = [
    ...wanted.filter((host) => granted.some((rule) => matches(host, rule))),
    ...granted.filter((host) => wanted.some((rule) => matches(host, rule))),
  ];
  return [...new Set(both)];
}

const clean = (host: unknown): string => String(host).trim().toLowerCase();
