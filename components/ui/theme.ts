'use client';

import { useSyncExternalStore } from 'react';

export type Theme = 'system' | 'light' | 'dark';

const key = 'theme';
const readers = new Set<() => void>();

function read(): Theme {
  const chosen = document.documentElement.dataset.theme;
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
}

export function setTheme(theme: Theme) {
  if (theme === 'system') {
    delete document.documentElement.dataset.theme;
    localStorage.removeItem(key);
  } else {
    document.documentElement.dataset.theme = theme;
    localStorage.setItem(key, theme);
  }
  for (const tell of readers) tell();
}

/** The reader's choice, not what it comes out as; 'system' on the server. */
export function useTheme() {
  const theme = useSyncExternalStore<Theme>(
    (tell) => {
      readers.add(tell);
      return () => readers.delete(tell);
    },
    read,
    () => 'system',
  );
  return [theme, setTheme] as const;
}
