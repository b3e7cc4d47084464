'use client';

import useSWR from 'swr';
import type { Credential, Uses } from '@/components/connectors/model';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { Id } from '@/components/ui/id';
import { Sheet } from '@/components/ui/sheet';
import { Skeleton } from '@/components/ui/skeleton';
import { Time } from '@/components/ui/time';

/** The latest uses of a credential; open while there is one. */
export function UsesSheet({
  credential,
  onClose,
}: {
  credential: Credential | null;
  onClose: () => void;
}) {
  const path = credential && `/api/v1/credentials/${credential.id}/uses?limit=50`;
  const { data, error, mutate } = useSWR<Uses>(path);
  return (
    <Sheet
      description="Each use of the last 90 days is kept; these are the latest 50."
      onOpenChange={(open) => open || onClose()}
      open={credential !== null}
      title={`Who used ${credential?.name ?? 'it'}`}
    >
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void mutate()} />
      ) : !data ? (
        <Skeleton className="h-48" />
      ) : data.data.length === 0 ? (
        <EmptyState title="Not used yet">
          When a workflow, a request or a test uses it, that is written down here.
        </EmptyState>
      ) : (
        <ul className="flex flex-col divide-y text-sm">
          {data.data.map((use) => (
            <li className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 py-2" key={use.id}>
              <span className="num min-w-0 flex-1">{use.action}</span>
              <Time at={use.at} className="text-faint text-xs" />
              <span className="flex w-full items-center gap-1.5 text-muted text-xs">
                {use.used_by.type} <Id value={use.used_by.id} /> by {use.actor.kind}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Sheet>
  );
}
