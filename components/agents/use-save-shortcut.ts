'use client';

import { useEffect, useRef, useSyncExternalStore } from 'react';

/** ⌘S or Ctrl+S saves, from anywhere on the page. */
export function useSaveShortcut(save: () => unknown) {
  const latest = useRef(save);
  latest.current = save;
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (!(event.metaKey || event.ctrlKey) || event.shiftKey || event.altKey) return;
      if (event.key.toLowerCase() !== 's') return;
      event.preventDefault();
      void latest.current();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

const never = () => () => {};

/** Whether to write ⌘ or Ctrl; the server can't know and says Ctrl. */
export const useIsMac = () =>
  useSyncExternalStore(
    never,
    () => /mac|iphone|ipad/i.test(navigator.userAgent),
    () => false,
  );
