'use client';

import { useSyncExternalStore } from 'react';
import { Button, type ButtonProps } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';

const never = () => () => {};

/**
 * The button of a form that is there before its script. Until then it refuses: a browser would
 * post the form to the page, which throws away what was typed.
 */
export function SubmitButton({ className, ...rest }: Omit<ButtonProps, 'type' | 'disabled'>) {
  const ready = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return (
    <Button
      {...rest}
      className={cn(!ready && 'disabled:opacity-100', className)}
      disabled={!ready}
      type="submit"
    />
  );
}
