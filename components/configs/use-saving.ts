'use client';

import { useState } from 'react';
import { useSWRConfig } from 'swr';
import type { Config } from '@/components/configs/model';
import type { Text, useDraft } from '@/components/configs/use-draft';
import { ApiError, api } from '@/components/ui/fetcher';
import { plural } from '@/components/ui/format';
import { toast } from '@/components/ui/toast';

/** Saves versions of a config, or a new one; tells what went wrong. */
export function useSaving(
  id: string | null,
  draft: ReturnType<typeof useDraft>,
  changed: (config: Config) => void,
) {
  const { mutate } = useSWRConfig();
  const [busy, setBusy] = useState(false);
  /** Somebody else has saved a version since this one was opened. */
  const [conflict, setConflict] = useState(false);

  /** What is kept now; null when it was not saved. */
  async function save(text: Text, force = false): Promise<Config | null> {
    if (busy) return null;
    setBusy(true);
    try {
      const body = id
        ? { ...text, ...(!force && { expected_version: draft.version }) }
        : { name: text.name, content: text.content };
      const path = id ? `/api/configs/${id}` : '/api/configs';
      const config = await api<Config>(path, { method: id ? 'PUT' : 'POST', body });
      setConflict(false);
      draft.accept(text, config);
      changed(config);
      void mutate((key) => typeof key === 'string' && key.startsWith('/api/configs'));
      tell(config);
      return config;
    } catch (error) {
      if (id && error instanceof ApiError && error.status === 409) setConflict(true);
      else toast.error('It was not saved', error);
      return null;
    } finally {
      setBusy(false);
    }
  }
  return { busy, conflict, save };
}

function tell({ version, validation_errors: errors }: Config) {
  const title = `Saved as version ${version}`;
  if (!errors) return toast.success(title);
  toast.message(title, {
    description: `It has ${plural(errors.length, 'problem')}: mend ${errors.length === 1 ? 'it' : 'them'} before it is deployed.`,
  });
}
