'use client';

import { useCallback, useEffect, useRef, useState } from 'react';

export type Text = { name: string; content: string };
type Kept = Text & { version: number };

const read = (key: string): Kept | null => {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Kept | null;
    return kept && typeof kept.content === 'string' && typeof kept.name === 'string' ? kept : null;
  } catch {
    return null;
  }
};

const write = (key: string, kept: Kept | null) => {
  try {
    if (kept) localStorage.setItem(key, JSON.stringify(kept));
    else localStorage.removeItem(key);
  } catch {
    // A full or forbidden storage only costs the draft.
  }
};

const same = (a: Text, b: Text) => a.name === b.name && a.content === b.content;

/**
 * The document being written, kept in this browser until it is saved or dropped; leaving the site asks
 * first. `key` names person, organization and config; `version` is the one that was opened, 0 for none.
 */
export function useDraft(key: string, opened: Text, version: number) {
  const [saved, setSaved] = useState({ ...opened, version });
  const [now, setNow] = useState<Text>({ name: opened.name, content: opened.content });
  /** The version that a draft that came back was made from. */
  const [restored, setRestored] = useState<number | null>(null);
  const dirty = !same(now, saved);

  // After hydration: the server cannot know what this browser keeps.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was kept before this visit
  useEffect(() => {
    const kept = read(key);
    if (!kept || same(kept, opened)) return;
    setNow({ name: kept.name, content: kept.content });
    setRestored(kept.version);
  }, [key]);

  useEffect(() => {
    if (!dirty) return;
    const kept = { ...now, version: saved.version };
    const timer = setTimeout(() => write(key, kept), 300);
    const guard = (event: BeforeUnloadEvent) => {
      write(key, kept);
      event.preventDefault();
    };
    window.addEventListener('beforeunload', guard);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('beforeunload', guard);
    };
  }, [key, now, dirty, saved.version]);

  // Another page of ours is opened before the timer has rung.
  const latest = useRef<Kept | null>(null);
  latest.current = dirty ? { ...now, version: saved.version } : null;
  useEffect(() => () => void (latest.current && write(key, latest.current)), [key]);

  // What was typed back to what is saved is no draft.
  useEffect(() => {
    if (!dirty && read(key)?.version === saved.version) write(key, null);
  }, [key, dirty, saved.version]);

  return {
    ...now,
    dirty,
    version: saved.version,
    restored,
    edit: useCallback((content: string) => setNow((it) => ({ ...it, content })), []),
    rename: useCallback((name: string) => setNow((it) => ({ ...it, name })), []),
    /** Goes back to what is saved. */
    drop: useCallback(() => {
      write(key, null);
      setNow({ name: saved.name, content: saved.content });
      setRestored(null);
    }, [key, saved]),
    /** This is saved now, as `made`; what was typed meanwhile stays. */
    accept: useCallback(
      (sent: Text, made: Kept) => {
        write(key, null);
        setSaved(made);
        setNow((it) => ({
          name: it.name === sent.name ? made.name : it.name,
          content: it.content,
        }));
        setRestored(null);
      },
      [key],
    ),
  };
}
