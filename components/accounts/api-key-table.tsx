'use client';

import { Ellipsis, PenLine, RefreshCw, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ApiKey } from '@/components/accounts/model';
import { describeScopes } from '@/components/accounts/scope-words';
import { buttonClass } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Menu } from '@/components/ui/menu';
import { Badge, Status } from '@/components/ui/status';
import { type Column, Table } from '@/components/ui/table';
import { Time, useNow } from '@/components/ui/time';

export type KeyAction = { kind: 'rotate' | 'rename' | 'delete'; row: ApiKey };

const SOON_MS = 7 * 24 * 3600 * 1000;

/** When a key ends: a plain time, a warning in its last week, or that it has. */
function Ends({ at }: { at: string | null }) {
  const now = useNow();
  if (!at) return <span className="text-muted">Never</span>;
  const left = now === null ? SOON_MS : Date.parse(at) - now;
  if (left <= 0) return <Status state="expired">Expired</Status>;
  if (left >= SOON_MS) return <Time at={at} className="text-muted" />;
  return (
    <Status state="expiring" tone="warn">
      <Time at={at} />
    </Status>
  );
}

/** A rotated key whose former secret still works says until when. */
function FormerSecret({ until }: { until: string | null }) {
  const now = useNow();
  if (!until || now === null || Date.parse(until) <= now) return null;
  return (
    <Badge tone="info">
      Former secret ends <Time at={until} />
    </Badge>
  );
}

export function ApiKeyTable({
  keys,
  makers,
  mayManage,
  onAct,
  empty,
}: {
  keys: readonly ApiKey[];
  makers: Record<string, string>;
  mayManage: boolean;
  onAct: (action: KeyAction) => void;
  empty: ReactNode;
}) {
  const columns: Column<ApiKey>[] = [
    {
      key: 'name',
      header: 'Name',
      primary: true,
      cell: (row) => (
        <span className="flex min-w-0 items-center gap-2">
          <span className="truncate">{row.name}</span>
          <FormerSecret until={row.previous_expires_at} />
        </span>
      ),
    },
    {
      key: 'key',
      header: 'Key',
      width: '8.5rem',
      cell: (row) => <span className="num text-muted">{row.key_preview}</span>,
    },
    {
      key: 'access',
      header: 'Access',
      width: '12rem',
      cell: (row) => <span title={row.scopes.join(', ')}>{describeScopes(row.scopes)}</span>,
    },
    {
      key: 'maker',
      header: 'Made by',
      width: '10rem',
      wideOnly: true,
      cell: (row) => <span className="text-muted">{makers[row.user_id] ?? 'A former member'}</span>,
    },
    {
      key: 'used',
      header: 'Last used',
      width: '8rem',
      cell: (row) =>
        row.last_used_at ? (
          <Time at={row.last_used_at} className="text-muted" />
        ) : (
          <span className="text-faint">Never</span>
        ),
    },
    { key: 'ends', header: 'Ends', width: '8rem', cell: (row) => <Ends at={row.expires_at} /> },
  ];
  if (mayManage)
    columns.push({
      key: 'actions',
      header: 'Actions',
      actions: true,
      width: '3.5rem',
      cell: (row) => (
        <Menu
          align="end"
          groups={[
            {
              items: [
                {
                  label: 'Rotate',
                  icon: <RefreshCw />,
                  onSelect: () => onAct({ kind: 'rotate', row }),
                },
                {
                  label: 'Rename',
                  icon: <PenLine />,
                  onSelect: () => onAct({ kind: 'rename', row }),
                },
              ],
            },
            {
              items: [
                {
                  label: 'Delete',
                  icon: <Trash2 />,
                  danger: true,
                  onSelect: () => onAct({ kind: 'delete', row }),
                },
              ],
            },
          ]}
          label={`Actions for ${row.name}`}
          trigger={
            <button
              aria-label={`Actions for ${row.name}`}
              className={cn(buttonClass({ variant: 'ghost', size: 'sm' }), 'w-7 px-0!')}
              type="button"
            >
              <Ellipsis aria-hidden />
            </button>
          }
        />
      ),
    });
  return (
    <Table
      caption="API keys"
      columns={columns}
      empty={empty}
      rowKey={(row) => row.id}
      rows={keys}
    />
  );
}
