'use client';

import type { CredentialField } from '@/components/connectors/model';
import { Field } from '@/components/ui/field';
import { Input, PasswordInput } from '@/components/ui/input';
import { Select } from '@/components/ui/select';

const KINDS: Record<string, string> = {
  bearer: 'Bearer token',
  basic: 'User and password',
  api_key: 'API key in a header',
};

/** One control of a credential's data, as the catalogue describes it. */
function Control({
  field,
  kept,
  onValueChange,
}: {
  field: CredentialField;
  kept: boolean;
  onValueChange: (value: string) => void;
}) {
  const name = `data.${field.name}`;
  if (field.kind === 'choice')
    return (
      <Select
        name={name}
        onValueChange={onValueChange}
        options={(field.choices ?? []).map((value) => ({ value, label: KINDS[value] ?? value }))}
        placeholder={kept ? 'As it is' : 'Choose one'}
      />
    );
  if (field.kind === 'boolean')
    return (
      <Select
        name={name}
        options={[
          { value: 'true', label: 'Yes' },
          { value: 'false', label: 'No' },
        ]}
        placeholder={kept ? 'As it is' : 'Decided by the port'}
      />
    );
  const shared = {
    autoComplete: 'off',
    mono: true,
    name,
    placeholder: kept ? 'Leave empty to keep it' : undefined,
    spellCheck: false,
  };
  if (field.secret) return <PasswordInput {...shared} autoComplete="new-password" />;
  return <Input {...shared} inputMode={field.kind === 'number' ? 'numeric' : undefined} />;
}

/** The fields of a credential; those that are set already may stay empty. */
export function CredentialFields({
  fields,
  set,
  error,
  onChoose,
}: {
  fields: readonly CredentialField[];
  set: readonly string[];
  error: (name: string, label: string) => string | null;
  onChoose: (name: string, value: string) => void;
}) {
  return fields.map((field) => {
    const kept = set.includes(field.name);
    return (
      <Field
        error={error(`data.${field.name}`, field.label)}
        hint={field.description}
        id={`credential-data.${field.name}`}
        key={field.name}
        label={field.label}
        optional={kept || !field.required}
      >
        <Control field={field} kept={kept} onValueChange={(value) => onChoose(field.name, value)} />
      </Field>
    );
  });
}
