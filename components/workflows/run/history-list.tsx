'use client';

import { useState } from 'react';
import { Disclosure } from '@/components/ui/disclosure';
import { formatDuration } from '@/components/ui/format';
import { JsonTree } from '@/components/ui/json-tree';
import type { HistoryEvent } from '@/components/workflows/run/use-run';

const MANY = 100;

/** "ActivityTaskScheduled" → "Activity task scheduled" */
const words = (type: string) => {
  const text = type.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
};

/** What was written down about a run, in order; each with all that is known of it. */
export function HistoryList({ events, since }: { events: readonly HistoryEvent[]; since: string }) {
  const [shown, setShown] = useState(MANY);
  const zero = Date.parse(since);
  if (events.length === 0) return <p className="text-muted text-sm">Nothing yet.</p>;
  return (
    <div className="-mx-2">
      {events.slice(0, shown).map(({ eventId, eventType, timestamp, attributes }) => {
        const about = attributes.stepId ?? attributes.step ?? attributes.name ?? attributes.key;
        return (
          <Disclosure
            key={eventId}
            summary={
              <>
                <span className="num w-8 shrink-0 text-faint">{eventId}</span>
                <span className="truncate">{words(eventType)}</span>
                {typeof about === 'string' && (
                  <span className="num truncate text-faint">{about}</span>
                )}
              </>
            }
            trailing={
              <span className="num text-xs">
                {formatDuration(Math.max(0, Date.parse(timestamp) - zero))}
              </span>
            }
          >
            <JsonTree label={`Event ${eventId}`} value={attributes} />
          </Disclosure>
        );
      })}
      {events.length > shown && (
        <button
          className="mt-2 rounded-sm px-2 py-1 text-accent-ink text-sm hover:underline"
          onClick={() => setShown(shown + MANY)}
          type="button"
        >
          Show {Math.min(MANY, events.length - shown)} more of {events.length - shown} events
        </button>
      )}
    </div>
  );
}
