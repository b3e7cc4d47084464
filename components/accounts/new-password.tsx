'use client';

import { useState } from 'react';
import { strength } from '@/components/accounts/password-strength';
import { cn } from '@/components/ui/cn';
import { Field } from '@/components/ui/field';
import { PasswordInput } from '@/components/ui/input';

const words = ['', 'Easy to guess', 'Fair', 'Good', 'Strong'];
const colors = ['', 'bg-bad', 'bg-warn', 'bg-good', 'bg-good'];

/** A field for a new password, with a hint on its strength that never blocks. */
export function NewPassword({
  id,
  name = 'password',
  label = 'Password',
  error,
}: {
  id: string;
  name?: string;
  label?: string;
  error?: string | null;
}) {
  const [value, setValue] = useState('');
  const level = strength(value);
  const missing = 8 - value.length;
  const hint =
    value === ''
      ? 'At least 8 characters'
      : missing > 0
        ? `${missing} more ${missing === 1 ? 'character' : 'characters'}`
        : level < 3
          ? `${words[level]}. Longer is stronger.`
          : words[level];
  return (
    <Field
      error={error}
      hint={
        <span className="flex items-center gap-2">
          <span aria-hidden className="flex w-16 shrink-0 gap-0.5">
            {[1, 2, 3, 4].map((step) => (
              <span
                className={cn(
                  'h-1 flex-1 rounded-full transition-colors',
                  step <= level ? colors[level] : 'bg-pressed',
                )}
                key={step}
              />
            ))}
          </span>
          <span>{hint}</span>
        </span>
      }
      id={id}
      label={label}
    >
      <PasswordInput
        autoComplete="new-password"
        maxLength={200}
        name={name}
        onChange={(event) => setValue(event.target.value)}
      />
    </Field>
  );
}
