'use client';

import { Braces } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { Popover } from '@/components/ui/popover';
import { Skeleton } from '@/components/ui/skeleton';
import type { Reference } from '@/components/workflows/edit/references';

const ComboboxList = lazy(() => import('@/components/ui/combobox-list'));

/** What a field can read, searched and put in at the caret. */
export function ReferencePicker({
  label,
  references,
  onPick,
}: {
  /** The field's own, for its accessible name. */
  label: string;
  references: readonly Reference[];
  onPick: (text: string) => void;
}) {
  return (
    <Popover
      align="end"
      className="w-80 p-0!"
      label={`Values for ${label.toLowerCase()}`}
      trigger={
        <button
          aria-label={`Insert a value into ${label.toLowerCase()}`}
          className="grid size-6 place-items-center rounded-md text-faint hover:bg-hover hover:text-ink"
          title="Insert a value"
          type="button"
        >
          <Braces aria-hidden className="size-3.5" />
        </button>
      }
    >
      {(close) => (
        <Suspense fallback={<Skeleton className="m-2 h-28" />}>
          <ComboboxList
            label="value"
            onPick={({ value }) => {
              close();
              onPick(value);
            }}
            options={references.map(({ text, note }) => ({
              value: text,
              label: text,
              note,
            }))}
            value={null}
          />
        </Suspense>
      )}
    </Popover>
  );
}
