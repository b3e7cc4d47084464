'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import useSWR from 'swr';
import { Button } from '@/components/ui/button';
import { Switch } from '@/components/ui/choice';
import { api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { KeyValues } from '@/components/ui/key-values';
import { Section } from '@/components/ui/page';
import { Textarea } from '@/components/ui/textarea';
import { toast } from '@/components/ui/toast';
import { WorkflowHeader } from '@/components/workflows/editor/workflow-header';
import type { May, Workflow } from '@/components/workflows/model';
import { DeleteWorkflow } from '@/components/workflows/settings/delete-workflow';
import { HookPanel } from '@/components/workflows/settings/hook-panel';
import { TriggerList } from '@/components/workflows/settings/trigger-list';

type Settings = {
  timeout?: string | number;
  maxCredits?: number;
  onError?: string;
  retry?: { maxAttempts?: number };
  concurrency?: { limit: number; key?: string };
};

/** Everything about a workflow that is not its steps. */
export function WorkflowSettings({
  first,
  may,
  tests,
}: {
  first: Workflow;
  may: May;
  /** Its test suites. */
  tests: ReactNode;
}) {
  const router = useRouter();
  const path = `/api/v1/workflows/${first.id}`;
  const { data, mutate } = useSWR<Workflow>(path, { fallbackData: first });
  const workflow = data ?? first;
  const [removing, setRemoving] = useState(false);
  const settings = (workflow.definition.settings ?? {}) as Settings;
  const paused = workflow.status === 'paused';

  async function setPaused(next: boolean) {
    try {
      const answer = await api<Workflow>(`${path}/${next ? 'pause' : 'resume'}`, {
        method: 'POST',
      });
      void mutate(answer, { revalidate: false });
      toast.success(next ? 'Its triggers rest' : 'Its triggers fire again');
    } catch (error) {
      toast.error(next ? 'It was not paused' : 'It was not resumed', error);
    }
  }
  return (
    <>
      <WorkflowHeader face="settings" workflow={workflow} />
      <div className="flex w-full max-w-form flex-col gap-8 px-4 py-6">
        <Details
          canWrite={may.write}
          key={workflow.updatedAt}
          onSaved={(next) => void mutate(next, { revalidate: false })}
          workflow={workflow}
        />
        <Section description="Of the version that is published." title="Triggers">
          <TriggerList id={workflow.id} version={workflow.publishedVersion} />
          <Switch
            checked={paused}
            disabled={!may.write || workflow.status === 'draft'}
            hint="Schedules, events and calls start nothing then. It can still be run by hand."
            label="Let its triggers rest"
            onCheckedChange={setPaused}
          />
        </Section>
        <Section title="Address">
          <HookPanel canWrite={may.write} onChange={() => void mutate()} workflow={workflow} />
        </Section>
        <Section
          actions={
            <Link
              className="text-accent-ink text-sm hover:underline"
              href={`/workflows/${workflow.id}`}
            >
              Change in the editor
            </Link>
          }
          description="They belong to the definition, so that each run keeps those it began with."
          title="Limits"
        >
          <div className="rounded-lg border bg-surface px-4 py-2">
            <KeyValues
              items={[
                { label: 'Runs at once', value: concurrency(settings) },
                { label: 'Tries of a step', value: settings.retry?.maxAttempts ?? 3 },
                { label: 'Timeout', value: settings.timeout ?? 'None' },
                {
                  label: 'Most credits a run',
                  value: settings.maxCredits ?? 'As much as there is',
                },
                { label: 'When a step fails', value: words[settings.onError ?? 'fail'] },
              ]}
            />
          </div>
        </Section>
        {tests}
        {may.write && (
          <Section title="Delete">
            <div className="flex flex-wrap items-center justify-between gap-3 rounded-lg border p-4">
              <p className="min-w-0 flex-1 basis-64 text-muted text-sm">
                Its versions and triggers go with it. Runs that have ended stay.
              </p>
              <Button onClick={() => setRemoving(true)} variant="quiet">
                Delete workflow
              </Button>
            </div>
            <DeleteWorkflow
              onDone={() => router.push('/workflows')}
              onOpenChange={() => setRemoving(false)}
              workflow={removing ? workflow : null}
            />
          </Section>
        )}
      </div>
    </>
  );
}

const words: Record<string, string> = {
  fail: 'The run fails',
  continue: 'It goes on',
  rollback: 'What was done is undone',
};

function concurrency({ concurrency: given }: Settings) {
  if (!given) return 'As many as start';
  return given.key ? (
    <>
      <span className="num">{given.limit}</span> for each{' '}
      <code className="text-xs">{given.key}</code>
    </>
  ) : (
    given.limit
  );
}

function Details({
  workflow,
  canWrite,
  onSaved,
}: {
  workflow: Workflow;
  canWrite: boolean;
  onSaved: (workflow: Workflow) => void;
}) {
  const [name, setName] = useState(workflow.name);
  const [description, setDescription] = useState(workflow.description);
  const [busy, setBusy] = useState(false);
  const changed = name.trim() !== workflow.name || description !== workflow.description;
  async function save(event: React.FormEvent) {
    event.preventDefault();
    setBusy(true);
    try {
      const body = { name: name.trim(), description };
      onSaved(await api<Workflow>(`/api/v1/workflows/${workflow.id}`, { method: 'PATCH', body }));
      toast.success('Saved');
    } catch (error) {
      toast.error('It was not saved', error);
    } finally {
      setBusy(false);
    }
  }
  return (
    <form className="flex flex-col gap-4" onSubmit={save}>
      <Field error={name.trim() ? null : 'It needs a name.'} label="Name">
        <Input
          autoComplete="off"
          disabled={!canWrite}
          maxLength={255}
          onChange={(event) => setName(event.target.value)}
          value={name}
        />
      </Field>
      <Field label="Description" optional>
        <Textarea
          disabled={!canWrite}
          onChange={(event) => setDescription(event.target.value)}
          rows={2}
          value={description}
        />
      </Field>
      {canWrite && (
        <Button
          className="self-start"
          disabled={!changed || !name.trim()}
          loading={busy}
          type="submit"
        >
          Save changes
        </Button>
      )}
    </form>
  );
}
