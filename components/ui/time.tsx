'use client';

import { useSyncExternalStore } from 'react';
import { formatDuration, formatRelative } from '@/components/ui/format';

// One clock for the page: it ticks only while a time is on it and the page is seen.
const readers = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const tick = () => {
  if (document.hidden) return;
  now = Date.now();
  for (const read of readers) read();
};
function subscribe(read: () => void) {
  if (readers.size === 0) {
    now = Date.now();
    timer = setInterval(tick, 15_000);
    document.addEventListener('visibilitychange', tick);
  }
  readers.add(read);
  return () => {
    readers.delete(read);
    if (readers.size > 0) return;
    clearInterval(timer);
    document.removeEventListener('visibilitychange', tick);
  };
}

/** Milliseconds since 1970, renewed every 15 s; null on the server and while hydrating. */
export function useNow(): number | null {
  return useSyncExternalStore(
    subscribe,
    () => now,
    () => null,
  );
}

const utc = (at: Date) => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** How long ago, with the exact time in the reader's zone on hover. `exact` shows that instead. */
export function Time({
  at,
  exact = false,
  className,
}: {
  at: string | number | Date;
  exact?: boolean;
  className?: string;
}) {
  const now = useNow();
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return <span className={className}>—</span>;
  // The server knows neither the reader's zone nor the moment of reading, so it says UTC.
  const full =
    now === null
      ? utc(date)
      : date.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
  const shown = exact ? full : now === null ? utc(date).slice(0, 10) : formatRelative(+date, now);
  return (
    <time className={className} dateTime={date.toISOString()} suppressHydrationWarning title={full}>
      {shown}
    </time>
  );
}

/** A span of time; counts on from `since` while there is no `ms` yet. */
export function Duration({ ms, since }: { ms?: number | null; since?: string | null }) {
  const now = useNow();
  const value = ms ?? (since && now !== null ? Math.max(0, now - Date.parse(since)) : null);
  return <span className="num">{value === null ? '—' : formatDuration(value)}</span>;
}
