'use client';

import { useState } from 'react';
import useSWR, { useSWRConfig } from 'swr';
import type { ConfigDeployment } from '@/components/deployments/model';
import { ApiError, api } from '@/components/ui/fetcher';
import { toast } from '@/components/ui/toast';

/** Why a start was refused, with every mistake of the config. */
export interface Refused {
  message: string;
  errors: string[];
  requestId?: string;
}

const said = { running: 'It is in service', stopped: 'It is stopped' };
const failed = { running: 'It was not started', stopped: 'It was not stopped' };

function refusal(error: unknown): Refused | null {
  if (!(error instanceof ApiError) || error.status !== 409) return null;
  const { errors } = (error.details ?? {}) as { errors?: unknown };
  return {
    message: error.message,
    errors: Array.isArray(errors) ? errors.map(String) : [],
    requestId: error.requestId,
  };
}

/** The deployment of a config, looked at again and again, and what a click does with it. */
export function useConfigDeployment(first: ConfigDeployment) {
  const path = `/api/deployments/${first.id}`;
  const { mutate: mutateAny } = useSWRConfig();
  const [busy, setBusy] = useState<'running' | 'stopped' | null>(null);
  const [refused, setRefused] = useState<Refused | null>(null);
  const {
    data = first,
    error,
    mutate,
  } = useSWR<ConfigDeployment>(path, {
    fallbackData: first,
    refreshInterval: (now) => (now?.status === 'running' ? 4_000 : 10_000),
  });

  /** Executions, triggers and jobs of it, and the lists that it is in. */
  const refresh = () => {
    void mutate();
    void mutateAny(
      (key) =>
        typeof key === 'string' && (key.startsWith(`${path}/`) || key.startsWith('/api/jobs?')),
    );
  };

  async function put(status: 'running' | 'stopped', undo?: () => void): Promise<void> {
    setBusy(status);
    setRefused(null);
    try {
      const next = await api<ConfigDeployment>(path, { method: 'PUT', body: { status } });
      await mutate(next, { revalidate: false });
      if (undo) toast.undo(said[status], undo);
      else toast.success(said[status]);
      refresh();
    } catch (cause) {
      const why = refusal(cause);
      if (why) setRefused(why);
      else toast.error(failed[status], cause);
    }
    setBusy(null);
  }

  const start = () => put('running');
  return {
    deployment: data,
    error: error as Error | undefined,
    busy,
    refused,
    refresh,
    start,
    stop: () => put('stopped', () => void start()),
  };
}
