'use client';

import { Ellipsis, PenLine, RefreshCw, Trash2 } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';
import type { ApiKey } from '@/components/accounts/model';
import { describeScopes } from '@/components/accounts/scope-words';
import { buttonClass } from '@/components/ui/button-class';
import { cn } from '@/components/ui/cn';
import { formatNumber } from '@/components/ui/format';
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

const isAhead = (at: string | null, now: number | null) =>
  at !== null && now !== null && Date.parse(at) > now;

/** A rotated key whose former secret still works. */
function Rotated({ until }: { until: string | null }) {
  const now = useNow();
  return isAhead(until, now) && <Badge tone="info">Rotated</Badge>;
}

/** What the row has no room for, above the actions. */
function Details({ row }: { row: ApiKey }) {
  const now = useNow();
  const { per_minute, per_hour } = row.rate_limit ?? {};
  const limits = [
    per_minute && `${formatNumber(per_minute)} a minute`,
    per_hour && `${formatNumber(per_hour)} an hour`,
  ].filter(Boolean);
  const facts: [string, ReactNode][] = [
    [
      'Scopes',
      <span className="num break-words text-xs" key="s">
        {row.scopes.join(' ')}
      </span>,
    ],
    ['Created', <Time at={row.created_at} key="c" />],
  ];
  if (limits.length > 0) facts.push(['Limits', limits.join(', ')]);
  if (row.previous_expires_at && isAhead(row.previous_expires_at, now))
    facts.push([
      'Former secret',
      <span key="f">
        ends <Time at={row.previous_expires_at} />
      </span>,
    ]);
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-start text-sm">
      {facts.map(([label, value]) => (
        <Fragment key={label}>
          <dt className="text-faint">{label}</dt>
          <dd className="min-w-0">{value}</dd>
        </Fragment>
      ))}
    </dl>
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
          <Rotated until={row.previous_expires_at} />
        </span>
      ),
    },
    {
      key: 'key',
      header: 'Key',
      width: '7.5rem',
      cell: (row) => <span className="num text-muted">{row.key_preview}</span>,
    },
    {
      key: 'access',
      header: 'Access',
      wholeLine: true,
      width: '11rem',
      cell: (row) => <span title={row.scopes.join(', ')}>{describeScopes(row.scopes)}</span>,
    },
    {
      key: 'maker',
      header: 'Made by',
      width: '8.5rem',
      wideOnly: true,
      cell: (row) => <span className="text-muted">{makers[row.user_id] ?? 'A former member'}</span>,
    },
    {
      key: 'used',
      header: 'Last used',
      width: '6.5rem',
      cell: (row) =>
        row.last_used_at ? (
          <Time at={row.last_used_at} className="text-muted" />
        ) : (
          <span className="text-faint">Never</span>
        ),
    },
    { key: 'ends', header: 'Ends', width: '6.5rem', cell: (row) => <Ends at={row.expires_at} /> },
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
          className="w-72"
          header={<Details row={row} />}
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
