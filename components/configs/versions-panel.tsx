'use client';

import { History } from 'lucide-react';
import { useState } from 'react';
import useSWR from 'swr';
import { DiffLines } from '@/components/configs/diff-lines';
import type { Config, ConfigVersion } from '@/components/configs/model';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { plural } from '@/components/ui/format';
import { Segmented } from '@/components/ui/segmented';
import { Skeleton } from '@/components/ui/skeleton';
import { Badge } from '@/components/ui/status';
import { Time } from '@/components/ui/time';
import type { Paged } from '@/lib/core/page';

const LIMIT = 50;

/** Every saved version: what it changed, what has changed since, and back to it. */
export function VersionsPanel({
  id,
  newest,
  served,
  content,
  onRestore,
}: {
  id: string | null;
  newest: number;
  /** Versions that deployments have in service. */
  served: readonly number[];
  /** What is in the editor now. */
  content: string;
  /** Null when the config may not be changed. */
  onRestore: ((content: string, version: number) => void) | null;
}) {
  const [offset, setOffset] = useState(0);
  const { data, error, mutate } = useSWR<Paged<ConfigVersion>>(
    id && `/api/configs/${id}/versions?limit=${LIMIT}&offset=${offset}`,
    { keepPreviousData: true },
  );
  const [open, setOpen] = useState<number | null>(null);
  if (!id)
    return (
      <EmptyState icon={<History />} title="No version yet">
        Each save keeps a version. Here they are compared, and brought back.
      </EmptyState>
    );
  if (error && !data) return <ErrorState error={error} onRetry={() => mutate()} />;
  if (!data)
    return (
      <div aria-busy="true" className="flex flex-col gap-2">
        {[0, 1, 2].map((row) => (
          <Skeleton className="h-12 rounded-lg" key={row} />
        ))}
      </div>
    );
  return (
    <>
      <ol aria-label="Versions, newest first" className="flex flex-col gap-1">
        {data.data.map((row) => {
          const shown = open === row.version;
          return (
            <li
              className={cn('rounded-lg border', !shown && 'border-transparent')}
              key={row.version}
            >
              <button
                aria-expanded={shown}
                className="flex w-full flex-wrap items-center gap-x-2 rounded-lg px-2.5 py-2 text-start text-sm hover:bg-hover"
                onClick={() => setOpen(shown ? null : row.version)}
                type="button"
              >
                <span className="num font-strong">v{row.version}</span>
                {row.version === newest && <Badge>Newest</Badge>}
                {served.includes(row.version) && <Badge tone="active">In service</Badge>}
                {row.validation_errors && (
                  <Badge tone="bad">{plural(row.validation_errors.length, 'problem')}</Badge>
                )}
                <span className="ms-auto text-faint text-xs">
                  <Time at={row.created_at} />
                </span>
                {row.created_by && (
                  <span className="w-full truncate text-muted text-xs">{row.created_by.name}</span>
                )}
              </button>
              {shown && (
                <Comparison content={content} id={id} onRestore={onRestore} version={row.version} />
              )}
            </li>
          );
        })}
      </ol>
      {data.total > LIMIT && (
        <div className="mt-2 flex gap-2">
          <Button
            disabled={offset === 0}
            onClick={() => setOffset(offset - LIMIT)}
            size="sm"
            variant="ghost"
          >
            Newer
          </Button>
          <Button
            disabled={offset + LIMIT >= data.total}
            onClick={() => setOffset(offset + LIMIT)}
            size="sm"
            variant="ghost"
          >
            Older
          </Button>
        </div>
      )}
    </>
  );
}

const contentOf = (id: string, version: number) =>
  version > 0 ? `/api/configs/${id}/versions/${version}` : null;

function Comparison({
  id,
  version,
  content,
  onRestore,
}: {
  id: string;
  version: number;
  content: string;
  onRestore: ((content: string, version: number) => void) | null;
}) {
  const [against, setAgainst] = useState('now');
  const own = useSWR<Config>(contentOf(id, version), { revalidateOnFocus: false });
  const earlier = useSWR<Config>(against === 'before' ? contentOf(id, version - 1) : null, {
    revalidateOnFocus: false,
  });
  const error = own.error ?? earlier.error;
  const text = own.data?.content;
  const before = against === 'now' ? text : version === 1 ? '' : earlier.data?.content;
  const after = against === 'now' ? content : text;
  return (
    <div className="flex flex-col gap-3 border-t p-2.5">
      <Segmented
        className="self-start"
        label="Compare"
        onValueChange={setAgainst}
        options={[
          { value: 'now', label: 'To the editor' },
          { value: 'before', label: 'What it changed' },
        ]}
        value={against}
      />
      {error ? (
        <ErrorState
          error={error}
          onRetry={() => {
            void own.mutate();
            void earlier.mutate();
          }}
        />
      ) : before === undefined || after === undefined ? (
        <Skeleton className="h-24 rounded-lg" />
      ) : (
        <DiffLines
          after={after}
          before={before}
          label={
            against === 'now'
              ? `From version ${version} to the editor`
              : `What version ${version} changed`
          }
        />
      )}
      {onRestore && (
        <Button
          className="self-start"
          disabled={text === undefined || text === content}
          onClick={() => text !== undefined && onRestore(text, version)}
          size="sm"
        >
          Restore
        </Button>
      )}
    </div>
  );
}
