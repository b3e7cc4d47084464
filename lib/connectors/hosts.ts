import type { CredentialSpec } from '@/lib/connectors/catalog/declare';
import type { JsonObject } from '@/lib/engine/json';

/** The hosts that a credential's owner wrote down; undefined when none. */
export function ownHosts(metadata: unknown): readonly string[] | undefined {
  const hosts = (metadata as JsonObject | null)?.allowed_hosts;
  if (!Array.isArray(hosts)) return undefined;
  return hosts.filter((it): it is string => typeof it === 'string').map((it) => it.toLowerCase());
}

/** Where a credential may be sent: its own list, else its vendor's hosts, else (undefined) anywhere. */
export const hostsOf = (
  metadata: unknown,
  spec: CredentialSpec | null,
): readonly string[] | undefined => ownHosts(metadata) ?? spec?.hosts ?? undefined;

const name = (rule: string) => rule.replace(/:\d+$/, '');

/** The narrower of two rules (`host`, `host:port`, `*.domain`), or null when nothing fits both. */
function narrower(a: string, b: string): string | null {
  if (a === b) return a;
  const covers = (wide: string, narrow: string) =>
    wide === name(narrow) || (wide.startsWith('*.') && name(narrow).endsWith(wide.slice(1)));
  if (covers(a, b)) return b;
  return covers(b, a) ? a : null;
}

/** The hosts that several secrets may be sent to together; undefined: anywhere. */
export function intersect(
  lists: readonly (readonly string[] | undefined)[],
): readonly string[] | undefined {
  let common: readonly string[] | undefined;
  for (const list of lists) {
    if (list === undefined) continue;
    const before = common;
    common =
      before === undefined
        ? list
        : [...new Set(before.flatMap((a) => list.flatMap((b) => narrower(a, b) ?? [])))];
  }
  return common;
}

/** Whether `after` lets a credential go where `before` did not. */
export function loosens(
  before: readonly string[] | undefined,
  after: readonly string[] | undefined,
): boolean {
  if (before === undefined) return false;
  if (after === undefined) return true;
  return after.some((rule) => !before.some((had) => narrower(had, rule) === rule));
}
