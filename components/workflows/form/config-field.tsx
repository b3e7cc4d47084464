'use client';

import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { numberOf, textOf } from '@/components/workflows/edit/value-text';
import type { FieldSpec } from '@/components/workflows/form/fields';
import { sentence, useForm } from '@/components/workflows/form/form-context';
import { PairsField } from '@/components/workflows/form/pairs-field';
import { RemoteField } from '@/components/workflows/form/remote-field';
import { idOf, TextField, ValueField } from '@/components/workflows/form/text-field';
import type { Json } from '@/lib/engine/json';

/** One key of a step's config, with the control that its kind asks for. */
export function ConfigField({
  spec,
  path,
  value,
  onChange,
}: {
  spec: FieldSpec;
  path: string;
  value: Json | undefined;
  onChange: (value: Json | undefined) => void;
}) {
  const { problemAt, disabled } = useForm();
  const { kind, label, hint, placeholder, required } = spec;
  const shared = { label, hint, placeholder, required, path, value, onChange };
  switch (kind) {
    case 'text':
      return <TextField {...shared} />;
    case 'long':
      return <TextField {...shared} lines={4} />;
    case 'code':
      return <TextField {...shared} lines={8} mono plain />;
    case 'plain':
      return <TextField {...shared} plain />;
    case 'expression':
      return <TextField {...shared} bare />;
    case 'value':
      return <ValueField {...shared} />;
    case 'pairs':
      return <PairsField {...shared} />;
    case 'pick':
      return <RemoteField {...shared} kind={spec.pick ?? 'agent'} />;
    case 'choice': {
      const problem = problemAt(path);
      const known = spec.options?.some((one) => one.value === value);
      const options = [...(spec.options ?? [])];
      if (value !== undefined && !known)
        options.push({ value: textOf(value), label: textOf(value) });
      return (
        <Field
          error={problem && sentence(problem)}
          hint={hint}
          id={idOf(path)}
          label={label}
          optional={!required}
        >
          <Select
            disabled={disabled}
            onValueChange={(next) => onChange(next || undefined)}
            options={options}
            placeholder="As usual"
            required={false}
            value={textOf(value)}
          />
        </Field>
      );
    }
    case 'number': {
      const problem = problemAt(path);
      return (
        <Field
          error={problem && sentence(problem)}
          hint={hint}
          id={idOf(path)}
          label={label}
          optional={!required}
        >
          <Input
            autoComplete="off"
            className="num"
            disabled={disabled}
            inputMode="decimal"
            onChange={(event) => onChange(numberOf(event.target.value))}
            placeholder={placeholder}
            required={false}
            value={textOf(value)}
          />
        </Field>
      );
    }
  }
}
