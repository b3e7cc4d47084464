'use client';

import { type ComponentProps, type ReactNode, useId } from 'react';
import { cn } from '@/components/ui/cn';

type ChoiceProps = Omit<ComponentProps<'input'>, 'type' | 'onChange'> & {
  label: ReactNode;
  hint?: ReactNode;
  /** Keep the label for screen readers only, as in a table's row. */
  labelHidden?: boolean;
  onCheckedChange?: (checked: boolean) => void;
};

const box =
  'relative mt-0.5 size-4 shrink-0 cursor-pointer appearance-none border border-edge bg-surface transition-colors checked:border-accent checked:bg-accent disabled:opacity-55';

function Choice({
  label,
  hint,
  labelHidden,
  onCheckedChange,
  className,
  control,
  id: given,
  ...rest
}: ChoiceProps & { control: ComponentProps<'input'> }) {
  const made = useId();
  const id = given ?? made;
  return (
    <div className={cn('flex items-start gap-2', className)}>
      <input
        {...rest}
        {...control}
        aria-describedby={hint ? `${id}-hint` : rest['aria-describedby']}
        id={id}
        onChange={(event) => onCheckedChange?.(event.target.checked)}
      />
      <div className={cn('min-w-0 text-sm', labelHidden && 'sr-only')}>
        <label htmlFor={id}>{label}</label>
        {hint && (
          <p className="text-faint" id={`${id}-hint`}>
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}

const tick =
  'rounded-sm before:absolute before:top-px before:left-1 before:hidden before:h-2 before:w-1 before:rotate-45 before:border-r-2 before:border-b-2 before:border-on-accent before:content-[""] checked:before:block';

export function Checkbox(props: ChoiceProps) {
  return <Choice {...props} control={{ type: 'checkbox', className: cn(box, tick) }} />;
}

const dot =
  'rounded-full before:absolute before:inset-1 before:hidden before:rounded-full before:bg-on-accent before:content-[""] checked:before:block';

export function Radio(props: ChoiceProps) {
  return <Choice {...props} control={{ type: 'radio', className: cn(box, dot) }} />;
}

const track =
  'relative h-4.5 w-8 shrink-0 cursor-pointer appearance-none rounded-full border border-edge bg-sunken transition-colors before:absolute before:top-0.5 before:left-0.5 before:size-3 before:rounded-full before:bg-edge before:transition-transform before:content-[""] checked:border-accent checked:bg-accent checked:before:translate-x-3.5 checked:before:bg-on-accent disabled:opacity-55';

/** Takes effect at once; use a checkbox where a form is saved later. */
export function Switch(props: ChoiceProps) {
  return <Choice {...props} control={{ type: 'checkbox', role: 'switch', className: cn(track) }} />;
}

export function RadioGroup({
  label,
  name,
  value,
  onValueChange,
  options,
}: {
  label: ReactNode;
  name?: string;
  value: string;
  onValueChange: (value: string) => void;
  options: readonly { value: string; label: ReactNode; hint?: ReactNode; disabled?: boolean }[];
}) {
  const made = useId();
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-2 font-strong text-sm">{label}</legend>
      {options.map((option) => (
        <Radio
          checked={option.value === value}
          disabled={option.disabled}
          hint={option.hint}
          key={option.value}
          label={option.label}
          name={name ?? made}
          onCheckedChange={() => onValueChange(option.value)}
          value={option.value}
        />
      ))}
    </fieldset>
  );
}
