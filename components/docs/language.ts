'use client';

import { useSyncExternalStore } from 'react';

const key = 'language';
const readers = new Set<() => void>();

/**
 * The reader's language of examples, on the root element: CSS shows the right pane before anything else
 * runs, and in every example at once.
 */
export function chooseLanguage(language: string) {
  document.documentElement.dataset.language = language;
  localStorage.setItem(key, language);
  for (const tell of readers) tell();
}

export function useLanguage(): string | undefined {
  return useSyncExternalStore(
    (tell) => {
      readers.add(tell);
      return () => readers.delete(tell);
    },
    () => document.documentElement.dataset.language,
    () => undefined,
  );
}
