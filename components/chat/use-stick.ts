'use client';

import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

const NEAR_PX = 40;

/**
 * Keeps a scrolling box at its end while its content grows, unless the reader scrolled up. `first` names what
 * stands at the top: when that changes, what the reader looks at stays where it is.
 */
export function useStick(
  box: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
  first: string | undefined,
) {
  const pinned = useRef(true);
  const [away, setAway] = useState(false);
  const height = useRef(0);

  const jump = useCallback(
    (smooth = false) => {
      pinned.current = true;
      setAway(false);
      const { current } = box;
      current?.scrollTo({ top: current.scrollHeight, behavior: smooth ? 'smooth' : 'instant' });
    },
    [box],
  );

  useEffect(() => {
    const scroller = box.current;
    const inner = content.current;
    if (!scroller || !inner) return;
    let before = scroller.scrollTop;
    const onScroll = () => {
      const left = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
      // Only going up lets go; growing content and smooth jumps never do.
      if (left < NEAR_PX) pinned.current = true;
      else if (scroller.scrollTop < before - 1) pinned.current = false;
      before = scroller.scrollTop;
      setAway(!pinned.current);
    };
    const observer = new ResizeObserver(() => {
      height.current = scroller.scrollHeight;
      if (pinned.current) scroller.scrollTop = scroller.scrollHeight;
    });
    // Whoever opens a tool call looks at it, not at the end.
    const onClick = (event: MouseEvent) => {
      if (event.target instanceof Element && event.target.closest('details'))
        pinned.current = false;
    };
    inner.addEventListener('click', onClick);
    observer.observe(inner);
    observer.observe(scroller);
    scroller.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      observer.disconnect();
      inner.removeEventListener('click', onClick);
      scroller.removeEventListener('scroll', onScroll);
    };
  }, [box, content]);

  // Earlier messages came in above: hold what was in view.
  const former = useRef(first);
  useLayoutEffect(() => {
    const scroller = box.current;
    if (!scroller || former.current === first) return;
    former.current = first;
    if (!pinned.current) scroller.scrollTop += scroller.scrollHeight - height.current;
    height.current = scroller.scrollHeight;
  }, [first, box]);

  return { away, jump };
}
