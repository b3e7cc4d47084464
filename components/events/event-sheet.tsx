'use client';

import { useState } from 'react';
import useSWR from 'swr';
import { ErrorState } from '@/components/ui/error-state';
import { failure } from '@/components/ui/fetcher';
import { Id } from '@/components/ui/id';
import { JsonTree } from '@/components/ui/json-tree';
import { KeyValues } from '@/components/ui/key-values';
import { Segmented } from '@/components/ui/segmented';
import { Sheet } from '@/components/ui/sheet';
import { SkeletonText } from '@/components/ui/skeleton';
import { Time } from '@/components/ui/time';
import type { EventView } from '@/lib/events/contract';

const faces = [
  { value: 'data', label: 'Data' },
  { value: 'json', label: 'As JSON' },
  { value: 'cloud', label: 'As CloudEvent' },
];

async function asCloudEvent(path: string): Promise<unknown> {
  const answer = await fetch(path, { headers: { accept: 'application/cloudevents+json' } });
  if (!answer.ok) throw await failure(answer);
  return answer.json();
}

/** Where an object has a page of its own. */
const PAGES: Record<string, string> = {
  agent: '/agents',
  execution: '/executions',
  run: '/executions',
  webhook: '/webhooks',
  deployment: '/deployments',
  workflow: '/workflows',
};

export const pageOf = (subject: string): string | null => {
  const [noun = '', id = ''] = subject.split('/');
  return PAGES[noun] && id ? `${PAGES[noun]}/${id}` : null;
};

/** One event in a drawer; open while there is an `id`. */
export function EventSheet({
  id,
  known,
  description,
  onClose,
  onFilter,
}: {
  id: string | null;
  /** the row, when the list has it */
  known: EventView | undefined;
  description: (type: string) => string | undefined;
  onClose: () => void;
  onFilter: (name: 'type' | 'source' | 'subject', value: string) => void;
}) {
  const { data, error, mutate } = useSWR<EventView>(id && `/api/events/${id}`, {
    fallbackData: known,
    revalidateOnFocus: false,
  });
  const event = data?.id === id ? data : known;
  return (
    <Sheet
      description={event && description(event.type)}
      onOpenChange={(open) => open || onClose()}
      open={id !== null}
      title={event?.type ?? 'Event'}
    >
      {event ? (
        <Detail event={event} onFilter={onFilter} />
      ) : error ? (
        <ErrorState error={error} onRetry={() => mutate()} title="This event did not load" />
      ) : (
        <SkeletonText lines={8} />
      )}
    </Sheet>
  );
}

function Detail({
  event,
  onFilter,
}: {
  event: EventView;
  onFilter: (name: 'type' | 'source' | 'subject', value: string) => void;
}) {
  const [face, setFace] = useState('data');
  const filter = (name: 'type' | 'source' | 'subject', value: string) => (
    <button
      className="max-w-full truncate rounded-sm text-start font-mono text-accent-ink text-xs hover:underline"
      onClick={() => onFilter(name, value)}
      title={`Show only this ${name === 'subject' ? 'object' : name}`}
      type="button"
    >
      {value}
    </button>
  );
  const page = event.subject ? pageOf(event.subject) : null;
  return (
    <div className="flex flex-col gap-5">
      <KeyValues
        items={[
          { label: 'Happened', value: <Time at={event.timestamp} exact /> },
          { label: 'Event', value: <Id value={event.id} /> },
          { label: 'Type', value: filter('type', event.type) },
          { label: 'Source', value: filter('source', event.source) },
          {
            label: 'About',
            value: event.subject && (
              <span className="flex flex-wrap items-center gap-x-3">
                {filter('subject', event.subject)}
                {page && (
                  <a className="text-muted text-xs underline hover:text-ink" href={page}>
                    Open
                  </a>
                )}
              </span>
            ),
          },
        ]}
      />
      <Segmented label="Show the event" onValueChange={setFace} options={faces} value={face} />
      {face === 'data' && <JsonTree label="Data" value={event.data} />}
      {face === 'json' && <JsonTree label="The event as JSON" value={event} />}
      {face === 'cloud' && <CloudEvent id={event.id} />}
    </div>
  );
}

function CloudEvent({ id }: { id: string }) {
  const path = `/api/events/${id}`;
  const { data, error, mutate } = useSWR([path, 'cloudevents'], () => asCloudEvent(path), {
    revalidateOnFocus: false,
  });
  if (error) return <ErrorState error={error} onRetry={() => mutate()} />;
  if (data === undefined) return <SkeletonText lines={8} />;
  return <JsonTree label="The event as CloudEvent 1.0" value={data} />;
}
