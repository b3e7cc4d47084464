'use client';

import { CalendarClock, Hand, Megaphone, Webhook } from 'lucide-react';
import Link from 'next/link';
import useSWR from 'swr';
import { ErrorState } from '@/components/ui/error-state';
import { Skeleton } from '@/components/ui/skeleton';
import { Badge } from '@/components/ui/status';
import { Time } from '@/components/ui/time';
import { triggerWords } from '@/components/workflows/edit/trigger-words';
import type { Json } from '@/lib/engine/json';

type Trigger = {
  type: 'manual' | 'schedule' | 'event' | 'webhook';
  cron: string | null;
  timezone: string | null;
  event: string | null;
  filter: string | null;
  next: string[];
  lastAt: string | null;
  resting: boolean;
};

const icons = { manual: Hand, schedule: CalendarClock, event: Megaphone, webhook: Webhook };

/** What starts the published version, with the next times of its schedules. */
export function TriggerList({ id, version }: { id: string; version: number | null }) {
  const path = `/api/v1/workflows/${id}/triggers`;
  const { data, error, mutate } = useSWR<{ data: Trigger[] }>(version === null ? null : path, {
    refreshInterval: 30_000,
  });
  if (version === null)
    return (
      <p className="rounded-lg border border-dashed p-4 text-muted text-sm">
        Nothing starts it yet:{' '}
        <Link className="text-accent-ink hover:underline" href={`/workflows/${id}`}>
          publish a version
        </Link>{' '}
        first.
      </p>
    );
  if (error && !data) return <ErrorState error={error} onRetry={() => mutate()} />;
  if (!data) return <Skeleton className="h-24 rounded-lg" />;
  return (
    <ul aria-label="Triggers" className="divide-y rounded-lg border bg-surface">
      {data.data.map((trigger, index) => {
        const Icon = icons[trigger.type];
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: triggers by hand and by call have no id
          <li className="flex gap-3 p-4" key={index}>
            <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-faint" />
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-center gap-2 text-sm">
                <span className="font-strong">{triggerWords(trigger as unknown as Json)}</span>
                {trigger.cron && <code className="text-faint text-xs">{trigger.cron}</code>}
                {trigger.resting && <Badge tone="warn">Rests</Badge>}
              </p>
              {trigger.filter && (
                <p className="mt-0.5 text-muted text-sm">
                  Only if <code className="break-all text-xs">{trigger.filter}</code>
                </p>
              )}
              {trigger.next.length > 0 && !trigger.resting && (
                <ol aria-label="Next times" className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-sm">
                  {trigger.next.map((at, place) => (
                    <li className={place === 0 ? '' : 'text-faint'} key={at}>
                      <Time at={at} exact={place > 0} />
                    </li>
                  ))}
                </ol>
              )}
              {trigger.lastAt && (
                <p className="mt-1 text-faint text-xs">
                  Last <Time at={trigger.lastAt} />
                </p>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
