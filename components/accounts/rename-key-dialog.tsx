'use client';

import type { ApiKey } from '@/components/accounts/model';
import { api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
import { FormDialog } from '@/components/ui/form-dialog';
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
  return (
    <FormDialog
      labels={{ name: 'Name' }}
      onOpenChange={onOpenChange}
      open={apiKey !== null}
      prefix="rename-"
      required={['name']}
      send={async ({ name }) => {
        const path = `/api/api-keys/${apiKey?.id}`;
        const renamed = await api<{ apiKey: ApiKey }>(path, { method: 'PATCH', body: { name } });
        toast.success(`Renamed to ${name}`);
        onRenamed(renamed.apiKey);
        onOpenChange(false);
      }}
      size="sm"
      submit="Rename key"
      title="Rename API key"
    >
      {(error) => (
        <Field error={error('name')} id="rename-name" label="Name">
          <Input autoComplete="off" defaultValue={apiKey?.name} maxLength={100} name="name" />
        </Field>
      )}
    </FormDialog>
  );
}
