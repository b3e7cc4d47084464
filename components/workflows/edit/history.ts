import type { Doc } from '@/components/workflows/edit/address';

/** A definition with the way back and forth. */
export type Past = {
  past: readonly Doc[];
  present: Doc;
  future: readonly Doc[];
  /** What the last edit was about: more of the same soon after joins it. */
  tag: string | null;
  at: number;
};

const MOST = 200;
const SOON_MS = 1200;

export const begin = (present: Doc): Past => ({
  past: [],
  present,
  future: [],
  tag: null,
  at: 0,
});

export function edited(before: Past, next: Doc, at: number, tag: string | null = null): Past {
  if (next === before.present) return before;
  const joins = tag !== null && tag === before.tag && at - before.at < SOON_MS;
  const past = joins ? before.past : [...before.past, before.present].slice(-MOST);
  return { past, present: next, future: [], tag, at };
}

export function undone(before: Past): Past {
  const present = before.past.at(-1);
  if (!present) return before;
  return {
    past: before.past.slice(0, -1),
    present,
    future: [before.present, ...before.future],
    tag: null,
    at: 0,
  };
}

export function redone(before: Past): Past {
  const [present, ...future] = before.future;
  if (!present) return before;
  return { past: [...before.past, before.present], present, future, tag: null, at: 0 };
}
