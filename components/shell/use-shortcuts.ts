'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { navigation } from '@/components/shell/navigation';

const pages = new Map(
  navigation.flatMap((group) =>
    group.items.flatMap((item) => (item.key ? [[item.key, item.href]] : [])),
  ) as [string, string][],
);

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** ⌘K anywhere; ?, [ and "G then a letter" when no text is being typed and no dialog is open. */
export function useShortcuts(actions: {
  palette: () => void;
  help: () => void;
  sidebar: () => void;
}) {
  const router = useRouter();
  const latest = useRef(actions);
  latest.current = actions;

  useEffect(() => {
    let pressedG = Number.NEGATIVE_INFINITY;
    function onKeyDown(event: KeyboardEvent) {
      if ((event.metaKey || event.ctrlKey) && !event.shiftKey && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        latest.current.palette();
        return;
      }
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector('dialog[open], [popover]:popover-open:not([role=tooltip])'))
        return;
      const page = event.timeStamp - pressedG < 1000 ? pages.get(event.key) : undefined;
      pressedG = event.key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY;
      if (page) router.push(page);
      else if (event.key === '?') latest.current.help();
      else if (event.key === '[') latest.current.sidebar();
      else return;
      event.preventDefault();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [router]);
}
