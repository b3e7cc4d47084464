'use client';

import { useEffect, useRef } from 'react';

export type Keys = {
  save: () => void;
  run: () => void;
  undo: () => void;
  redo: () => void;
  add: () => void;
  remove: () => void;
  duplicate: () => void;
  shift: (by: 1 | -1) => void;
};

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** The editor's keys. Those without ⌘ only while nothing is typed and no dialog is open. */
export function useKeys(keys: Keys) {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (document.querySelector('dialog[open], [popover]:popover-open:not([role=tooltip])'))
        return;
      const done =
        command(event, latest.current) ??
        (isTyping(event.target) ? null : plain(event, latest.current));
      if (!done) return;
      event.preventDefault();
      done();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

/** With ⌘ or Ctrl. Text being typed keeps its own undo. */
function command(event: KeyboardEvent, keys: Keys): (() => void) | null {
  if (!(event.metaKey || event.ctrlKey) || event.altKey) return null;
  const key = event.key.toLowerCase();
  if (key === 's' && !event.shiftKey) return keys.save;
  if (key === 'enter') return keys.run;
  if (isTyping(event.target)) return null;
  if (key === 'z') return event.shiftKey ? keys.redo : keys.undo;
  if (key === 'y') return keys.redo;
  if (key === 'd' && !event.shiftKey) return keys.duplicate;
  return null;
}

function plain(event: KeyboardEvent, keys: Keys): (() => void) | null {
  if (event.metaKey || event.ctrlKey) return null;
  if (event.altKey) {
    if (event.key === 'ArrowDown') return () => keys.shift(1);
    if (event.key === 'ArrowUp') return () => keys.shift(-1);
    return null;
  }
  if (event.key === 'a' || event.key === '+') return keys.add;
  if (event.key === 'Delete' || event.key === 'Backspace') return keys.remove;
  return null;
}
