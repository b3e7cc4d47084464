'use client';

import { useCallback, useEffect, useMemo, useState } from 'react';
import { keep, readKept, useKeepingText } from '@/components/ui/kept';

export type Text = { name: string; content: string };
type Kept = Text & { version: number };

const read = (key: string) =>
  readKept<Kept>(
    key,
    ({ content, name }) => typeof content === 'string' && typeof name === 'string',
  );

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

  const unsaved = useMemo(
    () => (dirty ? { ...now, version: saved.version } : null),
    [now, dirty, saved.version],
  );
  useKeepingText(key, unsaved);

  return {
    ...now,
    dirty,
    version: saved.version,
    restored,
    edit: useCallback((content: string) => setNow((it) => ({ ...it, content })), []),
    rename: useCallback((name: string) => setNow((it) => ({ ...it, name })), []),
    /** Goes back to what is saved. */
    drop: useCallback(() => {
      keep(key, null);
      setNow({ name: saved.name, content: saved.content });
      setRestored(null);
    }, [key, saved]),
    /** This is saved now, as `made`; what was typed meanwhile stays. */
    accept: useCallback(
      (sent: Text, made: Kept) => {
        keep(key, null);
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
