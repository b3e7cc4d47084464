'use client';

import { useId, useState } from 'react';
import type { ApiKey } from '@/components/accounts/model';
import { ScopePicker } from '@/components/accounts/scope-picker';
import { type Preset, presets, scopesOf } from '@/components/accounts/scope-words';
import { type NewSecret, SecretDialog, withoutSecret } from '@/components/accounts/secret-dialog';
import { Button } from '@/components/ui/button';
import { RadioGroup } from '@/components/ui/choice';
import { Disclosure } from '@/components/ui/disclosure';
import { api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { fieldError, ProblemSummary } from '@/components/ui/problem-summary';
import { Select } from '@/components/ui/select';
import { useSubmit } from '@/components/ui/use-submit';

const labels = {
  name: 'Name',
  scopes: 'Access',
  expires_in_days: 'Ends after',
  per_minute: 'Requests a minute',
  per_hour: 'Requests an hour',
};

const spans = [
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: '1 year' },
  { value: '', label: 'Never' },
];

export function CreateKeyDialog({
  open,
  onOpenChange,
  onCreated,
  scopes,
  baseUrl,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onCreated: (key: ApiKey) => void;
  scopes: readonly string[];
  baseUrl: string;
}) {
  const form = useId();
  const [preset, setPreset] = useState<Preset>('write');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [made, setMade] = useState<NewSecret | null>(null);
  const { busy, problem, onSubmit, clear, refuse } = useSubmit(['name'], async (values) => {
    if (preset === 'custom' && chosen.length === 0)
      return refuse({ scopes: 'must allow something' });
    const body = {
      name: values.name,
      scopes: scopesOf(preset, chosen),
      expires_in_days: Number(values.expires_in_days) || undefined,
      rate_limit:
        values.per_minute || values.per_hour
          ? {
              per_minute: values.per_minute ? Number(values.per_minute) : null,
              per_hour: values.per_hour ? Number(values.per_hour) : null,
            }
          : undefined,
    };
    const { apiKey } = await api<{ apiKey: NewSecret }>('/api/api-keys', { method: 'POST', body });
    setMade(apiKey);
    onCreated(withoutSecret(apiKey));
  });
  const error = (name: keyof typeof labels) => fieldError(problem, name, labels[name]);
  const close = (next: boolean) => {
    if (busy) return;
    clear();
    setMade(null);
    setPreset('write');
    setChosen([]);
    onOpenChange(next);
  };
  return (
    <SecretDialog
      baseUrl={baseUrl}
      description="It acts in this organization and never does more than you may."
      footer={
        <>
          <Button onClick={() => close(false)}>Cancel</Button>
          <Button form={form} loading={busy} type="submit" variant="primary">
            Create API key
          </Button>
        </>
      }
      made={made}
      onOpenChange={close}
      open={open}
      title="Create an API key"
    >
      <form className="flex flex-col gap-5" id={form} method="post" noValidate onSubmit={onSubmit}>
        <ProblemSummary labels={labels} prefix="key-" problem={problem} />
        <Field
          error={error('name')}
          hint="Where it is used, so that you know it again."
          id="key-name"
          label="Name"
        >
          <Input autoComplete="off" maxLength={100} name="name" placeholder="Production server" />
        </Field>
        <div className="flex flex-col gap-3" id="key-scopes" tabIndex={-1}>
          <RadioGroup
            label="Access"
            onValueChange={(value) => setPreset(value as Preset)}
            options={presets}
            value={preset}
          />
          {preset === 'custom' && (
            <ScopePicker
              error={error('scopes')}
              onValueChange={setChosen}
              scopes={scopes}
              value={chosen}
            />
          )}
        </div>
        <Field
          error={error('expires_in_days')}
          hint="A key that ends by itself is one less to forget."
          id="key-expires_in_days"
          label="Ends after"
        >
          <Select defaultValue="90" name="expires_in_days" options={spans} required={false} />
        </Field>
        <Disclosure open={Boolean(problem?.fields.per_minute)} summary="Rate limits of its own">
          <div className="grid gap-4 sm:grid-cols-2">
            {(['per_minute', 'per_hour'] as const).map((name) => (
              <Field
                error={error(name)}
                hint={name === 'per_minute' ? '100 unless told' : '1,000 unless told'}
                id={`key-${name}`}
                key={name}
                label={labels[name]}
                optional
              >
                <Input
                  autoComplete="off"
                  inputMode="numeric"
                  max={name === 'per_minute' ? 100_000 : 10_000_000}
                  min={1}
                  name={name}
                  type="number"
                />
              </Field>
            ))}
          </div>
        </Disclosure>
      </form>
    </SecretDialog>
  );
}
