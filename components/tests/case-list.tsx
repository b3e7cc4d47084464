'use client';

import { Ellipsis, ListChecks, Pencil, Plus, Trash2 } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { lazy, Suspense, useState } from 'react';
import { deleteWithUndo, useHidden } from '@/components/agents/delayed-delete';
import { useList } from '@/components/agents/use-list';
import type { Case, May } from '@/components/tests/model';
import { casesPath, PAGE_SIZE, suitePath } from '@/components/tests/paths';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState, StaleNote } from '@/components/ui/error-state';
import { IconButton } from '@/components/ui/icon-button';
import { Menu } from '@/components/ui/menu';
import { Pagination } from '@/components/ui/pagination';
import { type Column, Table } from '@/components/ui/table';
import type { Paged } from '@/lib/core/page';

const CaseDialog = lazy(() => import('@/components/tests/case-dialog'));

export type Cases = { path: string; page: Paged<Case> };

const brief = (value: unknown) => (
  <span className="block truncate font-mono text-muted text-xs" title={JSON.stringify(value)}>
    {JSON.stringify(value)}
  </span>
);

const columns: Column<Case>[] = [
  {
    key: 'name',
    header: 'Case',
    primary: true,
    width: '28%',
    cell: (row) => <span className="font-strong">{row.name}</span>,
  },
  { key: 'input', header: 'Input', wholeLine: true, cell: (row) => brief(row.input) },
  {
    key: 'expected',
    header: 'Expected',
    wholeLine: true,
    cell: (row) =>
      row.expected === null ? <span className="text-faint">Any output</span> : brief(row.expected),
  },
];

/** The cases of a suite, to be written, changed and removed. */
export function CaseList({
  suiteId,
  first,
  may,
  onChange,
}: {
  suiteId: string;
  first: Cases | null;
  may: May;
  /** The suite counts its cases. */
  onChange: () => void;
}) {
  const params = useSearchParams();
  const { data, error, mutate } = useList(casesPath(suiteId, params), first);
  const [editing, setEditing] = useState<Case | 'new' | null>(null);
  const hidden = useHidden();
  const rows = data?.data.filter(({ id }) => !hidden.has(id));
  const changed = () => {
    void mutate();
    onChange();
  };
  const remove = (row: Case) =>
    deleteWithUndo({ ...row, path: `${suitePath(suiteId)}/cases/${row.id}` }, changed);
  const add = may.write && (
    <Button icon={<Plus aria-hidden />} onClick={() => setEditing('new')}>
      Add case
    </Button>
  );
  return (
    <div className="flex flex-col gap-4">
      {data && <StaleNote error={error} onRetry={() => mutate()} />}
      {error && !data ? (
        <ErrorState error={error} onRetry={() => mutate()} />
      ) : (
        <>
          {data && data.total > 0 && <div className="flex justify-end">{add}</div>}
          <Table
            caption="Cases, newest first"
            columns={may.write ? [...columns, actions(setEditing, remove)] : columns}
            empty={
              <EmptyState action={add} icon={<ListChecks />} title="No cases yet">
                Write one, or save a good execution as a case, from its page.
              </EmptyState>
            }
            rowKey={(row) => row.id}
            rows={rows}
          />
          <Pagination limit={PAGE_SIZE} total={data?.total ?? 0} />
        </>
      )}
      {editing && (
        <Suspense>
          <CaseDialog
            onClose={() => setEditing(null)}
            onSaved={changed}
            row={editing === 'new' ? undefined : editing}
            suiteId={suiteId}
          />
        </Suspense>
      )}
    </div>
  );
}

const actions = (edit: (row: Case) => void, remove: (row: Case) => void): Column<Case> => ({
  key: 'actions',
  header: 'Actions',
  width: '3.25rem',
  actions: true,
  cell: (row) => {
    const label = `Actions for ${row.name}`;
    return (
      <Menu
        align="end"
        groups={[
          { items: [{ label: 'Edit', icon: <Pencil />, onSelect: () => edit(row) }] },
          {
            items: [
              { label: 'Delete', icon: <Trash2 />, danger: true, onSelect: () => remove(row) },
            ],
          },
        ]}
        label={label}
        trigger={<IconButton icon={<Ellipsis aria-hidden />} label={label} size="sm" />}
      />
    );
  },
});
