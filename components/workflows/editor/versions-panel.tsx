'use client';

import { useState } from 'react';
import useSWR from 'swr';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { ErrorState } from '@/components/ui/error-state';
import { plural } from '@/components/ui/format';
import { Skeleton } from '@/components/ui/skeleton';
import { Badge } from '@/components/ui/status';
import { Time } from '@/components/ui/time';
import type { Doc } from '@/components/workflows/edit/address';
import { DiffView } from '@/components/workflows/editor/diff-view';
import type { Version } from '@/components/workflows/model';
import type { Paged } from '@/lib/core/page';

type Row = Pick<
  Version,
  'version' | 'note' | 'published' | 'problemCount' | 'createdBy' | 'createdAt'
>;

/** Every saved version: what changed in it, publish it (again), or bring it back to edit. */
export function VersionsPanel({
  id,
  doc,
  newest,
  canWrite,
  busy,
  onPublish,
  onRestore,
}: {
  id: string;
  doc: Doc;
  newest: number;
  canWrite: boolean;
  busy: boolean;
  onPublish: (version: number) => void;
  onRestore: (definition: Doc, version: number) => void;
}) {
  const path = `/api/v1/workflows/${id}/versions?limit=100`;
  const { data, error, mutate } = useSWR<Paged<Row>>(`${path}&_=${newest}`, () =>
    fetch(path).then((answer) => {
      if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
      return answer.json();
    }),
  );
  const [open, setOpen] = useState<number | null>(null);
  const chosen = useSWR<Version>(open === null ? null : `/api/v1/workflows/${id}/versions/${open}`);
  if (error && !data) return <ErrorState error={error} onRetry={() => mutate()} />;
  if (!data) return <Skeleton className="h-40 rounded-lg" />;
  return (
    <ol aria-label="Versions, newest first" className="flex flex-col gap-1">
      {data.data.map((row) => {
        const shown = open === row.version;
        return (
          <li className={cn('rounded-lg border', !shown && 'border-transparent')} key={row.version}>
            <button
              aria-expanded={shown}
              className="flex w-full flex-wrap items-center gap-x-2 rounded-lg px-2.5 py-2 text-start text-sm hover:bg-hover"
              onClick={() => setOpen(shown ? null : row.version)}
              type="button"
            >
              <span className="num font-strong">v{row.version}</span>
              {row.published && <Badge tone="good">Published</Badge>}
              {row.problemCount > 0 && (
                <Badge tone="bad">{plural(row.problemCount, 'problem')}</Badge>
              )}
              <span className="ms-auto text-faint text-xs">
                <Time at={row.createdAt} />
              </span>
              {(row.note || row.createdBy) && (
                <span className="w-full truncate text-muted text-xs">
                  {[row.note, row.createdBy?.name].filter(Boolean).join(' · ')}
                </span>
              )}
            </button>
            {shown && (
              <div className="flex flex-col gap-3 border-t p-2.5">
                <p className="text-faint text-xs">From it to what is on the canvas now</p>
                {chosen.data ? (
                  <DiffView after={doc} before={chosen.data.definition as Doc} />
                ) : (
                  <Skeleton className="h-16" />
                )}
                {canWrite && (
                  <div className="flex flex-wrap gap-2">
                    {!row.published && row.problemCount === 0 && (
                      <Button loading={busy} onClick={() => onPublish(row.version)} size="sm">
                        {row.version === newest ? 'Publish' : 'Roll back to it'}
                      </Button>
                    )}
                    <Button
                      disabled={!chosen.data}
                      onClick={() =>
                        chosen.data && onRestore(chosen.data.definition as Doc, row.version)
                      }
                      size="sm"
                    >
                      Edit from here
                    </Button>
                  </div>
                )}
              </div>
            )}
          </li>
        );
      })}
    </ol>
  );
}
