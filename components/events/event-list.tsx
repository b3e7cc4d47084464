'use client';

import { CalendarClock, Pause, Play, Radio } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { useCallback, useMemo, useRef, useState } from 'react';
import useSWR from 'swr';
import { useList } from '@/components/agents/use-list';
import { DayBars, everyDay } from '@/components/events/day-bars';
import { EventSheet } from '@/components/events/event-sheet';
import {
  DAYS,
  eventsPath,
  filterNames,
  idAt,
  PAGE_SIZE,
  statsPath,
  streamPath,
} from '@/components/events/events-path';
import { NoEvents } from '@/components/events/no-events';
import { TypeFacets } from '@/components/events/type-facets';
import { type Feed, useFeed } from '@/components/events/use-feed';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState, StaleNote } from '@/components/ui/error-state';
import { FilterBar, FilterSearch, FilterSelect } from '@/components/ui/filter-bar';
import { Num } from '@/components/ui/number';
import { Pagination } from '@/components/ui/pagination';
import { Skeleton } from '@/components/ui/skeleton';
import { Status } from '@/components/ui/status';
import { type Column, Table } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { Paged } from '@/lib/core/page';
import type { EventView } from '@/lib/events/contract';

export type Stats = {
  total_events: number;
  by_type: Record<string, number>;
  by_source: Record<string, number>;
  by_day: { date: string; count: number }[];
};
export type Kind = { type: string; description: string };

const columns: Column<EventView>[] = [
  {
    key: 'type',
    header: 'Type',
    primary: true,
    cell: (event) => <span className="font-mono text-xs">{event.type}</span>,
  },
  {
    key: 'about',
    header: 'About',
    width: '40%',
    wholeLine: true,
    cell: (event) => {
      const [noun, id] = event.subject?.split('/') ?? [];
      const { name } = event.data;
      return (
        <span className="text-muted">
          {typeof name === 'string' ? name : noun?.replaceAll('_', ' ')}
          {id && <span className="num text-faint text-xs"> …{id.slice(-8)}</span>}
          {!noun && typeof name !== 'string' && '—'}
        </span>
      );
    },
  },
  {
    key: 'source',
    header: 'Source',
    width: '9rem',
    wideOnly: true,
    cell: (event) => <span className="text-faint">{event.source}</span>,
  },
  {
    key: 'at',
    header: 'Happened',
    width: '8rem',
    cell: (event) => <Time at={event.timestamp} className="text-muted" />,
  },
];

/** All that has happened: newest first, live on the first page, by type, source, object and day. */
export function EventList({
  first,
  stats,
  kinds,
  today,
  readAt,
}: {
  first: { path: string; page: Paged<EventView> };
  stats: { path: string; data: Stats };
  kinds: readonly Kind[];
  /** `YYYY-MM-DD` of the server, so that both ask for the same period */
  today: string;
  /** when the server read `first`, in milliseconds: where the feed of an empty list begins */
  readAt: number;
}) {
  const params = useSearchParams();
  const router = useRouter();
  const path = eventsPath(params);
  const { data, error, mutate } = useList(path, first);
  const counted = useSWR<Stats>(statsPath(params, today), {
    fallbackData: statsPath(params, today) === stats.path ? stats.data : undefined,
    keepPreviousData: true,
    refreshInterval: 30_000,
  });
  const [paused, setPaused] = useState(false);
  const base = streamPath(params, null);
  const possible = base !== null;
  // From the newest row that was read first: later reads of the page must not open the feed anew.
  const anchor = useRef<{ base: string; after: string }>(null);
  if (data && base && anchor.current?.base !== base)
    anchor.current = { base, after: data.data[0]?.id ?? idAt(readAt) };
  const following = base !== null && anchor.current?.base === base && !paused;
  const feed = useFeed(following ? streamPath(params, anchor.current?.after ?? null) : null);

  const write = useCallback(
    (changes: Record<string, string | null>) => {
      const query = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries(changes))
        if (value) query.set(name, value);
        else query.delete(name);
      if (!('event' in changes)) query.delete('page');
      const text = query.toString();
      router.replace(text ? `/events?${text}` : '/events', { scroll: false });
    },
    [router],
  );

  const onPage = possible ? feed.fresh : [];
  const ids = new Set(data?.data.map(({ id }) => id));
  const unread = onPage.filter(({ id }) => !ids.has(id));
  const rows = data && [...unread, ...data.data].slice(0, PAGE_SIZE);
  const total = (data?.total ?? 0) + unread.length;
  const filtered = filterNames.some((name) => params.has(name));
  const words = useMemo(() => new Map(kinds.map((kind) => [kind.type, kind.description])), [kinds]);
  const from = params.get('from');
  const to = params.get('to');
  const days = useMemo(() => {
    const begin = from ?? new Date(Date.parse(to ?? today) - (DAYS - 1) * 86_400_000).toISOString();
    return everyDay(counted.data?.by_day ?? [], begin.slice(0, 10), to ?? today);
  }, [counted.data, from, to, today]);
  const eventId = params.get('event');
  if (data && total === 0 && !filtered && !params.has('page')) return <NoEvents />;

  return (
    <div className="flex flex-col gap-5">
      {counted.data ? (
        <DayBars
          chosen={from !== null && from === to ? from : null}
          days={days}
          onChoose={(date) => write({ from: date, to: date })}
        />
      ) : (
        <Skeleton className="h-21 w-full" />
      )}
      <div className="grid items-start gap-x-8 gap-y-4 lg:grid-cols-[13rem_minmax(0,1fr)]">
        <aside aria-label="Types of events" className="max-lg:hidden">
          <TypeFacets
            counts={counted.data?.by_type}
            onChoose={(type) => write({ type })}
            value={params.get('type') ?? ''}
          />
        </aside>
        <div className="flex min-w-0 flex-col gap-4">
          <FilterBar
            names={filterNames}
            trailing={
              possible && (
                <Live feed={feed} fresh={unread.length} onPaused={setPaused} paused={paused} />
              )
            }
          >
            <span className="contents lg:hidden">
              <FilterSelect
                label="Type"
                name="type"
                options={Object.entries(counted.data?.by_type ?? {}).map(([type, n]) => ({
                  value: type,
                  label: `${type} (${n.toLocaleString('en-US')})`,
                }))}
              />
            </span>
            <FilterSelect
              label="Source"
              name="source"
              options={[
                ...new Set([...Object.keys(counted.data?.by_source ?? {}), params.get('source')]),
              ].flatMap((source) => (source ? [{ value: source, label: source }] : []))}
            />
            <FilterSearch label="Id of an object" name="subject" />
          </FilterBar>
          {data && <StaleNote error={error} onRetry={() => mutate()} />}
          {error && !data ? (
            <ErrorState error={error} onRetry={() => mutate()} />
          ) : (
            <Table
              caption="Events, newest first"
              columns={columns}
              empty={
                <EmptyState icon={<CalendarClock />} title="No event matches">
                  Nothing happened with these filters. Choose another type or day, or clear them.
                </EmptyState>
              }
              loading={12}
              rowHref={(event) => {
                const query = new URLSearchParams(params);
                query.set('event', event.id);
                return `/events?${query}`;
              }}
              rowKey={(event) => event.id}
              rows={rows}
            />
          )}
          <Pagination limit={PAGE_SIZE} total={total} />
        </div>
      </div>
      <EventSheet
        description={(type) => words.get(type)}
        id={eventId}
        known={rows?.find(({ id }) => id === eventId)}
        onClose={() => write({ event: null })}
        onFilter={(name, value) => write({ event: null, page: null, [name]: value })}
      />
    </div>
  );
}

function Live({
  feed,
  fresh,
  paused,
  onPaused,
}: {
  feed: Feed;
  /** how many came since the page was read */
  fresh: number;
  paused: boolean;
  onPaused: (paused: boolean) => void;
}) {
  return (
    <>
      <span className="text-sm" role="status">
        {paused ? (
          <Status state="paused">Paused</Status>
        ) : feed.state === 'lost' ? (
          <Status state="retrying">Reconnecting</Status>
        ) : (
          <span className="flex items-center gap-1.5 text-good">
            <Radio aria-hidden className="size-3.5" /> Live
            {fresh > 0 && (
              <span className="text-faint">
                · <Num value={fresh} /> new
              </span>
            )}
          </span>
        )}
      </span>
      <Button
        icon={paused ? <Play aria-hidden /> : <Pause aria-hidden />}
        onClick={() => onPaused(!paused)}
        size="sm"
      >
        {paused ? 'Resume' : 'Pause'}
      </Button>
    </>
  );
}
