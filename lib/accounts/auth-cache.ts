import { createHash } from 'node:crypto';

/** Milliseconds for which a looked-up key or session is trusted, so that other processes follow within a second. */
const TRUSTED_MS = 500;
const KEPT = 5_000;

type Entry = { at: number; row: Promise<unknown> };
const shared = globalThis as { __fpAuth?: Map<string, Entry> };

function cache(): Map<string, Entry> {
  shared.__fpAuth ??= new Map();
  return shared.__fpAuth;
}

/** Runs `look` unless the same lookup was begun within the last half second; callers at once share it. */
export function remembered<T>(
  kind: 'key' | 'session',
  id: string,
  look: () => Promise<T>,
): Promise<T> {
  const entries = cache();
  const name = `${kind}:${id.length > 64 ? createHash('sha256').update(id).digest('hex') : id}`;
  const now = Date.now();
  const found = entries.get(name);
  if (found && now - found.at < TRUSTED_MS) return found.row as Promise<T>;
  const row = look();
  entries.delete(name);
  entries.set(name, { at: now, row });
  row.catch(() => {
    if (entries.get(name)?.row === row) entries.delete(name);
  });
  if (entries.size > KEPT) entries.delete(entries.keys().next().value as string);
  return row;
}

/**
 * Forgets everything that was looked up, lookups still under way included: called after the commit
 * of whatever takes access away. Looking up again costs a fraction of a millisecond each.
 */
export function forgetAll(): void {
  cache().clear();
}

/** Called when a key was deleted, changed or rotated. */
export const forgetKey = (_id: string): void => forgetAll();

/** Called when a session was ended or moved to another organization. */
export const forgetSession = (_id: string): void => forgetAll();
