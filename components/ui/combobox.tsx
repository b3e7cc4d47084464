'use client';

import { ChevronsUpDown } from 'lucide-react';
import { lazy, type ReactNode, Suspense } from 'react';
import { cn } from '@/components/ui/cn';
import { useField } from '@/components/ui/field';
import { Popover } from '@/components/ui/popover';
import { Skeleton } from '@/components/ui/skeleton';

const ComboboxList = lazy(() => import('@/components/ui/combobox-list'));

export type ComboboxOption = {
  value: string;
  label: string;
  note?: ReactNode;
  icon?: ReactNode;
  /** Shown, but not to be chosen; `note` says why. */
  disabled?: boolean;
};

/**
 * A select with a search box, for long or remote lists. `search` is called with the text typed
 * so far and its signal is aborted when more is typed; without it, `options` is filtered.
 */
export function Combobox({
  value,
  onValueChange,
  options,
  search,
  label,
  placeholder = 'Choose…',
  selectedLabel,
  disabled,
  className,
}: {
  value: string | null;
  onValueChange: (value: string, option: ComboboxOption) => void;
  options?: readonly ComboboxOption[];
  search?: (text: string, signal: AbortSignal) => Promise<ComboboxOption[]>;
  /** What is chosen, in a word: "Agent". */
  label: string;
  placeholder?: string;
  /** The chosen option's label, when `options` may not hold it. */
  selectedLabel?: string;
  disabled?: boolean;
  className?: string;
}) {
  const wired = useField({});
  const chosen = options?.find((option) => option.value === value);
  const text = chosen?.label ?? (value ? (selectedLabel ?? value) : null);
  return (
    <Popover
      className="w-72 p-0!"
      label={`Choose ${label.toLowerCase()}`}
      trigger={
        <button
          aria-describedby={wired['aria-describedby']}
          aria-label={`${label}: ${text ?? placeholder}`}
          className={cn('control flex items-center justify-between gap-2 text-start', className)}
          disabled={disabled}
          id={wired.id}
          type="button"
        >
          <span className={cn('flex min-w-0 items-center gap-2 truncate', !text && 'text-faint')}>
            {chosen?.icon}
            <span className="truncate">{text ?? placeholder}</span>
          </span>
          <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-faint" />
        </button>
      }
    >
      {(close) => (
        <Suspense fallback={<Skeleton className="m-2 h-28" />}>
          <ComboboxList
            label={label}
            onPick={(option) => {
              close();
              onValueChange(option.value, option);
            }}
            options={options ?? []}
            search={search}
            value={value}
          />
        </Suspense>
      )}
    </Popover>
  );
}
