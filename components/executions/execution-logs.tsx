'use client';

import { useEffect, useRef } from 'react';
import type { Log } from '@/components/executions/step';
import { Section } from '@/components/ui/page';
import { useNow } from '@/components/ui/time';

const marks: Record<Log['level'], [string, string]> = {
  debug: ['debug', 'text-faint'],
  info: ['info', 'text-faint'],
  warning: ['warn', 'text-warn'],
  error: ['error', 'text-bad'],
};

/** The log; it follows its end while it runs and the reader has not scrolled away from it. */
export function ExecutionLogs({ logs, open }: { logs: readonly Log[]; open: boolean }) {
  const box = useRef<HTMLElement>(null);
  const atEnd = useRef(true);
  const local = useNow() !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new line moves the end
  useEffect(() => {
    const element = box.current;
    if (open && element && atEnd.current) element.scrollTop = element.scrollHeight;
  }, [logs.length, open]);
  return (
    <Section title="Log">
      <section
        aria-label="Log"
        aria-live={open ? 'polite' : 'off'}
        className="max-h-80 min-h-12 overflow-y-auto rounded-lg border bg-sunken py-2 font-mono text-xs focus-visible:-outline-offset-2"
        onScroll={(event) => {
          const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
          atEnd.current = scrollHeight - scrollTop - clientHeight < 24;
        }}
        ref={box}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must take the keyboard
        tabIndex={0}
      >
        <ol>
          {logs.map((line) => (
            <li
              className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 sm:grid-cols-[auto_2.75rem_minmax(0,1fr)] px-3 py-0.5 leading-5"
              key={line.id}
            >
              <time className="text-faint" dateTime={line.timestamp} title={line.timestamp}>
                {clock(line.timestamp, local)}
              </time>
              <span className={marks[line.level][1]}>{marks[line.level][0]}</span>
              <span className="break-words max-sm:col-span-2">{line.message}</span>
            </li>
          ))}
        </ol>
      </section>
    </Section>
  );
}

/** Hours to milliseconds; in the reader's zone once the browser is known, else UTC. */
function clock(iso: string, local: boolean) {
  const date = new Date(iso);
  if (!local) return iso.slice(11, 23);
  const time = date.toLocaleTimeString('en-GB', { hour12: false });
  return `${time}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}
