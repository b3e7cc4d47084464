'use client';

import { X } from 'lucide-react';
import { useCallback } from 'react';
import useSWR from 'swr';
import { Combobox } from '@/components/ui/combobox';
import { api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
import { IconButton } from '@/components/ui/icon-button';
import type { Picked } from '@/components/workflows/form/fields';
import { sentence, useForm } from '@/components/workflows/form/form-context';
import { NAMES, search } from '@/components/workflows/form/remote';
import { idOf } from '@/components/workflows/form/text-field';
import type { Json } from '@/lib/engine/json';

/** Something of the organization's, found by its name. */
export function RemoteField({
  label,
  path,
  kind,
  value,
  onChange,
  required = false,
}: {
  label: string;
  path: string;
  kind: Picked;
  value: Json | undefined;
  onChange: (value: Json | undefined) => void;
  required?: boolean;
}) {
  const { problemAt, disabled } = useForm();
  const problem = problemAt(path);
  const chosen = typeof value === 'string' && value ? value : null;
  const find = useCallback(
    (text: string, signal: AbortSignal) => search(kind, text, signal),
    [kind],
  );
  const name = useNameOf(kind, chosen);
  return (
    <Field error={problem && sentence(problem)} id={idOf(path)} label={label} optional={!required}>
      <div className="flex items-center gap-1">
        <Combobox
          className="min-w-0 flex-1"
          disabled={disabled}
          label={NAMES[kind]}
          onValueChange={(next) => onChange(next)}
          placeholder={`Choose ${NAMES[kind].toLowerCase()}`}
          search={find}
          selectedLabel={name ?? chosen ?? undefined}
          value={chosen}
        />
        {chosen && !required && !disabled && (
          <IconButton
            icon={<X aria-hidden />}
            label={`Clear ${label.toLowerCase()}`}
            onClick={() => onChange(undefined)}
            size="sm"
          />
        )}
      </div>
    </Field>
  );
}

const PATHS: Partial<Record<Picked, string>> = {
  agent: '/api/v1/agents/',
  workflow: '/api/v1/workflows/',
  credential: '/api/v1/credentials/',
};

function useNameOf(kind: Picked, id: string | null): string | null {
  const path = id && /^[0-9a-f-]{36}$/i.test(id) ? PATHS[kind] : undefined;
  const { data } = useSWR<{ name?: string; data?: { name?: string } }>(
    path ? `${path}${id}` : null,
    (key: string) => api(key),
    { shouldRetryOnError: false, revalidateOnFocus: false },
  );
  return data?.name ?? data?.data?.name ?? null;
}
