'use client';

import type { ComponentProps } from 'react';
import { cn } from '@/components/ui/cn';
import { useField } from '@/components/ui/field';

export type Option = { value: string; label: string; disabled?: boolean };

/** The platform's own select: right on phones, complete by keyboard, no script. */
export function Select({
  options,
  placeholder,
  onValueChange,
  className,
  children,
  ...rest
}: ComponentProps<'select'> & {
  options?: readonly Option[];
  placeholder?: string;
  onValueChange?: (value: string) => void;
}) {
  const wired = useField(rest);
  return (
    <select
      {...rest}
      {...wired}
      className={cn('control', className)}
      onChange={(event) => {
        rest.onChange?.(event);
        onValueChange?.(event.target.value);
      }}
    >
      {placeholder !== undefined && <option value="">{placeholder}</option>}
      {options?.map((option) => (
        <option disabled={option.disabled} key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
      {children}
    </select>
  );
}
