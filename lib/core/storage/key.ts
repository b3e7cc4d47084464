const SEGMENT = /^[A-Za-z0-9_][A-Za-z0-9._=-]*$/;
const LONGEST_KEY = 512;
const LONGEST_SEGMENT = 200;

/** Gives the key back, or throws: keys are made by our code, so a bad one is a mistake of ours. */
export function validKey(key: string): string {
  const segments = key.split('/');
  const good =
    key.length <= LONGEST_KEY &&
    segments.every((s) => s.length <= LONGEST_SEGMENT && SEGMENT.test(s) && !s.endsWith('.'));
  if (!good) throw new Error(`"${key.slice(0, 80)}" cannot be a key of the storage.`);
  return key;
}

/** A prefix is a key that may end in the middle of a segment or in a slash; empty lists everything. */
export function validPrefix(prefix: string): string {
  if (prefix !== '') validKey(prefix.endsWith('/') ? prefix.slice(0, -1) : prefix);
  return prefix;
}
