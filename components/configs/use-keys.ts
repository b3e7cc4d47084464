'use client';

import { useEffect, useRef } from 'react';

/** ⌘S saves, ⇧⌥F lays out, wherever the keyboard is; not while a dialog is open. */
export function useKeys(keys: { save: () => void; format: () => void }) {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (document.querySelector('dialog[open]')) return;
      const command = (event.metaKey || event.ctrlKey) && !event.altKey && !event.shiftKey;
      if (command && event.key.toLowerCase() === 's') latest.current.save();
      // With Option a Mac gives another letter: the key itself is asked for.
      else if (event.shiftKey && event.altKey && event.code === 'KeyF') latest.current.format();
      else return;
      event.preventDefault();
    }
    window.addEventListener('keydown', onKeyDown, true);
    return () => window.removeEventListener('keydown', onKeyDown, true);
  }, []);
}
