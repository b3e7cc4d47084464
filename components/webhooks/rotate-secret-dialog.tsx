'use client';

import { useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
import { ProblemSummary } from '@/components/ui/problem-summary';
import { Select } from '@/components/ui/select';
import { useSubmit } from '@/components/ui/use-submit';
import type { Webhook } from '@/components/webhooks/model';
import { closing, SecretPanel } from '@/components/webhooks/secret-panel';
import { nameOf } from '@/components/webhooks/words';

const spans = [
  { value: '0', label: 'Not at all: it ends now' },
  { value: '1', label: '1 hour' },
  { value: '24', label: '24 hours' },
  { value: '72', label: '3 days' },
  { value: '168', label: '7 days' },
];

export function RotateSecretDialog({
  webhook,
  open,
  onOpenChange,
  onRotated,
}: {
  webhook: Webhook;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onRotated: (webhook: Webhook) => void;
}) {
  const form = useId();
  const [hours, setHours] = useState('24');
  const [secret, setSecret] = useState<string | null>(null);
  const [copied, setCopied] = useState(false);
  const [warned, setWarned] = useState(false);
  const { busy, problem, onSubmit, clear } = useSubmit([], async () => {
    const next = await api<Webhook>(`/api/webhooks/${webhook.id}/rotate-secret`, {
      method: 'POST',
      body: { grace_period_hours: Number(hours) },
    });
    setSecret(next.secret ?? null);
    onRotated(next);
  });
  const leave = () => {
    clear();
    setSecret(null);
    setCopied(false);
    setWarned(false);
    onOpenChange(false);
  };
  const close = (next: boolean) => {
    if (next || busy) return;
    closing({ made: secret !== null, copied, warned }, () => setWarned(true), leave);
  };
  const label = spans.find((span) => span.value === hours)?.label;
  return (
    <Dialog
      description={
        secret ? undefined : 'Deliveries are signed with both secrets until the former one ends.'
      }
      footer={
        secret ? (
          <Button onClick={() => close(false)} variant={copied ? 'primary' : 'secondary'}>
            Done
          </Button>
        ) : (
          <>
            <Button onClick={() => close(false)}>Cancel</Button>
            <Button form={form} loading={busy} type="submit" variant="primary">
              Rotate secret
            </Button>
          </>
        )
      }
      onOpenChange={close}
      open={open}
      title={secret ? `The new secret of ${nameOf(webhook)}` : 'Rotate the secret'}
    >
      {secret ? (
        <SecretPanel
          note={
            hours === '0'
              ? 'The former secret does not count any more.'
              : `The former secret counts for ${label} more.`
          }
          onCopied={() => {
            setCopied(true);
            setWarned(false);
          }}
          secret={secret}
          warned={warned}
        />
      ) : (
        <form
          className="flex flex-col gap-4"
          id={form}
          method="post"
          noValidate
          onSubmit={onSubmit}
        >
          <ProblemSummary labels={{}} prefix="rotate-" problem={problem} />
          <Field
            hint="Time to put the new one everywhere the old one is."
            label="The former secret counts for"
          >
            <Select onValueChange={setHours} options={spans} value={hours} />
          </Field>
        </form>
      )}
    </Dialog>
  );
}
