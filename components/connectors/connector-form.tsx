'use client';

import { useEffect, useState } from 'react';
import useSWR from 'swr';
import type { Connector, Credential, Kind } from '@/components/connectors/model';
import { labelOf } from '@/components/connectors/words';
import { ButtonLink } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { fieldError, ProblemSummary } from '@/components/ui/problem-summary';
import { Select } from '@/components/ui/select';
import { Skeleton } from '@/components/ui/skeleton';
import { useSubmit } from '@/components/ui/use-submit';

/** Says that a type has no credential yet, and leads to making one. */
function NoCredential({ kind, may }: { kind: Kind; may: boolean }) {
  return (
    <Callout
      action={
        may && (
          <ButtonLink href={`/connectors?tab=credentials&new=1&provider=${kind.type}`} size="sm">
            Create credential
          </ButtonLink>
        )
      }
      title={`There is no credential for ${kind.name} yet`}
      tone="info"
    >
      A connector signs in with one.
    </Callout>
  );
}

export default function ConnectorForm({
  formId,
  kinds,
  connector,
  mayWrite,
  onSaved,
  onBusyChange,
}: {
  formId: string;
  kinds: readonly Kind[];
  connector?: Connector;
  mayWrite: boolean;
  onSaved: (connector: Connector) => void;
  onBusyChange: (busy: boolean) => void;
}) {
  const [type, setType] = useState<string>(connector?.type ?? 'slack');
  const kind = kinds.find((it) => it.type === type) as Kind;
  const query = ['http', 'mcp'].includes(type) ? 'limit=100' : `limit=100&provider=${type}`;
  const { data: credentials } = useSWR<Credential[]>(`/api/v1/credentials?${query}`);
  const { busy, problem, onSubmit } = useSubmit(['name'], async (values) => {
    const config = Object.fromEntries(
      kind.config.flatMap(({ name }) => {
        const value = values[`config.${name}`];
        return value ? [[name, value]] : [];
      }),
    );
    const credentialId = values.credentialId || null;
    const body = { name: values.name, credentialId, config, ...(!connector && { type }) };
    const path = connector ? `/api/v1/connectors/${connector.id}` : '/api/v1/connectors';
    onSaved(await api<Connector>(path, { method: connector ? 'PATCH' : 'POST', body }));
  });
  useEffect(() => {
    onBusyChange(busy);
    return () => onBusyChange(false);
  }, [busy, onBusyChange]);
  const labels: Record<string, string> = { name: 'Name', credentialId: 'Credential' };
  for (const { name } of kind.config) labels[`config.${name}`] = labelOf(name);
  const error = (name: string) => fieldError(problem, name, labels[name] ?? name);
  return (
    <form className="flex flex-col gap-5" id={formId} method="post" noValidate onSubmit={onSubmit}>
      <ProblemSummary labels={labels} prefix="connector-" problem={problem} />
      {!connector && (
        <Field hint={kind.description} id="connector-type" label="Service">
          <Select
            name="type"
            onValueChange={setType}
            options={kinds.map((it) => ({ value: it.type, label: it.name }))}
            value={type}
          />
        </Field>
      )}
      <Field
        error={error('name')}
        hint="Workflows call it by this name."
        id="connector-name"
        label="Name"
      >
        <Input
          autoComplete="off"
          defaultValue={connector?.name}
          maxLength={255}
          name="name"
          placeholder={`Production ${kind.name}`}
        />
      </Field>
      {!credentials ? (
        <Skeleton className="h-14" />
      ) : credentials.length === 0 && !kind.credential.optional ? (
        <NoCredential kind={kind} may={mayWrite} />
      ) : (
        <Field
          error={error('credentialId')}
          id="connector-credentialId"
          key={type}
          label="Credential"
          optional={kind.credential.optional}
        >
          <Select
            defaultValue={
              connector?.credentialId ??
              (credentials.length === 1 && !kind.credential.optional ? credentials[0]?.id : '')
            }
            name="credentialId"
            options={credentials.map((it) => ({ value: it.id, label: it.name }))}
            placeholder={kind.credential.optional ? 'None' : 'Choose one'}
          />
        </Field>
      )}
      {kind.config.map(({ name, description, required }) => (
        <Field
          error={error(`config.${name}`)}
          hint={description}
          id={`connector-config.${name}`}
          key={`${type} ${name}`}
          label={labelOf(name)}
          optional={!required}
        >
          <Input
            autoComplete="off"
            defaultValue={String(connector?.config[name] ?? '')}
            maxLength={2000}
            mono
            name={`config.${name}`}
            spellCheck={false}
          />
        </Field>
      ))}
    </form>
  );
}
