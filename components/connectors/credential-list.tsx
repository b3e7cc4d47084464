'use client';

import { KeySquare } from 'lucide-react';
import { lazy, type ReactNode, useEffect, useState } from 'react';
import { credentialColumns } from '@/components/connectors/credential-columns';
import { FormSheet } from '@/components/connectors/form-sheet';
import type { Credential, First, Kind, May } from '@/components/connectors/model';
import { credentialsPath, PAGE_SIZE } from '@/components/connectors/paths';
import { TestResult } from '@/components/connectors/test-result';
import { TestUrlDialog } from '@/components/connectors/test-url-dialog';
import { useBareList } from '@/components/connectors/use-bare-list';
import { useShallow } from '@/components/connectors/use-shallow';
import { useTest } from '@/components/connectors/use-test';
import { UsesSheet } from '@/components/connectors/uses-sheet';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState, StaleNote } from '@/components/ui/error-state';
import { api } from '@/components/ui/fetcher';
import { FilterBar, FilterSearch, FilterSelect } from '@/components/ui/filter-bar';
import { Pagination } from '@/components/ui/pagination';
import { Table } from '@/components/ui/table';
import { toast } from '@/components/ui/toast';

const CredentialForm = lazy(() => import('@/components/connectors/credential-form'));

/** Services that say by themselves whether a credential is right. */
const ASKED = new Set(['slack', 'smtp', 'stripe', 'discord']);

export function CredentialList({
  first,
  kinds,
  may,
  create,
  onNone,
}: {
  first: First<Credential> | null;
  kinds: readonly Kind[];
  may: May;
  create: ReactNode;
  /** Whether there is nothing at all: then the empty state has the page's action. */
  onNone: (none: boolean) => void;
}) {
  const [params, set] = useShallow();
  const list = useBareList<Credential>(credentialsPath(params), first);
  const { data, error, changed } = list;
  const creating = params.get('new') === '1';
  const closeNew = () => set({ new: '', provider: '' });
  const [editing, setEditing] = useState<Credential | null>(null);
  const [removing, setRemoving] = useState<Credential | null>(null);
  const [looking, setLooking] = useState<Credential | null>(null);
  const [asking, setAsking] = useState<Credential | null>(null);
  const { testing, outcome, test, forget } = useTest('/api/v1/credentials', changed);
  const filtered = ['q', 'type', 'page'].some((name) => params.has(name));
  const none = data?.total === 0 && !filtered;
  useEffect(() => onNone(none), [none, onNone]);
  const act = {
    edit: setEditing,
    test: (it: Credential) => (ASKED.has(it.provider) ? void test(it) : setAsking(it)),
    uses: setLooking,
    remove: setRemoving,
    testing,
  };
  const saved = (credential: Credential) => {
    toast.success(`${credential.name} is saved`);
    forget();
    list.saved(credential);
    setEditing(null);
    if (creating) closeNew();
  };
  return (
    <>
      {none ? (
        <EmptyState action={create} icon={<KeySquare />} title="No credentials yet">
          A token, a key or a password that connectors and workflows use. It is encrypted, bound to
          the hosts it may go to, and never shown again; every use is written down.
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-4">
          <FilterBar names={['q', 'type']}>
            <FilterSearch label="Search credentials" />
            <FilterSelect
              label="Provider"
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
              caption="Credentials, newest first"
              columns={credentialColumns(kinds, may, act)}
              empty={
                <EmptyState icon={<KeySquare />} title="No credential matches">
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
      <UsesSheet credential={looking} onClose={() => setLooking(null)} />
      <TestUrlDialog
        credential={asking}
        key={asking?.id}
        onClose={() => setAsking(null)}
        onTest={(credential, url) => void test(credential, { url })}
      />
      {may.write && (
        <>
          <FormSheet
            description={editing ? undefined : 'Encrypted when it is saved, and never shown again.'}
            key={editing?.id ?? 'new'}
            onOpenChange={() => (editing ? setEditing(null) : closeNew())}
            open={editing !== null || creating}
            submit={editing ? 'Save credential' : 'Create credential'}
            title={editing ? `Edit ${editing.name}` : 'Create a credential'}
          >
            {(form) => (
              <CredentialForm
                {...form}
                credential={editing ?? undefined}
                kinds={kinds}
                onSaved={saved}
                provider={params.get('provider') ?? undefined}
              />
            )}
          </FormSheet>
          <ConfirmDialog
            confirmLabel="Delete credential"
            description="What uses it fails from then on. The secret can not be brought back."
            onConfirm={async () => {
              if (!removing) return;
              await api(`/api/v1/credentials/${removing.id}`, { method: 'DELETE' });
              toast.success(`${removing.name} was deleted`);
              list.removed(removing.id);
            }}
            onOpenChange={(open) => open || setRemoving(null)}
            open={removing !== null}
            title={`Delete ${removing?.name ?? 'this credential'}?`}
          />
        </>
      )}
    </>
  );
}
