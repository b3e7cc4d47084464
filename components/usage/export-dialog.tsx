'use client';

import { useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { Callout } from '@/components/ui/callout';
import { CopyButton } from '@/components/ui/copy-button';
import { Dialog } from '@/components/ui/dialog';
import { ApiError, api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
import { FormErrors } from '@/components/ui/form-errors';
import { Input } from '@/components/ui/input';
import { Segmented } from '@/components/ui/segmented';
import { Time } from '@/components/ui/time';

type Done = { downloadUrl: string; expiresAt: string };

const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);

/** Has a file made and gives the link to it. */
export function ExportDialog({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const form = useId();
  const [format, setFormat] = useState<'csv' | 'json'>('csv');
  const [startDate, setStart] = useState(() => day(29));
  const [endDate, setEnd] = useState(() => day(0));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  const change = <T,>(set: (value: T) => void) => {
    return (value: T) => {
      setDone(null);
      set(value);
    };
  };
  async function submit(event: React.FormEvent) {
    event.preventDefault();
    setBusy(true);
    setError(null);
    setDone(null);
    try {
      const body = { format, startDate, endDate };
      setDone(await api<Done>('/api/usage/export', { method: 'POST', body }));
    } catch (cause) {
      setError(cause instanceof ApiError ? cause : new ApiError(String(cause), 0, 'UNKNOWN'));
    } finally {
      setBusy(false);
    }
  }
  const fields = error?.fields ?? {};
  return (
    <Dialog
      description="One row a day for each kind of run and each API route. At most 366 days."
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Close</Button>
          <Button form={form} loading={busy} type="submit" variant={done ? 'secondary' : 'primary'}>
            {done ? 'Make another' : 'Make the file'}
          </Button>
        </>
      }
      onOpenChange={(next) => {
        if (!next) setDone(null);
        onOpenChange(next);
      }}
      open={open}
      size="sm"
      title="Export usage"
    >
      <form className="flex flex-col gap-4" id={form} method="post" onSubmit={submit}>
        {error && Object.keys(fields).length === 0 && (
          <FormErrors message={error.message} requestId={error.requestId} />
        )}
        <Segmented
          label="Format"
          onValueChange={(value) => change(setFormat)(value as 'csv' | 'json')}
          options={[
            { value: 'csv', label: 'CSV' },
            { value: 'json', label: 'JSON' },
          ]}
          value={format}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <Field error={fields.startDate} label="First day">
            <Input
              max={endDate}
              onChange={(event) => change(setStart)(event.target.value)}
              type="date"
              value={startDate}
            />
          </Field>
          <Field error={fields.endDate} label="Last day">
            <Input
              onChange={(event) => change(setEnd)(event.target.value)}
              type="date"
              value={endDate}
            />
          </Field>
        </div>
        {done && (
          <div role="status">
            <Callout title="The file is ready" tone="good">
              The link needs no sign-in and works until <Time at={done.expiresAt} exact />.
              <span className="mt-2 flex flex-wrap items-center gap-2">
                <a
                  className={buttonClass({ variant: 'primary' })}
                  download
                  href={done.downloadUrl}
                  rel="noreferrer"
                >
                  Download {format.toUpperCase()}
                </a>
                <CopyButton text={done.downloadUrl} />
              </span>
            </Callout>
          </div>
        )}
      </form>
    </Dialog>
  );
}
