'use client';

import { KeyRound, Plus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import useSWR from 'swr';
import { ApiKeyTable, type KeyAction } from '@/components/accounts/api-key-table';
import { ask } from '@/components/accounts/ask';
import { curlExample } from '@/components/accounts/key-secret';
import type { ApiKey, ApiKeyList } from '@/components/accounts/model';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { CodeBlock } from '@/components/ui/code-block';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState, StaleNote } from '@/components/ui/error-state';
import { api } from '@/components/ui/fetcher';
import { PageHeader } from '@/components/ui/page';
import { Pagination, usePage } from '@/components/ui/pagination';
import { toast } from '@/components/ui/toast';
import { useUrlState } from '@/components/ui/use-url-state';

// Fetched behind the list, so that the page itself starts sooner.
const CreateKeyDialog = lazy(async () => ({
  default: (await import('@/components/accounts/create-key-dialog')).CreateKeyDialog,
}));
const RotateKeyDialog = lazy(async () => ({
  default: (await import('@/components/accounts/rotate-key-dialog')).RotateKeyDialog,
}));
const RenameKeyDialog = lazy(async () => ({
  default: (await import('@/components/accounts/rename-key-dialog')).RenameKeyDialog,
}));

export function ApiKeys({
  keys: first,
  makers,
  limit,
  mayManage,
  scopes,
  admins,
  baseUrl,
}: {
  keys: ApiKeyList;
  /** User id → name of whoever made a key. */
  makers: Record<string, string>;
  limit: number;
  mayManage: boolean;
  /** What endpoints ask for and the reader may grant. */
  scopes: readonly string[];
  admins: readonly string[];
  baseUrl: string;
}) {
  const { offset } = usePage(limit);
  const [creating, setCreating] = useUrlState('new');
  const [acting, setActing] = useState<KeyAction | null>(null);
  const { data, error, mutate } = useSWR<ApiKeyList>(
    `/api/api-keys?limit=${limit}&offset=${offset}`,
    { fallbackData: first },
  );
  const chosen = acting?.row ?? null;
  const done = (open: boolean) => open || setActing(null);
  const retry = () => void mutate();
  /** Shows what the server answered at once, then asks for the list. */
  const change = (edit: (keys: ApiKey[]) => ApiKey[]) =>
    void mutate((list) => list && { ...list, apiKeys: edit(list.apiKeys) });
  const put = (row: ApiKey) =>
    change((keys) => keys.map((known) => (known.id === row.id ? row : known)));
  const create = (
    <Button icon={<Plus aria-hidden />} onClick={() => setCreating('1')} variant="primary">
      Create API key
    </Button>
  );

  return (
    <>
      <PageHeader
        actions={mayManage && create}
        description="For programs that call the API in the name of this organization."
        title="API keys"
      />
      {!mayManage && (
        <Callout title="You can see which keys there are, not make or change them">
          Owners and admins can. {ask(admins)}.
        </Callout>
      )}
      {!data ? (
        <ErrorState error={error} onRetry={retry} />
      ) : (
        <>
          <StaleNote error={error} onRetry={retry} />
          <ApiKeyTable
            empty={
              <EmptyState
                action={mayManage && create}
                example={
                  <CodeBlock code={curlExample(baseUrl, 'fp_…', ['*:read'])} title="Terminal" />
                }
                icon={<KeyRound />}
                title="No API keys yet"
              >
                A key lets a script, a server or the command line run agents here. You choose what
                it may do and when it ends; it is shown once.
              </EmptyState>
            }
            keys={data.apiKeys}
            makers={makers}
            mayManage={mayManage}
            onAct={setActing}
          />
          <Pagination limit={limit} total={data.total} />
        </>
      )}
      <Suspense>
        {mayManage && (
          <CreateKeyDialog
            baseUrl={baseUrl}
            onCreated={(row) => change((keys) => [row, ...keys])}
            onOpenChange={(open) => setCreating(open ? '1' : '')}
            open={creating === '1'}
            scopes={scopes}
          />
        )}
        <RotateKeyDialog
          apiKey={acting?.kind === 'rotate' ? chosen : null}
          baseUrl={baseUrl}
          onOpenChange={done}
          onRotated={put}
        />
        <RenameKeyDialog
          apiKey={acting?.kind === 'rename' ? chosen : null}
          onOpenChange={done}
          onRenamed={put}
        />
      </Suspense>
      <ConfirmDialog
        confirmLabel="Delete API key"
        description="Whatever uses this key stops working at once, a former secret in its grace period too."
        onConfirm={async () => {
          if (!chosen) return;
          await api(`/api/api-keys/${chosen.id}`, { method: 'DELETE' });
          toast.success(`${chosen.name} was deleted`);
          change((keys) => keys.filter((key) => key.id !== chosen.id));
        }}
        onOpenChange={done}
        open={acting?.kind === 'delete'}
        phrase={chosen?.name}
        title={`Delete ${chosen?.name ?? 'this key'}?`}
      />
    </>
  );
}
