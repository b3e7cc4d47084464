'use client';

import { Eye, EyeOff, Search, X } from 'lucide-react';
import { type ComponentProps, type ReactNode, useRef, useState } from 'react';
import { cn } from '@/components/ui/cn';
import { useField } from '@/components/ui/field';

export type InputProps = Omit<ComponentProps<'input'>, 'prefix'> & {
  /** Shown inside the control, before and after the text. */
  prefix?: ReactNode;
  suffix?: ReactNode;
  mono?: boolean;
};

export function Input({ prefix, suffix, mono, className, ...rest }: InputProps) {
  const wired = useField(rest);
  const control = (
    <input
      {...rest}
      {...wired}
      className={cn(
        'control',
        mono && 'font-mono',
        prefix && 'ps-8!',
        suffix && 'pe-9!',
        !(prefix || suffix) && className,
      )}
    />
  );
  if (!prefix && !suffix) return control;
  return (
    <span className={cn('relative block', className)}>
      {prefix && (
        <span className="pointer-events-none absolute inset-y-0 left-2.5 flex items-center text-faint [&_svg]:size-4">
          {prefix}
        </span>
      )}
      {control}
      {suffix && (
        <span className="absolute inset-y-0 right-1 flex items-center text-faint [&_svg]:size-4">
          {suffix}
        </span>
      )}
    </span>
  );
}

const inset = 'grid size-6 place-items-center rounded-md hover:bg-hover hover:text-ink';

export function PasswordInput(props: Omit<InputProps, 'type' | 'suffix'>) {
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <Input
      {...props}
      suffix={
        <button
          aria-label={shown ? 'Hide password' : 'Show password'}
          className={inset}
          onClick={() => setShown(!shown)}
          type="button"
        >
          <Icon aria-hidden />
        </button>
      }
      type={shown ? 'text' : 'password'}
    />
  );
}

/** `label` is required: a search box has no visible label. */
export function SearchInput({
  label,
  value,
  onValueChange,
  ...rest
}: Omit<InputProps, 'type' | 'prefix' | 'suffix' | 'onChange' | 'value'> & {
  label: string;
  value: string;
  onValueChange: (value: string) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <Input
      {...rest}
      aria-label={label}
      onChange={(event) => onValueChange(event.target.value)}
      placeholder={rest.placeholder ?? label}
      prefix={<Search aria-hidden />}
      ref={input}
      suffix={
        value && (
          <button
            aria-label="Clear search"
            className={inset}
            onClick={() => {
              onValueChange('');
              input.current?.focus();
            }}
            type="button"
          >
            <X aria-hidden />
          </button>
        )
      }
      value={value}
    />
  );
}
