'use client';

import { Checkbox } from '@/components/ui/choice';
import { Field } from '@/components/ui/field';
import { Input, PasswordInput } from '@/components/ui/input';
import type { Draft } from '@/components/ui/schema-form/draft';
import type { FormField } from '@/components/ui/schema-form/fields';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';

type Value = Draft[string];

export function SchemaField({
  field,
  id,
  value,
  onValueChange,
  problem,
  kept,
}: {
  field: FormField;
  id: string;
  value: Value;
  onValueChange: (value: Value) => void;
  problem?: string;
  kept: boolean;
}) {
  const { label, hint, required, shape } = field;
  const error = problem && `${label} ${problem}.`;
  if (shape.kind === 'switch')
    return (
      <Checkbox
        checked={value === true}
        hint={hint}
        id={id}
        label={<span className="font-strong">{label}</span>}
        onCheckedChange={onValueChange}
      />
    );
  if (shape.kind === 'several') {
    const chosen = Array.isArray(value) ? value : [];
    return (
      <fieldset className="flex flex-col gap-2" id={id} tabIndex={-1}>
        <legend className="mb-2 font-strong text-sm">{label}</legend>
        {hint && <p className="text-faint text-sm">{hint}</p>}
        {shape.options.map((option) => (
          <Checkbox
            checked={chosen.includes(option.value)}
            key={option.value}
            label={option.label}
            onCheckedChange={(on) =>
              onValueChange(
                on ? [...chosen, option.value] : chosen.filter((one) => one !== option.value),
              )
            }
          />
        ))}
        {error && <p className="text-bad text-sm">{error}</p>}
      </fieldset>
    );
  }
  const removed = value === null;
  const secret = shape.kind === 'text' && shape.secret;
  return (
    <Field
      action={
        secret &&
        kept &&
        !required && (
          <button
            className="rounded-sm text-accent-ink hover:underline"
            onClick={() => onValueChange(removed ? '' : null)}
            type="button"
          >
            {removed ? 'Keep it' : 'Remove it'}
          </button>
        )
      }
      error={error}
      hint={hint}
      id={id}
      label={label}
      optional={!required}
    >
      <Control
        field={field}
        kept={kept}
        onValueChange={onValueChange}
        removed={removed}
        text={typeof value === 'string' ? value : ''}
      />
    </Field>
  );
}

function Control({
  field,
  text,
  onValueChange,
  kept,
  removed,
}: {
  field: FormField;
  text: string;
  onValueChange: (value: Value) => void;
  kept: boolean;
  removed: boolean;
}) {
  const { shape, example } = field;
  const shared = {
    value: text,
    placeholder: example,
    // Our own checks tell every problem at once, in words; the platform's tell the first one.
    required: false,
    'aria-required': field.required || undefined,
    spellCheck: false,
    autoComplete: 'off',
    onChange: (event: { target: { value: string } }) => onValueChange(event.target.value),
  } as const;
  switch (shape.kind) {
    case 'choice':
      return (
        <Select
          aria-required={field.required || undefined}
          onValueChange={onValueChange}
          options={shape.options}
          placeholder={field.required ? 'Choose…' : 'Not set'}
          required={false}
          value={text}
        />
      );
    case 'lines':
      return <Textarea {...shared} placeholder={example ?? 'One a line'} />;
    case 'json':
      return <Textarea {...shared} mono placeholder={example ?? '{}'} />;
    case 'number':
      return <Input {...shared} className="num" inputMode="decimal" />;
    case 'text': {
      if (shape.long) return <Textarea {...shared} spellCheck />;
      if (!shape.secret) return <Input {...shared} type={shape.type} />;
      const stored = removed ? 'Is removed when you save' : 'Stored. Type to replace it';
      return (
        <PasswordInput
          {...shared}
          autoComplete="new-password"
          disabled={removed}
          placeholder={kept ? stored : example}
        />
      );
    }
    default:
      return null;
  }
}
