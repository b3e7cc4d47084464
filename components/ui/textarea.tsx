'use client';

import type { ComponentProps } from 'react';
import { cn } from '@/components/ui/cn';
import { useField } from '@/components/ui/field';

/** Grows with its text up to 24 rem, then scrolls. */
export function Textarea({
  mono,
  className,
  ...rest
}: ComponentProps<'textarea'> & { mono?: boolean }) {
  const wired = useField(rest);
  return (
    <textarea {...rest} {...wired} className={cn('control', mono && 'font-mono', className)} />
  );
}
