'use client';

import { Ellipsis, Pencil, Plug, PlugZap, Trash2 } from 'lucide-react';
import { lazy, type ReactNode, useEffect, useState } from 'react';
import { FormSheet } from '@/components/connectors/form-sheet';
import type { Connector, First, Kind, May } from '@/components/connectors/model';
import { connectorsPath, PAGE_SIZE } from '@/components/connectors/paths';
import { TestResult } from '@/components/connectors/test-result';
import { useBareList } from '@/components/connectors/use-bare-list';
import { useShallow } from '@/components/connectors/use-shallow';
import { useTest } from '@/components/connectors/use-test';
import { providerName } from '@/components/connectors/words';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState, StaleNote } from '@/components/ui/error-state';
import { api } from '@/components/ui/fetcher';
import { FilterBar, FilterSearch, FilterSelect } from '@/components/ui/filter-bar';
import { IconButton } from '@/components/ui/icon-button';
import { Menu } from '@/components/ui/menu';
import { Pagination } from '@/components/ui/pagination';
import { Status } from '@/components/ui/status';
import { type Column, Table } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import { toast } from '@/components/ui/toast';

const ConnectorForm = lazy(() => import('@/components/connectors/connector-form'));

type Act = {
  edit: (connector: Connector) => void;
  test: (connector: Connector) => void;
  remove: (connector: Connector) => void;
  testing: string | null;
};

function Connection({ connector, testing }: { connector: Connector; testing: boolean }) {
  if (testing) return <Status state="running">Testing</Status>;
  const { last_test: last } = connector;
  if (!last) return <span className="text-faint">Not tested</span>;
  return (
    <span title={last.message}>
      <Status state={last.ok ? 'healthy' : 'failed'}>{last.ok ? 'Works' : 'Fails'}</Status>
    </span>
  );
}

function columns(kinds: readonly Kind[], may: May, act: Act): Column<Connector>[] {
  const list: Column<Connector>[] = [
    {
      key: 'name',
      header: 'Connector',
      primary: true,
      width: '34%',
      cell: (it) => (
        <>
          <span className="font-strong">{it.name}</span>{' '}
          <span className="text-faint text-xs">{providerName(kinds, it.type)}</span>
        </>
      ),
    },
    {
      key: 'credential',
      header: 'Credential',
      cell: (it) =>
        it.credential ? (
          <span className="text-muted">{it.credential.name}</span>
        ) : (
          <span className="text-faint">None</span>
        ),
    },
    {
      key: 'connection',
      header: 'Connection',
      width: '8rem',
      cell: (it) => <Connection connector={it} testing={act.testing === it.id} />,
    },
    {
      key: 'used',
      header: 'Last used',
      width: '8rem',
      cell: (it) =>
        it.last_used_at ? (
          <Time at={it.last_used_at} className="text-muted" />
        ) : (
          <span className="text-faint">Never</span>
        ),
    },
  ];
  if (may.write || may.test)
    list.push({
      key: 'actions',
      header: 'Actions',
      width: '3.25rem',
      actions: true,
      cell: (it) => <RowMenu act={act} connector={it} may={may} />,
    });
  return list;
}

function RowMenu({ connector, may, act }: { connector: Connector; may: May; act: Act }) {
  const label = `Actions for ${connector.name}`;
  const first = [
    ...(may.test
      ? [{ label: 'Test connection', icon: <PlugZap />, onSelect: () => act.test(connector) }]
      : []),
    ...(may.write
      ? [{ label: 'Edit', icon: <Pencil />, onSelect: () => act.edit(connector) }]
      : []),
  ];
  const last = may.write
    ? [{ label: 'Delete', icon: <Trash2 />, danger: true, onSelect: () => act.remove(connector) }]
    : [];
  return (
    <Menu
      align="end"
      groups={[{ items: first }, { items: last }].filter(({ items }) => items.length > 0)}
      label={label}
      trigger={<IconButton icon={<Ellipsis aria-hidden />} label={label} size="sm" />}
    />
  );
}

/** What connectors are for, with what each type can do. */
function NoConnectors({ kinds, action }: { kinds: readonly Kind[]; action: ReactNode }) {
  return (
    <EmptyState
      action={action}
      example={
        <ul className="flex flex-col divide-y rounded-lg border bg-surface text-sm">
          {kinds.map((kind) => (
            <li className="flex flex-wrap gap-x-3 px-3 py-2" key={kind.type}>
              <span className="w-28 font-strong">{kind.name}</span>
              <span className="min-w-0 flex-1 text-muted">{kind.description}</span>
            </li>
          ))}
        </ul>
      }
      icon={<Plug />}
      title="No connectors yet"
    >
      A connector lets workflows act in another service, with a credential that nobody sees again.
    </EmptyState>
  );
}

export function ConnectorList({
  first,
  kinds,
  may,
  create,
  onNone,
}: {
  first: First<Connector> | null;
  kinds: readonly Kind[];
  may: May;
  create: ReactNode;
  /** Whether there is nothing at all: then the empty state has the page's action. */
  onNone: (none: boolean) => void;
}) {
  const [params, set] = useShallow();
  const list = useBareList<Connector>(connectorsPath(params), first);
  const { data, error, changed } = list;
  const creating = params.get('new') === '1';
  const closeNew = () => set({ new: '', provider: '' });
  const [editing, setEditing] = useState<Connector | null>(null);
  const [removing, setRemoving] = useState<Connector | null>(null);
  const { testing, outcome, test, forget } = useTest('/api/v1/connectors', changed);
  const filtered = ['q', 'type', 'page'].some((name) => params.has(name));
  const none = data?.total === 0 && !filtered;
  useEffect(() => onNone(none), [none, onNone]);
  const act: Act = { edit: setEditing, test, remove: setRemoving, testing };
  const saved = (connector: Connector) => {
    toast.success(`${connector.name} is saved`);
    forget();
    list.saved(connector);
    setEditing(null);
    if (creating) closeNew();
  };
  return (
    <>
      {none ? (
        <NoConnectors action={create} kinds={kinds} />
      ) : (
        <div className="flex flex-col gap-4">
          <FilterBar names={['q', 'type']}>
            <FilterSearch label="Search connectors" />
            <FilterSelect
              label="Service"
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
              caption="Connectors, newest first"
              columns={columns(kinds, may, act)}
              empty={
                <EmptyState icon={<Plug />} title="No connector matches">
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
      {may.write && (
        <>
          <FormSheet
            description={editing ? undefined : 'A service, and the credential to sign in with.'}
            key={editing?.id ?? 'new'}
            onOpenChange={() => (editing ? setEditing(null) : closeNew())}
            open={editing !== null || creating}
            submit={editing ? 'Save connector' : 'Create connector'}
            title={editing ? `Edit ${editing.name}` : 'Create a connector'}
          >
            {(form) => (
              <ConnectorForm
                {...form}
                connector={editing ?? undefined}
                kinds={kinds}
                mayWrite={may.write}
                onSaved={saved}
              />
            )}
          </FormSheet>
          <ConfirmDialog
            confirmLabel="Delete connector"
            description="Workflows that name it fail from then on. Its credential stays."
            onConfirm={async () => {
              if (!removing) return;
              await api(`/api/v1/connectors/${removing.id}`, { method: 'DELETE' });
              toast.success(`${removing.name} was deleted`);
              list.removed(removing.id);
            }}
            onOpenChange={(open) => open || setRemoving(null)}
            open={removing !== null}
            title={`Delete ${removing?.name ?? 'this connector'}?`}
          />
        </>
      )}
    </>
  );
}
