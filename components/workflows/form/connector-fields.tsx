'use client';

import useSWR from 'swr';
import { Field } from '@/components/ui/field';
import { fieldsOf } from '@/components/ui/schema-form/fields';
import { Select } from '@/components/ui/select';
import { Skeleton } from '@/components/ui/skeleton';
import { ConfigField } from '@/components/workflows/form/config-field';
import type { FieldSpec } from '@/components/workflows/form/fields';
import { sentence, useForm } from '@/components/workflows/form/form-context';
import { RemoteField } from '@/components/workflows/form/remote-field';
import { idOf } from '@/components/workflows/form/text-field';
import type { Json, JsonObject } from '@/lib/engine/json';

type Action = { name: string; description: string; inputSchema: Record<string, unknown> };
type Kind = { type: string; name: string; actions: Action[] };
type Own = { id: string; name: string; type: string };

/** A saved connector, or a kind of one with a credential; then the fields of the chosen action. */
export function ConnectorFields({
  config,
  onChange,
}: {
  config: JsonObject;
  onChange: (patch: { [key: string]: Json | undefined }) => void;
}) {
  const { problemAt, disabled } = useForm();
  const quiet = { revalidateOnFocus: false, shouldRetryOnError: false };
  const kinds = useSWR<Kind[]>('/api/v1/connectors?available=true', quiet);
  const own = useSWR<Own[]>('/api/v1/connectors?limit=100', quiet);
  if (!kinds.data && !kinds.error) return <Skeleton className="h-40 rounded-lg" />;
  const id = String(config.connectorId ?? '');
  const type = own.data?.find((one) => one.id === id)?.type ?? String(config.connectorType ?? '');
  const kind = kinds.data?.find((one) => one.type === type);
  const action = kind?.actions.find(({ name }) => name === config.action);
  const chosen = id ? `id:${id}` : type ? `type:${type}` : '';
  const problem = problemAt('config.connectorId') ?? problemAt('config.connectorType');

  function choose(value: string) {
    const isOwn = value.startsWith('id:');
    onChange({
      connectorId: isOwn ? value.slice(3) : undefined,
      connectorType: isOwn ? undefined : value.slice(5),
      credentialId: undefined,
      action: undefined,
    });
  }

  return (
    <>
      <Field error={problem && sentence(problem)} id={idOf('config.connectorId')} label="Connector">
        <Select
          disabled={disabled}
          onValueChange={choose}
          placeholder="Choose a connector"
          required={false}
          value={chosen}
        >
          {own.data && own.data.length > 0 && (
            <optgroup label="Yours">
              {own.data.map((one) => (
                <option key={one.id} value={`id:${one.id}`}>
                  {one.name}
                </option>
              ))}
            </optgroup>
          )}
          <optgroup label="With a credential">
            {(kinds.data ?? []).map((one) => (
              <option key={one.type} value={`type:${one.type}`}>
                {one.name}
              </option>
            ))}
            {type && !kind && !id && <option value={chosen}>{type}</option>}
          </optgroup>
        </Select>
      </Field>
      {!id && type && (
        <RemoteField
          kind="credential"
          label="Credential"
          onChange={(value) => onChange({ credentialId: value })}
          path="config.credentialId"
          value={config.credentialId}
        />
      )}
      {type && (
        <ConfigField
          onChange={(value) => onChange({ action: value })}
          path="config.action"
          spec={{
            key: 'action',
            label: 'Action',
            kind: kind ? 'choice' : 'plain',
            required: true,
            options: kind?.actions.map(({ name, description }) => ({
              value: name,
              label: `${name.replaceAll('_', ' ')}: ${description}`,
            })),
          }}
          value={config.action}
        />
      )}
      {action &&
        specsOf(action.inputSchema).map((spec) => (
          <ConfigField
            key={spec.key}
            onChange={(value) => onChange({ [spec.key]: value })}
            path={`config.${spec.key}`}
            spec={spec}
            value={config[spec.key]}
          />
        ))}
    </>
  );
}

/** Every field takes a template as well, so numbers and choices stay free. */
function specsOf(schema: Record<string, unknown>): FieldSpec[] {
  return fieldsOf(flat(schema)).map(({ path, label, hint, required, shape, example }) => ({
    key: path,
    label,
    hint,
    required,
    placeholder: example,
    kind:
      shape.kind === 'text'
        ? shape.long
          ? 'long'
          : 'text'
        : shape.kind === 'number'
          ? 'number'
          : shape.kind === 'choice'
            ? 'choice'
            : 'value',
    options: shape.kind === 'choice' ? shape.options : undefined,
  }));
}

/** Objects are edited as JSON here: their leaves would hide what can be given as one template. */
function flat(schema: Record<string, unknown>): Record<string, unknown> {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, object>).map(
    ([key, one]) => [key, { ...one, properties: undefined }],
  );
  return { ...schema, properties: Object.fromEntries(properties) };
}
