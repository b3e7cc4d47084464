'use client';

import { Plus, X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { Input } from '@/components/ui/input';

export type HeaderRow = { key: number; name: string; value: string };

let made = 0;

export const headerRows = (headers: Record<string, string>): HeaderRow[] =>
  Object.entries(headers).map(([name, value]) => ({ key: made++, name, value }));

/** The rows that have a name, as the API takes them. */
export const headersOf = (rows: readonly HeaderRow[]): Record<string, string> =>
  Object.fromEntries(
    rows.filter(({ name }) => name.trim()).map(({ name, value }) => [name.trim(), value]),
  );

/** Headers that go with each delivery, name beside value. */
export function HeaderFields({
  rows,
  onRowsChange,
  error,
}: {
  rows: readonly HeaderRow[];
  onRowsChange: (rows: HeaderRow[]) => void;
  error?: string | null;
}) {
  const set = (key: number, change: Partial<HeaderRow>) =>
    onRowsChange(rows.map((row) => (row.key === key ? { ...row, ...change } : row)));
  return (
    <fieldset className="flex flex-col gap-2" id="webhook-headers" tabIndex={-1}>
      <legend className="mb-1 font-strong text-sm">Headers of your own</legend>
      <p className="text-faint text-sm">
        Stored encrypted. A value that may be a credential is not shown again.
      </p>
      {rows.map((row, at) => (
        <div className="flex gap-2" key={row.key}>
          <Input
            aria-label={`Name of header ${at + 1}`}
            autoComplete="off"
            maxLength={100}
            mono
            onChange={(event) => set(row.key, { name: event.target.value })}
            placeholder="X-Team"
            spellCheck={false}
            value={row.name}
          />
          <Input
            aria-label={`Value of header ${at + 1}`}
            autoComplete="off"
            maxLength={2000}
            mono
            onChange={(event) => set(row.key, { value: event.target.value })}
            spellCheck={false}
            value={row.value}
          />
          <IconButton
            icon={<X aria-hidden />}
            label={`Remove header ${row.name || at + 1}`}
            onClick={() => onRowsChange(rows.filter(({ key }) => key !== row.key))}
          />
        </div>
      ))}
      {rows.length < 20 && (
        <Button
          className="self-start"
          icon={<Plus aria-hidden />}
          onClick={() => onRowsChange([...rows, { key: made++, name: '', value: '' }])}
          size="sm"
        >
          Add header
        </Button>
      )}
      {error && <p className="text-bad text-sm">{error}</p>}
    </fieldset>
  );
}
