'use client';

import { type ReactNode, useEffect, useState } from 'react';
import { FormSheet } from '@/components/connectors/form-sheet';
import type { First, Kind, May } from '@/components/connectors/model';
import { PAGE_SIZE } from '@/components/connectors/paths';
import { TestResult } from '@/components/connectors/test-result';
import { useBareList } from '@/components/connectors/use-bare-list';
import { useShallow } from '@/components/connectors/use-shallow';
import { useTest } from '@/components/connectors/use-test';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState, StaleNote } from '@/components/ui/error-state';
import { api } from '@/components/ui/fetcher';
import { FilterBar, FilterSearch, FilterSelect } from '@/components/ui/filter-bar';
import { Pagination } from '@/components/ui/pagination';
import { type Column, Table } from '@/components/ui/table';
import { toast } from '@/components/ui/toast';

type Thing = { id: string; name: string };
type Test<Row> = (row: Row, body?: { url: string }) => void;

/** What both lists of this page are given. */
export type ListProps<Row> = {
  first: First<Row> | null;
  kinds: readonly Kind[];
  may: May;
  create: ReactNode;
  /** Whether there is nothing at all: then the empty state has the page's action. */
  onNone: (none: boolean) => void;
};

/** A list of things that are made, tried out, changed and deleted in place: connectors and credentials. */
export function ThingList<Row extends Thing>({
  first,
  kinds,
  may,
  onNone,
  base,
  pathOf,
  words,
  none: nothing,
  columns,
  form,
  children,
}: ListProps<Row> & {
  base: string;
  pathOf: (params: URLSearchParams) => string;
  words: {
    /** "connector" */
    one: string;
    /** What is filtered by. */
    kind: string;
    icon: ReactNode;
    /** What making one is about. */
    create: string;
    /** What deleting one does. */
    remove: string;
  };
  none: ReactNode;
  columns: (act: {
    edit: (row: Row) => void;
    test: (row: Row) => void;
    remove: (row: Row) => void;
    testing: string | null;
  }) => Column<Row>[];
  form: (form: {
    formId: string;
    onBusyChange: (busy: boolean) => void;
    onSaved: (row: Row) => void;
    row: Row | undefined;
  }) => ReactNode;
  /** What else opens over the list. */
  children?: (test: Test<Row>) => ReactNode;
}) {
  const [params, set] = useShallow();
  const list = useBareList<Row>(pathOf(params), first);
  const { data, error, changed } = list;
  const creating = params.get('new') === '1';
  const closeNew = () => set({ new: '', provider: '' });
  const [editing, setEditing] = useState<Row | null>(null);
  const [removing, setRemoving] = useState<Row | null>(null);
  const { testing, outcome, test, forget } = useTest(base, changed);
  const filtered = ['q', 'type', 'page'].some((name) => params.has(name));
  const none = data?.total === 0 && !filtered;
  useEffect(() => onNone(none), [none, onNone]);
  const onSaved = (row: Row) => {
    toast.success(`${row.name} is saved`);
    forget();
    list.saved(row);
    setEditing(null);
    if (creating) closeNew();
  };
  const many = `${words.one}s`;
  return (
    <>
      {none ? (
        nothing
      ) : (
        <div className="flex flex-col gap-4">
          <FilterBar names={['q', 'type']}>
            <FilterSearch label={`Search ${many}`} />
            <FilterSelect
              label={words.kind}
              name="type"
              options={kinds.map((it) => ({ value: it.type, label: it.name }))}
            />
          </FilterBar>
          <TestResult outcome={outcome} />
          {data && <StaleNote error={error} onRetry={changed} />}
          {error && !data ? (
            <ErrorState error={error} onRetry={changed} />
          ) : (
            <Table
              caption={`${many[0]?.toUpperCase()}${many.slice(1)}, newest first`}
              columns={columns({ edit: setEditing, test, remove: setRemoving, testing })}
              empty={
                <EmptyState icon={words.icon} title={`No ${words.one} matches`}>
                  Clear the filters to see all.
                </EmptyState>
              }
              rowKey={(it) => it.id}
              rows={data?.data}
            />
          )}
          <Pagination limit={PAGE_SIZE} total={data?.total ?? 0} />
        </div>
      )}
      {children?.(test)}
      {may.write && (
        <>
          <FormSheet
            description={editing ? undefined : words.create}
            key={editing?.id ?? 'new'}
            onOpenChange={() => (editing ? setEditing(null) : closeNew())}
            open={editing !== null || creating}
            submit={`${editing ? 'Save' : 'Create'} ${words.one}`}
            title={editing ? `Edit ${editing.name}` : `Create a ${words.one}`}
          >
            {(given) => form({ ...given, onSaved, row: editing ?? undefined })}
          </FormSheet>
          <ConfirmDialog
            confirmLabel={`Delete ${words.one}`}
            description={words.remove}
            onConfirm={async () => {
              if (!removing) return;
              await api(`${base}/${removing.id}`, { method: 'DELETE' });
              toast.success(`${removing.name} was deleted`);
              list.removed(removing.id);
            }}
            onOpenChange={(open) => open || setRemoving(null)}
            open={removing !== null}
            title={`Delete ${removing?.name ?? `this ${words.one}`}?`}
          />
        </>
      )}
    </>
  );
}
