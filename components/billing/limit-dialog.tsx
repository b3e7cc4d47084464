'use client';

import { useEffect, useId, useState } from 'react';
import useSWR from 'swr';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ApiError, api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
import { FormErrors } from '@/components/ui/form-errors';
import { Input } from '@/components/ui/input';
import { Segmented } from '@/components/ui/segmented';
import { Select } from '@/components/ui/select';
import { toast } from '@/components/ui/toast';
import type { LimitView } from '@/lib/credits/contract';

type Kind = LimitView['subject_type'];
/** A limit that is there, or an empty object for a new one. */
export type EditedLimit = Partial<LimitView>;

export const limitPath = (row: Pick<LimitView, 'subject_type' | 'subject_id'>) =>
  `/api/credits/limits/${row.subject_type === 'key' ? 'keys' : 'agents'}/${row.subject_id}`;

type Named = { id: string; name: string };
const LISTS: Record<Kind, string> = {
  key: '/api/api-keys?limit=100',
  agent: '/api/v1/agents?limit=100',
};

export function LimitDialog({
  edited,
  onClose,
  onSaved,
}: {
  edited: EditedLimit | null;
  onClose: () => void;
  onSaved: () => void;
}) {
  const form = useId();
  const [kind, setKind] = useState<Kind>('key');
  const [id, setId] = useState('');
  const [monthly, setMonthly] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const fresh = edited !== null && edited.subject_id === undefined;
  useEffect(() => {
    if (!edited) return;
    setKind(edited.subject_type ?? 'key');
    setId(edited.subject_id ?? '');
    setMonthly(edited.monthly === undefined ? '' : String(edited.monthly));
    setError(null);
  }, [edited]);
  const { data } = useSWR<{ apiKeys?: Named[]; data?: Named[] }>(fresh ? LISTS[kind] : null);
  const choices = (kind === 'key' ? data?.apiKeys : data?.data) ?? [];

  async function save(event: React.FormEvent) {
    event.preventDefault();
    if (!id) return setError(new ApiError('Choose what the limit is for.', 0, 'INPUT'));
    setBusy(true);
    setError(null);
    try {
      const path = limitPath({ subject_type: kind, subject_id: id });
      await api(path, { method: 'PUT', body: { monthly: Number(monthly) } });
      toast.success('Spending limit set');
      onSaved();
      onClose();
    } catch (cause) {
      setError(cause instanceof ApiError ? cause : new ApiError(String(cause), 0, 'UNKNOWN'));
    } finally {
      setBusy(false);
    }
  }
  return (
    <Dialog
      description="What it may spend in a calendar month (UTC). What it spent this month counts already."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button form={form} loading={busy} type="submit" variant="primary">
            Set limit
          </Button>
        </>
      }
      onOpenChange={(open) => open || onClose()}
      open={edited !== null}
      size="sm"
      title={fresh ? 'Set a spending limit' : `Limit of ${edited?.name ?? ''}`}
    >
      <form className="flex flex-col gap-4" id={form} method="post" onSubmit={save}>
        {error && !error.fields.monthly && (
          <FormErrors message={error.message} requestId={error.requestId} />
        )}
        {fresh && (
          <>
            <Segmented
              label="Kind"
              onValueChange={(value) => {
                setKind(value as Kind);
                setId('');
              }}
              options={[
                { value: 'key', label: 'API key' },
                { value: 'agent', label: 'Agent' },
              ]}
              value={kind}
            />
            <Field label={kind === 'key' ? 'API key' : 'Agent'}>
              <Select
                onValueChange={setId}
                options={choices.map((one) => ({ value: one.id, label: one.name }))}
                placeholder={data ? 'Choose' : 'Loading'}
                value={id}
              />
            </Field>
          </>
        )}
        <Field error={error?.fields.monthly} hint="0 stops all spending." label="Credits a month">
          <Input
            inputMode="decimal"
            min={0}
            onChange={(event) => setMonthly(event.target.value)}
            step="any"
            type="number"
            value={monthly}
          />
        </Field>
      </form>
    </Dialog>
  );
}
