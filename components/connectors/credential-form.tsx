'use client';

import { useEffect, useState } from 'react';
import { CredentialFields } from '@/components/connectors/credential-fields';
import type { Credential, Kind } from '@/components/connectors/model';
import { hostsOf, pairsOf, shownFields } from '@/components/connectors/words';
import { Disclosure } from '@/components/ui/disclosure';
import { api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { fieldError, ProblemSummary } from '@/components/ui/problem-summary';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import { useSubmit } from '@/components/ui/use-submit';

const OTHER = 'other';

const labels: Record<string, string> = {
  name: 'Name',
  provider: 'Provider',
  otherProvider: 'Provider',
  data: 'Fields',
  description: 'Description',
  expires_at: 'Ends on',
  'metadata.allowed_hosts': 'Allowed hosts',
};

const day = (at: string | null) => at?.slice(0, 10) ?? '';

/** What is saved of a form: empty fields of the data stay as they are. */
function bodyOf(values: Record<string, string>, kind: Kind | undefined, before?: Credential) {
  const data: Record<string, string | number> = kind ? {} : pairsOf(values.pairs ?? '');
  for (const [name, value] of Object.entries(values)) {
    const field = name.startsWith('data.') ? name.slice(5) : null;
    if (!field || value === '') continue;
    const number = kind?.credential.fields.find((it) => it.name === field)?.kind === 'number';
    data[field] = number && value.trim() !== '' ? Number(value) || value : value;
  }
  const hosts = hostsOf(values.hosts ?? '');
  const { allowed_hosts: _, ...metadata } = before?.metadata ?? {};
  return {
    name: values.name,
    description: values.description ?? '',
    ...(!before && {
      type: kind?.credential.type ?? 'custom',
      provider: kind?.type ?? values.otherProvider,
    }),
    ...((!before || Object.keys(data).length > 0) && { data }),
    metadata: { ...metadata, ...(hosts.length > 0 && { allowed_hosts: hosts }) },
    expires_at: values.expires_at ? `${values.expires_at}T23:59:59Z` : null,
  };
}

export default function CredentialForm({
  formId,
  kinds,
  credential,
  provider: wanted,
  onSaved,
  onBusyChange,
}: {
  formId: string;
  kinds: readonly Kind[];
  credential?: Credential;
  provider?: string;
  onSaved: (credential: Credential) => void;
  onBusyChange: (busy: boolean) => void;
}) {
  const known = kinds.some((kind) => kind.type === wanted) ? wanted : undefined;
  const [provider, setProvider] = useState(credential?.provider ?? known ?? 'slack');
  const [chosen, setChosen] = useState<Record<string, string>>({});
  const kind = kinds.find((it) => it.type === provider);
  const { busy, problem, onSubmit } = useSubmit(['name'], async (values) => {
    const path = credential ? `/api/v1/credentials/${credential.id}` : '/api/v1/credentials';
    const method = credential ? 'PATCH' : 'POST';
    onSaved(await api<Credential>(path, { method, body: bodyOf(values, kind, credential) }));
  });
  useEffect(() => {
    onBusyChange(busy);
    return () => onBusyChange(false);
  }, [busy, onBusyChange]);
  const error = (name: string, label = labels[name] ?? name) => fieldError(problem, name, label);
  const fields = kind ? kind.credential.fields : [];
  const names = { ...labels };
  for (const field of fields) names[`data.${field.name}`] = field.label;
  const hosts = (credential?.metadata.allowed_hosts as string[] | undefined) ?? [];
  const more = ['description', 'expires_at', 'metadata.allowed_hosts'];
  return (
    <form className="flex flex-col gap-5" id={formId} method="post" noValidate onSubmit={onSubmit}>
      <ProblemSummary labels={names} prefix="credential-" problem={problem} />
      {!credential && (
        <Field id="credential-provider" label="Provider">
          <Select
            name="provider"
            onValueChange={setProvider}
            options={[
              ...kinds.map(({ type, name }) => ({ value: type, label: name })),
              { value: OTHER, label: 'Something else' },
            ]}
            value={provider}
          />
        </Field>
      )}
      <Field
        error={error('name')}
        hint="Workflows call it by this name."
        id="credential-name"
        label="Name"
      >
        <Input autoComplete="off" defaultValue={credential?.name} maxLength={255} name="name" />
      </Field>
      {!credential && provider === OTHER && (
        <Field
          error={error('provider')}
          hint="A word, as github."
          id="credential-otherProvider"
          label="What it is for"
        >
          <Input autoComplete="off" maxLength={64} mono name="otherProvider" spellCheck={false} />
        </Field>
      )}
      {kind ? (
        <CredentialFields
          error={error}
          fields={shownFields(fields, chosen)}
          key={provider}
          onChoose={(name, value) => setChosen((before) => ({ ...before, [name]: value }))}
          set={credential?.fields ?? []}
        />
      ) : (
        <Field
          error={error('data')}
          hint={
            credential
              ? `Set now: ${credential.fields.join(', ')}. What you leave out stays.`
              : 'One a line: name=value.'
          }
          id="credential-data"
          label="Fields"
          optional={Boolean(credential)}
        >
          <Textarea autoComplete="off" mono name="pairs" rows={4} spellCheck={false} />
        </Field>
      )}
      <Disclosure
        open={more.some((name) => problem?.fields[name]) || hosts.length > 0}
        summary="Where it may go, and until when"
      >
        <div className="flex flex-col gap-5">
          <Field
            error={error('metadata.allowed_hosts')}
            hint={
              kind?.credential.hosts
                ? `Left empty: ${kind.credential.hosts.join(', ')} only.`
                : 'host, host:port or *.domain. Left empty: wherever a workflow sends it.'
            }
            id="credential-metadata.allowed_hosts"
            label="Allowed hosts"
            optional
          >
            <Textarea
              defaultValue={hosts.join('\n')}
              mono
              name="hosts"
              rows={2}
              spellCheck={false}
            />
          </Field>
          <Field
            error={error('expires_at')}
            hint="Owners and admins are told two weeks before. After that day it is not used."
            id="credential-expires_at"
            label="Ends on"
            optional
          >
            <Input
              defaultValue={day(credential?.expires_at ?? null)}
              name="expires_at"
              type="date"
            />
          </Field>
          <Field
            error={error('description')}
            id="credential-description"
            label="Description"
            optional
          >
            <Input
              autoComplete="off"
              defaultValue={credential?.description}
              maxLength={2000}
              name="description"
            />
          </Field>
        </div>
      </Disclosure>
    </form>
  );
}
