'use client';

import { useEffect, useRef } from 'react';

/** What this browser keeps under `key`, when it is what `fits`; else null. */
export function readKept<Kept>(key: string, fits: (kept: Partial<Kept>) => boolean): Kept | null {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Kept | null;
    return kept && fits(kept) ? kept : null;
  } catch {
    return null;
  }
}

/** Keeps it in this browser; null forgets it. */
export function keep(key: string, kept: object | null) {
  try {
    if (kept) localStorage.setItem(key, JSON.stringify(kept));
    else localStorage.removeItem(key);
  } catch {
    // A full or forbidden storage only costs the draft.
  }
}

/**
 * Keeps what is not saved, 300 ms after its last change, and asks before the site is left. `unsaved` is
 * null when everything is saved, and another object only when it changed.
 */
export function useKeeping(key: string, unsaved: object | null) {
  useEffect(() => {
    if (!unsaved) return;
    const timer = setTimeout(() => keep(key, unsaved), 300);
    const guard = (event: BeforeUnloadEvent) => {
      keep(key, unsaved);
      event.preventDefault();
    };
    window.addEventListener('beforeunload', guard);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('beforeunload', guard);
    };
  }, [key, unsaved]);
}

/**
 * The same for an editor that may be left for another page of ours before the timer has rung; and what was
 * changed back to what is saved is forgotten.
 */
export function useKeepingText(key: string, unsaved: object | null) {
  useKeeping(key, unsaved);
  const latest = useRef<object | null>(null);
  useEffect(() => {
    if (latest.current && !unsaved) keep(key, null);
    latest.current = unsaved;
  }, [key, unsaved]);
  useEffect(() => () => void (latest.current && keep(key, latest.current)), [key]);
}
