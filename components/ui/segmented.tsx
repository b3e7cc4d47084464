'use client';

import { type ReactNode, useId } from 'react';
import { cn } from '@/components/ui/cn';

/** Two to five exclusive choices in a row, such as ranges and views; radio buttons underneath. */
export function Segmented({
  label,
  value,
  onValueChange,
  options,
  className,
}: {
  label: string;
  value: string;
  onValueChange: (value: string) => void;
  options: readonly { value: string; label: string; icon?: ReactNode }[];
  className?: string;
}) {
  const name = useId();
  return (
    <fieldset className={cn('inline-flex rounded-lg border bg-sunken p-0.5', className)}>
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          className="relative flex h-6.5 flex-1 cursor-pointer items-center justify-center gap-1.5 whitespace-nowrap rounded-md border border-transparent px-2.5 text-muted text-sm transition-colors hover:text-ink has-checked:border-line has-checked:bg-surface has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-ring [&_svg]:size-4"
          key={option.value}
        >
          <input
            checked={option.value === value}
            className="absolute inset-0 size-full cursor-pointer opacity-0"
            name={name}
            onChange={() => onValueChange(option.value)}
            type="radio"
            value={option.value}
          />
          {option.icon ? (
            <>
              <span aria-hidden>{option.icon}</span>
              <span className="sr-only">{option.label}</span>
            </>
          ) : (
            option.label
          )}
        </label>
      ))}
    </fieldset>
  );
}
