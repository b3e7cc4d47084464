'use client';

import { useCallback, useEffect, useMemo, useState } from 'react';
import { keep, readKept, useKeepingText } from '@/components/ui/kept';
import type { Doc } from '@/components/workflows/edit/address';
import { begin, edited, redone, undone } from '@/components/workflows/edit/history';
import { canonicalJson, isObject } from '@/lib/engine/json';

type Kept = { doc: Doc; version: number };

const read = (key: string) => readKept<Kept>(key, ({ doc }) => isObject(doc));

/**
 * The definition being edited: with undo and redo, and kept in this browser until it is saved or
 * dropped. `key` names person, organization and workflow; `version` is the one that was opened.
 */
export function useDoc(key: string, opened: Doc, version: number) {
  const [saved, setSaved] = useState({ doc: opened, version });
  const [history, setHistory] = useState(() => begin(opened));
  /** The version that a restored draft was made from. */
  const [restored, setRestored] = useState<number | null>(null);
  const doc = history.present;
  const dirty = useMemo(() => canonicalJson(doc) !== canonicalJson(saved.doc), [doc, saved]);

  // After hydration: the server cannot know what this browser keeps.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was kept before this visit
  useEffect(() => {
    const kept = read(key);
    if (!kept || canonicalJson(kept.doc) === canonicalJson(opened)) return;
    setHistory(edited(begin(opened), kept.doc, 0));
    setRestored(kept.version);
  }, [key]);

  const unsaved = useMemo(
    () => (dirty ? { doc, version: saved.version } : null),
    [doc, dirty, saved.version],
  );
  useKeepingText(key, unsaved);

  return {
    doc,
    dirty,
    version: saved.version,
    restored,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    edit: useCallback(
      (next: Doc, tag?: string) => setHistory((h) => edited(h, next, Date.now(), tag ?? null)),
      [],
    ),
    undo: useCallback(() => setHistory(undone), []),
    redo: useCallback(() => setHistory(redone), []),
    /** Goes back to what is saved; can be undone. */
    drop: useCallback(() => {
      keep(key, null);
      setHistory((h) => edited(h, saved.doc, Date.now()));
      setRestored(null);
    }, [key, saved]),
    /** `next` is saved now, as `made`; what was typed meanwhile stays. */
    accept: useCallback(
      (next: Doc, made: number) => {
        keep(key, null);
        setSaved({ doc: next, version: made });
        setRestored(null);
      },
      [key],
    ),
  };
}
