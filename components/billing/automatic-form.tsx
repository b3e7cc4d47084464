'use client';

import { useState } from 'react';
import { useSWRConfig } from 'swr';
import { SETTINGS } from '@/components/billing/paths';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Checkbox } from '@/components/ui/choice';
import { ApiError, api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
import { FormErrors } from '@/components/ui/form-errors';
import { formatNumber, formatUsd } from '@/components/ui/format';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { toast } from '@/components/ui/toast';
import type { PackageView, SettingsView } from '@/lib/billing/contract';

const text = (value: number | null) => (value === null ? '' : String(value));
const figure = (value: string) => (value.trim() === '' ? null : Number(value));

/** Automatic top-ups and the mail about a low balance. */
export function AutomaticForm({
  settings,
  packages,
  mayChange,
}: {
  settings: SettingsView;
  packages: readonly PackageView[];
  mayChange: boolean;
}) {
  const { mutate } = useSWRConfig();
  const [on, setOn] = useState(settings.auto_top_up);
  const [below, setBelow] = useState(text(settings.auto_top_up_below ?? 100));
  const [bought, setBought] = useState(settings.auto_top_up_package ?? packages[0]?.id ?? '');
  const [warn, setWarn] = useState(text(settings.low_balance_below));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);

  async function save(event: React.FormEvent) {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      const body = {
        auto_top_up: on,
        ...(on && { auto_top_up_below: figure(below), auto_top_up_package: bought }),
        low_balance_below: figure(warn),
      };
      const saved = await api<SettingsView>(SETTINGS, { method: 'PATCH', body });
      toast.success('Billing settings saved');
      await mutate(SETTINGS, saved, { revalidate: false });
    } catch (cause) {
      setError(cause instanceof ApiError ? cause : new ApiError(String(cause), 0, 'UNKNOWN'));
    } finally {
      setBusy(false);
    }
  }
  async function portal() {
    try {
      const { url } = await api<{ url: string }>('/api/billing/portal', { method: 'POST' });
      window.location.assign(url);
    } catch (cause) {
      toast.error('The portal did not open', cause);
    }
  }
  const fields = error?.fields ?? {};
  return (
    <form className="flex max-w-form flex-col gap-6" method="post" onSubmit={save}>
      {!mayChange && (
        <Callout title="You can see these settings, not change them">
          Ask an owner or admin for another role.
        </Callout>
      )}
      {error && Object.keys(fields).length === 0 && (
        <FormErrors message={error.message} requestId={error.requestId} />
      )}
      {settings.auto_top_up_failures > 0 && (
        <Callout
          title={
            settings.auto_top_up
              ? 'The last automatic top-up failed'
              : 'Automatic top-ups were switched off after three failures'
          }
          tone="warn"
        >
          Check the saved card, then save these settings again.
        </Callout>
      )}
      <fieldset className="flex flex-col gap-4" disabled={!mayChange}>
        <legend className="mb-3 font-strong text-base">Automatic top-up</legend>
        <Checkbox
          checked={on}
          disabled={!settings.saved_card && !on}
          hint={
            settings.saved_card
              ? 'Charges the saved card when the balance falls below a threshold. Three failures in a row switch it off.'
              : 'Top up once by hand first: your card is saved then.'
          }
          label="Top up by itself"
          onCheckedChange={setOn}
        />
        {on && (
          <div className="grid gap-4 sm:grid-cols-2">
            <Field error={fields.auto_top_up_below} label="When below, in credits">
              <Input
                inputMode="decimal"
                min={0}
                onChange={(event) => setBelow(event.target.value)}
                step="any"
                type="number"
                value={below}
              />
            </Field>
            <Field error={fields.auto_top_up_package} label="Buy">
              <Select
                onValueChange={setBought}
                options={packages.map((one) => ({
                  value: one.id,
                  label: `${formatNumber(one.credits)} credits for ${formatUsd(one.price)}`,
                }))}
                value={bought}
              />
            </Field>
          </div>
        )}
      </fieldset>
      <fieldset className="flex flex-col gap-4" disabled={!mayChange}>
        <legend className="mb-3 font-strong text-base">Low balance</legend>
        <Field
          error={fields.low_balance_below}
          hint="Owners and admins get one mail until the next top-up. Leave it empty for none."
          label="Mail when below, in credits"
          optional
        >
          <Input
            className="sm:max-w-48"
            inputMode="decimal"
            min={0}
            onChange={(event) => setWarn(event.target.value)}
            step="any"
            type="number"
            value={warn}
          />
        </Field>
      </fieldset>
      {mayChange && (
        <div className="flex flex-wrap gap-2">
          <Button loading={busy} type="submit" variant="primary">
            Save settings
          </Button>
          {settings.payments === 'stripe' && (
            <Button onClick={() => void portal()}>Manage card and receipts</Button>
          )}
        </div>
      )}
    </form>
  );
}
