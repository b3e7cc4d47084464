import type { Json } from '@/lib/engine/json';

const HIDDEN = '••••••••';
/** Shorter texts stand in too many places that have nothing to do with the secret. */
const SHORTEST = 4;

/**
 * A function that takes secrets out of a value: as they are, percent-encoded, as JSON writes them, and
 * as Basic authentication sends them.
 */
export function redactor(secrets: readonly string[]): <T extends Json>(value: T) => T {
  const texts = new Set<string>();
  for (const secret of secrets) {
    if (secret.length < SHORTEST) continue;
    texts.add(secret);
    texts.add(encodeURIComponent(secret));
    texts.add(JSON.stringify(secret).slice(1, -1));
    texts.add(Buffer.from(secret).toString('base64'));
  }
  const list = [...texts].sort((a, b) => b.length - a.length);
  const text = (value: string) =>
    list.reduce((it, secret) => (it.includes(secret) ? it.replaceAll(secret, HIDDEN) : it), value);
  const walk = (value: Json): Json => {
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, it]) => [text(key), walk(it)]));
  };
  return ((value: Json) => (list.length === 0 ? value : walk(value))) as <T extends Json>(
    value: T,
  ) => T;
}
