'use client';

import { Activity as Pulse } from 'lucide-react';
import Link from 'next/link';
import useSWR from 'swr';
import { EmptyState } from '@/components/ui/empty-state';
import { formatCredits } from '@/components/ui/format';
import { Time } from '@/components/ui/time';
import type { ActivityView } from '@/lib/usage/contract';

/** The newest twelve things that happened, in words. */
export function Activity({ first }: { first: ActivityView[] }) {
  const { data = { events: first } } = useSWR<{ events: ActivityView[] }>(
    '/api/usage/activity?limit=12',
    { fallbackData: { events: first }, refreshInterval: 15_000 },
  );
  if (data.events.length === 0)
    return (
      <EmptyState icon={<Pulse />} title="Nothing has happened yet">
        Invocations, uploads, top-ups and changes are told here as they happen.
      </EmptyState>
    );
  return (
    <ul aria-label="Recent activity" className="flex flex-col">
      {data.events.map((event) => (
        <li
          className="flex min-h-9 items-center justify-between gap-4 border-b py-1.5 text-sm first:border-t"
          key={event.id}
        >
          <span className="min-w-0 truncate" title={event.description}>
            {event.reference?.type === 'execution' ? (
              <Link
                className="underline-offset-4 hover:underline"
                href={`/executions/${event.reference.id}`}
                prefetch={false}
              >
                {event.description}
              </Link>
            ) : (
              event.description
            )}
          </span>
          <span className="flex shrink-0 items-center gap-3 text-faint text-xs">
            {event.value !== undefined && (
              <span className="num">{formatCredits(event.value)} cr</span>
            )}
            <Time at={event.timestamp} />
          </span>
        </li>
      ))}
    </ul>
  );
}
