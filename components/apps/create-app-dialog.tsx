'use client';

import { useRouter } from 'next/navigation';
import { useId } from 'react';
import { fieldError, ProblemSummary } from '@/components/accounts/problem-summary';
import { useSubmit } from '@/components/accounts/use-submit';
import type { App } from '@/components/apps/model';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
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
  const form = useId();
  const { busy, problem, onSubmit, clear } = useSubmit(['name'], async (body) => {
    const { app } = await api<{ app: App }>('/api/agent-apps', { method: 'POST', body });
    router.push(`/apps/${app.id}`);
  });
  const close = (next: boolean) => {
    if (busy) return;
    clear();
    onOpenChange(next);
  };
  return (
    <Dialog
      description="It holds the versions of one package. You upload the first one next."
      footer={
        <>
          <Button onClick={() => close(false)}>Cancel</Button>
          <Button form={form} loading={busy} type="submit" variant="primary">
            Create app
          </Button>
        </>
      }
      onOpenChange={close}
      open={open}
      title="Create an agent app"
    >
      <form className="flex flex-col gap-5" id={form} method="post" noValidate onSubmit={onSubmit}>
        <ProblemSummary labels={labels} prefix="app-" problem={problem} />
        <Field error={fieldError(problem, 'name', labels.name)} id="app-name" label={labels.name}>
          <Input autoComplete="off" maxLength={255} name="name" placeholder="Support triage" />
        </Field>
        <Field
          error={fieldError(problem, 'description', labels.description)}
          id="app-description"
          label={labels.description}
          optional
        >
          <Textarea maxLength={5000} name="description" />
        </Field>
      </form>
    </Dialog>
  );
}
