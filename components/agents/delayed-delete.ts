'use client';

import { useSyncExternalStore } from 'react';
import { api } from '@/components/ui/fetcher';
import { toast } from '@/components/ui/toast';

/** Longer than the toast is seen, so that Undo never comes too late. */
const GRACE_MS = 8_500;

type Waiting = { path: string; timer: ReturnType<typeof setTimeout>; done: () => void };
const waiting = new Map<string, Waiting>();
const readers = new Set<() => void>();
let hidden: ReadonlySet<string> = new Set();
const none: ReadonlySet<string> = new Set();

const changed = (ids: Iterable<string>) => {
  hidden = new Set(ids);
  for (const read of readers) read();
};
const hide = (id: string) => changed([...hidden, id]);
const show = (id: string) => changed([...hidden].filter((other) => other !== id));

async function send(id: string) {
  const job = waiting.get(id);
  if (!job) return;
  waiting.delete(id);
  clearTimeout(job.timer);
  try {
    await api(job.path, { method: 'DELETE', keepalive: true });
    job.done();
  } catch (error) {
    show(id);
    toast.error('It was not deleted', error);
  }
}

// Leaving the site is no undo: what is still waiting is deleted then.
if (typeof window !== 'undefined')
  window.addEventListener('pagehide', () => {
    for (const id of waiting.keys()) void send(id);
  });

/**
 * Takes `id` from view at once and deletes it when the toast with Undo has gone. Nothing is sent
 * before, because a deleted row could only come back under another id.
 */
export function deleteWithUndo(
  { id, name, path }: { id: string; name: string; path: string },
  done: () => void,
) {
  if (waiting.has(id)) return;
  hide(id);
  waiting.set(id, { path, done, timer: setTimeout(() => void send(id), GRACE_MS) });
  toast.undo(`Deleting “${name}”`, () => {
    const job = waiting.get(id);
    if (!job) return;
    clearTimeout(job.timer);
    waiting.delete(id);
    show(id);
  });
}

/** Ids that wait for their deletion, to be left out of lists. */
export function useHidden(): ReadonlySet<string> {
  return useSyncExternalStore(
    (read) => {
      readers.add(read);
      return () => readers.delete(read);
    },
    () => hidden,
    () => none,
  );
}
