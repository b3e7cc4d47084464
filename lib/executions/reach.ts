import { hostsWithin } from '@/lib/agents/bounds';
import { grantOf } from '@/lib/agents/grants';
import { fillIn, textsIn } from '@/lib/agents/placeholders';
import type { Work } from '@/lib/executions/model-step';

/** Shorter ones stand in ordinary words as well, and guard nothing. */
const SHORTEST_SECRET = 4;

export interface Reach {
  config: Record<string, unknown>;
  headers: Record<string, string>;
  /** takes secret values out of what a tool gives back */
  hide(value: unknown): unknown;
}

/**
 * How far a tool of this run reaches: its hosts within what the package was allowed, and the headers that its
 * publisher set, with the installer's secrets, which no model and no record sees.
 */
export async function reach(work: Work, set: Record<string, unknown>): Promise<Reach> {
  const { grant } = work.snapshot;
  const { headers: wanted, ...rest } = set;
  const hosts = hostsWithin(grant, set.allowed_hosts);
  // An empty list means "all" to a tool; to a package without permissions it means none.
  const config = hosts
    ? { ...rest, allowed_hosts: hosts.length > 0 ? hosts : ['none.invalid'] }
    : rest;
  const granted = grant ? await grantOf(work.ctx, work.snapshot.agentId) : null;
  const { config: open, secrets } = granted?.settings ?? { config: {}, secrets: {} };
  const all = { ...open, ...merged(open, secrets) };
  const headers = Object.fromEntries(
    Object.entries((wanted ?? {}) as Record<string, unknown>).map(([name, value]) => [
      name,
      granted ? fillIn(String(value), all) : String(value),
    ]),
  );
  const hidden = textsIn(secrets).filter((text) => text.length >= SHORTEST_SECRET);
  return { config, headers, hide: (value) => without(value, hidden) };
}

/** Nested secrets beside the open fields of the same object. */
function merged(open: Record<string, unknown>, secrets: Record<string, unknown>) {
  const isObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  return Object.fromEntries(
    Object.entries(secrets).map(([key, value]): [string, unknown] => {
      const beside = open[key];
      return [
        key,
        isObject(value) && isObject(beside) ? { ...beside, ...merged(beside, value) } : value,
      ];
    }),
  );
}

function without(value: unknown, hidden: string[]): unknown {
  if (hidden.length === 0) return value;
  if (typeof value === 'string')
    return hidden.reduce((text, secret) => text.replaceAll(secret, '[secret]'), value);
  if (Array.isArray(value)) return value.map((one) => without(one, hidden));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, without(inner, hidden)]),
  );
}
