'use client';

import { useEffect, useRef, useState } from 'react';
import useSWR, { useSWRConfig } from 'swr';
import { CURRENT } from '@/components/shell/current';
import type { InstallationView } from '@/lib/installations/contract';

const UNDERWAY = ['queued', 'installing', 'uninstalling'];
const touched = /^\/api\/v1\/(packages\/|installations\?)/;
const pathOf = (id: string) => `/api/v1/installations/${id}`;

export const isUnderway = (one: Pick<InstallationView, 'status'> | null | undefined) =>
  one != null && UNDERWAY.includes(one.status);

/** An installation, looked at every second until it stands; `set` shows another one or a newer state. */
export function useInstallation(first: InstallationView | null) {
  const { mutate } = useSWRConfig();
  const [id, setId] = useState(first?.id ?? null);
  const { data: installation, error } = useSWR<InstallationView>(id && pathOf(id), {
    fallbackData: first && first.id === id ? first : undefined,
    refreshInterval: (one) => (isUnderway(one) ? 1_000 : 0),
  });
  // Its price has been paid or has come back, and whoever installed it may review it.
  const underway = isUnderway(installation);
  const was = useRef(underway);
  useEffect(() => {
    if (was.current && !underway)
      void mutate((key) => key === CURRENT || touched.test(String(key)));
    was.current = underway;
  }, [underway, mutate]);
  return {
    installation,
    error: error as Error | undefined,
    set: (next: InstallationView) => {
      void mutate(pathOf(next.id), next, { revalidate: false });
      setId(next.id);
    },
  };
}
