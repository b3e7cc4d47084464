'use client';

import { useRouter } from 'next/navigation';
import type { App } from '@/components/apps/model';
import { api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
import { FormDialog } from '@/components/ui/form-dialog';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';

const labels = { name: 'Name', description: 'Description' };

/** Ends on the new app's page, where its first package goes. */
export function CreateAppDialog({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const router = useRouter();
  return (
    <FormDialog
      description="It holds the versions of one package. You upload the first one next."
      labels={labels}
      onOpenChange={onOpenChange}
      open={open}
      prefix="app-"
      required={['name']}
      send={async (body) => {
        const { app } = await api<{ app: App }>('/api/agent-apps', { method: 'POST', body });
        router.push(`/apps/${app.id}`);
      }}
      submit="Create app"
      title="Create an agent app"
    >
      {(error) => (
        <>
          <Field error={error('name')} id="app-name" label={labels.name}>
            <Input autoComplete="off" maxLength={255} name="name" placeholder="Support triage" />
          </Field>
          <Field
            error={error('description')}
            id="app-description"
            label={labels.description}
            optional
          >
            <Textarea maxLength={5000} name="description" />
          </Field>
        </>
      )}
    </FormDialog>
  );
}
