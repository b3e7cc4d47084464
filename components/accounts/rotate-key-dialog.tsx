'use client';

import { useId, useState } from 'react';
import type { ApiKey } from '@/components/accounts/model';
import { type NewSecret, SecretDialog, withoutSecret } from '@/components/accounts/secret-dialog';
import { Button } from '@/components/ui/button';
import { api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
import { ProblemSummary } from '@/components/ui/problem-summary';
import { Select } from '@/components/ui/select';
import { useSubmit } from '@/components/ui/use-submit';

const spans = [
  { value: '0', label: 'Not at all: it ends now' },
  { value: '1', label: '1 hour' },
  { value: '24', label: '24 hours' },
  { value: '72', label: '3 days' },
  { value: '168', label: '7 days' },
];

/** Open while there is an `apiKey`. */
export function RotateKeyDialog({
  apiKey,
  onOpenChange,
  onRotated,
  baseUrl,
}: {
  apiKey: ApiKey | null;
  onOpenChange: (open: boolean) => void;
  onRotated: (key: ApiKey) => void;
  baseUrl: string;
}) {
  const form = useId();
  const [made, setMade] = useState<NewSecret | null>(null);
  const [hours, setHours] = useState('24');
  const { busy, problem, onSubmit, clear } = useSubmit([], async () => {
    const answer = await api<{ apiKey: NewSecret }>(`/api/api-keys/${apiKey?.id}/rotate`, {
      method: 'POST',
      body: { grace_period_hours: Number(hours) },
    });
    setMade(answer.apiKey);
    onRotated(withoutSecret(answer.apiKey));
  });
  const close = (next: boolean) => {
    if (busy) return;
    clear();
    setMade(null);
    setHours('24');
    onOpenChange(next);
  };
  const label = spans.find((span) => span.value === hours)?.label;
  return (
    <SecretDialog
      baseUrl={baseUrl}
      description="The key gets a new secret and keeps its name, its access and its id."
      footer={
        <>
          <Button onClick={() => close(false)}>Cancel</Button>
          <Button form={form} loading={busy} type="submit" variant="primary">
            Rotate key
          </Button>
        </>
      }
      made={made}
      note={
        hours === '0'
          ? 'The former secret does not work any more.'
          : `The former secret works for ${label} more.`
      }
      onOpenChange={close}
      open={apiKey !== null}
      title={`Rotate ${apiKey?.name ?? ''}`}
    >
      <form className="flex flex-col gap-4" id={form} method="post" noValidate onSubmit={onSubmit}>
        <ProblemSummary labels={{}} prefix="rotate-" problem={problem} />
        <Field
          hint="Time to put the new one everywhere the old one is."
          label="The former secret works for"
        >
          <Select onValueChange={setHours} options={spans} value={hours} />
        </Field>
      </form>
    </SecretDialog>
  );
}
