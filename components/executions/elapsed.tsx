'use client';

import { useEffect, useState } from 'react';
import { formatDuration } from '@/components/ui/format';

/** Milliseconds since 1970, renewed every `everyMs` while `on`; null before the first look. */
export function useTick(on: boolean, everyMs = 1000): number | null {
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    if (!on) return;
    const look = () => {
      if (!document.hidden) setNow(Date.now());
    };
    look();
    const timer = setInterval(look, everyMs);
    return () => clearInterval(timer);
  }, [on, everyMs]);
  return now;
}

/** A span that counts on by the second until `ms` is known. */
export function Elapsed({ ms, since }: { ms: number | null; since: string }) {
  const now = useTick(ms === null);
  const value = ms ?? (now === null ? null : Math.max(0, now - Date.parse(since)));
  return (
    <span className="num">
      {value === null
        ? '—'
        : ms === null && value >= 1000
          ? formatDuration(Math.floor(value / 1000) * 1000).replace('.0 s', ' s')
          : formatDuration(value)}
    </span>
  );
}
