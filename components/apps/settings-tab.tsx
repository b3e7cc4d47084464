'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { mutate } from 'swr';
import { forbidden } from '@/components/agents/may';
import { AppSecrets } from '@/components/apps/app-secrets';
import type { AppDetail, May } from '@/components/apps/model';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
import { Id } from '@/components/ui/id';
import { Input } from '@/components/ui/input';
import { Section } from '@/components/ui/page';
import { fieldError, ProblemSummary } from '@/components/ui/problem-summary';
import { Textarea } from '@/components/ui/textarea';
import { toast } from '@/components/ui/toast';
import { useSubmit } from '@/components/ui/use-submit';

const labels = { name: 'Name', description: 'Description' };

export default function SettingsTab({
  app,
  may,
  onChange,
}: {
  app: AppDetail;
  may: May;
  onChange: () => void;
}) {
  return (
    <div className="flex max-w-form flex-col gap-8">
      {may.write ? (
        <AppForm app={app} onSaved={onChange} />
      ) : (
        <Callout title="You can read this app">{forbidden}</Callout>
      )}
      <AppSecrets appId={app.id} mayWrite={may.write} />
      <p className="flex items-center gap-2 text-faint text-xs">
        Id <Id value={app.id} />
      </p>
      {may.write && <Danger app={app} />}
    </div>
  );
}

function AppForm({ app, onSaved }: { app: AppDetail; onSaved: () => void }) {
  const { busy, problem, onSubmit } = useSubmit(['name'], async (body) => {
    await api(`/api/agent-apps/${app.id}`, { method: 'PATCH', body });
    toast.success('The app is saved');
    onSaved();
  });
  return (
    <form className="flex flex-col gap-5" method="post" noValidate onSubmit={onSubmit}>
      <ProblemSummary labels={labels} prefix="app-" problem={problem} />
      <Field error={fieldError(problem, 'name', labels.name)} id="app-name" label={labels.name}>
        <Input autoComplete="off" defaultValue={app.name} maxLength={255} name="name" />
      </Field>
      <Field
        error={fieldError(problem, 'description', labels.description)}
        hint="For your own team. What others read stands under Marketplace."
        id="app-description"
        label={labels.description}
        optional
      >
        <Textarea defaultValue={app.description} maxLength={5000} name="description" />
      </Field>
      <div className="flex justify-end">
        <Button loading={busy} type="submit" variant="primary">
          Save app
        </Button>
      </div>
    </form>
  );
}

function Danger({ app }: { app: AppDetail }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  return (
    <Section title="Delete this app">
      <div className="flex flex-wrap items-center justify-between gap-3 rounded-lg border p-4">
        <p className="min-w-0 flex-1 basis-64 text-muted text-sm">
          Its packages and webhooks go with it; agents that it made stay. Not while a package of it
          is installed, published or being deployed.
        </p>
        <Button onClick={() => setOpen(true)} variant="quiet">
          Delete app
        </Button>
      </div>
      <ConfirmDialog
        confirmLabel="Delete app"
        description="All its versions are deleted with it. This cannot be undone."
        onConfirm={async () => {
          await api(`/api/agent-apps/${app.id}`, { method: 'DELETE' });
          toast.success(`${app.name} was deleted`);
          void mutate((key) => String(key).startsWith('/api/agent-apps?'));
          router.push('/apps');
        }}
        onOpenChange={setOpen}
        open={open}
        phrase={app.name}
        title={`Delete ${app.name}?`}
      />
    </Section>
  );
}
