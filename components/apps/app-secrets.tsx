'use client';

import { KeyRound, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import useSWR from 'swr';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { ErrorState } from '@/components/ui/error-state';
import { api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
import { IconButton } from '@/components/ui/icon-button';
import { Input, PasswordInput } from '@/components/ui/input';
import { Section } from '@/components/ui/page';
import { fieldError, ProblemSummary } from '@/components/ui/problem-summary';
import { Skeleton } from '@/components/ui/skeleton';
import { toast } from '@/components/ui/toast';
import { useSubmit } from '@/components/ui/use-submit';

/** Names and masks only: nothing gives the values out again. */
export function AppSecrets({ appId, mayWrite }: { appId: string; mayWrite: boolean }) {
  const path = `/api/agent-apps/${appId}/secrets`;
  const { data, error, mutate } = useSWR<{ secrets: Record<string, string> }>(path);
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<string | null>(null);
  const names = data && Object.keys(data.secrets).sort();
  return (
    <Section
      actions={
        mayWrite &&
        !adding && (
          <Button icon={<Plus aria-hidden />} onClick={() => setAdding(true)} size="sm">
            Set secret
          </Button>
        )
      }
      description="Given to the app's agents on an external runtime with the next deployment. They win over what a package's .env brings."
      title="Secrets"
    >
      {adding && (
        <SecretForm onClose={() => setAdding(false)} onSaved={() => void mutate()} path={path} />
      )}
      {error && !data ? (
        <ErrorState error={error} onRetry={() => mutate()} />
      ) : !names ? (
        <Skeleton className="h-20 rounded-lg" />
      ) : names.length === 0 ? (
        !adding && (
          <p className="rounded-lg border border-dashed p-4 text-muted text-sm">
            None is set. Code that calls other services finds their keys here instead of in its
            file.
          </p>
        )
      ) : (
        <ul aria-label="Secrets" className="divide-y rounded-lg border bg-surface">
          {names.map((name) => (
            <li className="flex min-h-10 items-center gap-3 px-3 text-sm" key={name}>
              <KeyRound aria-hidden className="size-3.5 shrink-0 text-faint" />
              <span className="min-w-0 flex-1 break-all font-mono text-xs">{name}</span>
              <span className="font-mono text-faint text-xs">{data.secrets[name]}</span>
              {mayWrite && (
                <IconButton
                  icon={<Trash2 aria-hidden />}
                  label={`Delete ${name}`}
                  onClick={() => setRemoving(name)}
                  size="sm"
                />
              )}
            </li>
          ))}
        </ul>
      )}
      <ConfirmDialog
        confirmLabel="Delete secret"
        description="Its value is kept nowhere else here. The next deployment goes without it."
        onConfirm={async () => {
          await api(`${path}/${encodeURIComponent(removing ?? '')}`, { method: 'DELETE' });
          toast.success(`${removing} is deleted`);
          void mutate();
        }}
        onOpenChange={(open) => open || setRemoving(null)}
        open={removing !== null}
        title={`Delete ${removing ?? 'this secret'}?`}
      />
    </Section>
  );
}

const labels = { key: 'Name', value: 'Value' };

/** A name that is there already gets the new value. */
function SecretForm({
  path,
  onClose,
  onSaved,
}: {
  path: string;
  onClose: () => void;
  onSaved: () => void;
}) {
  const { busy, problem, onSubmit } = useSubmit(['key', 'value'], async ({ key = '', value }) => {
    await api(`${path}/${encodeURIComponent(key)}`, { method: 'PUT', body: { value } });
    toast.success(`${key} is set`);
    onSaved();
    onClose();
  });
  return (
    <form
      className="flex flex-col gap-4 rounded-lg border bg-surface p-4"
      method="post"
      noValidate
      onSubmit={onSubmit}
    >
      <ProblemSummary labels={labels} prefix="secret-" problem={problem} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field error={fieldError(problem, 'key', labels.key)} id="secret-key" label={labels.key}>
          <Input
            autoCapitalize="off"
            autoComplete="off"
            autoFocus
            maxLength={128}
            mono
            name="key"
            placeholder="OPENAI_API_KEY"
            spellCheck={false}
          />
        </Field>
        <Field
          error={fieldError(problem, 'value', labels.value)}
          id="secret-value"
          label={labels.value}
        >
          <PasswordInput autoComplete="new-password" maxLength={32_768} mono name="value" />
        </Field>
      </div>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose} size="sm">
          Cancel
        </Button>
        <Button loading={busy} size="sm" type="submit" variant="primary">
          Save secret
        </Button>
      </div>
    </form>
  );
}
