'use client';

import { useId } from 'react';
import type { ApiKey } from '@/components/accounts/model';
import { fieldError, ProblemSummary } from '@/components/accounts/problem-summary';
import { useSubmit } from '@/components/accounts/use-submit';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { toast } from '@/components/ui/toast';

/** Open while there is an `apiKey`. */
export function RenameKeyDialog({
  apiKey,
  onOpenChange,
  onRenamed,
}: {
  apiKey: ApiKey | null;
  onOpenChange: (open: boolean) => void;
  onRenamed: (key: ApiKey) => void;
}) {
  const form = useId();
  const { busy, problem, onSubmit, clear } = useSubmit(['name'], async ({ name }) => {
    const path = `/api/api-keys/${apiKey?.id}`;
    const renamed = await api<{ apiKey: ApiKey }>(path, { method: 'PATCH', body: { name } });
    toast.success(`Renamed to ${name}`);
    onRenamed(renamed.apiKey);
    onOpenChange(false);
  });
  const close = (next: boolean) => {
    if (busy) return;
    clear();
    onOpenChange(next);
  };
  return (
    <Dialog
      footer={
        <>
          <Button onClick={() => close(false)}>Cancel</Button>
          <Button form={form} loading={busy} type="submit" variant="primary">
            Rename key
          </Button>
        </>
      }
      onOpenChange={close}
      open={apiKey !== null}
      size="sm"
      title="Rename API key"
    >
      <form className="flex flex-col gap-4" id={form} method="post" noValidate onSubmit={onSubmit}>
        <ProblemSummary labels={{ name: 'Name' }} prefix="rename-" problem={problem} />
        <Field error={fieldError(problem, 'name', 'Name')} id="rename-name" label="Name">
          <Input autoComplete="off" defaultValue={apiKey?.name} maxLength={100} name="name" />
        </Field>
      </form>
    </Dialog>
  );
}
