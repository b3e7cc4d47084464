'use client';

import { useEffect, useState } from 'react';
import type { EventView } from '@/lib/events/contract';

/** Rows that are kept of what came live; older ones are on the next page. */
const MOST = 50;
/** How often arrivals are drawn: a thousand a second would freeze the page otherwise. */
const DRAW_MS = 300;

export type Feed = {
  /** newest first */
  fresh: EventView[];
  state: 'off' | 'on' | 'lost';
};

const NONE: Feed = { fresh: [], state: 'off' };

/** Follows the events at `path` while it is given. */
export function useFeed(path: string | null): Feed {
  const [feed, setFeed] = useState<Feed>(NONE);

  useEffect(() => {
    if (!path) {
      setFeed((before) => ({ ...before, state: 'off' }));
      return;
    }
    let fresh: EventView[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const draw = (state: Feed['state']) => {
      timer ??= setTimeout(() => {
        timer = undefined;
        setFeed({ fresh, state });
      }, DRAW_MS);
    };
    setFeed({ ...NONE, state: 'on' });
    // The platform opens it again by itself, from the last event on.
    const source = new EventSource(path);
    source.addEventListener('message', (message) => {
      const event = JSON.parse(message.data) as EventView;
      if (fresh.some(({ id }) => id === event.id)) return;
      fresh = [event, ...fresh].slice(0, MOST);
      draw('on');
    });
    source.addEventListener('open', () => draw('on'));
    source.addEventListener('error', () => setFeed({ fresh, state: 'lost' }));
    return () => {
      clearTimeout(timer);
      source.close();
    };
  }, [path]);

  return feed;
}
