'use client';

import { useEffect, useState } from 'react';
import useSWR, { useSWRConfig } from 'swr';
import { isOpen, type Job, type JobLogs } from '@/components/jobs/model';

/** A job and its log, live: told by the server, and looked at now and then in case the stream is cut off. */
export function useJob(id: string, first: Job, firstLogs: JobLogs) {
  const { mutate: mutateAny } = useSWRConfig();
  const [lost, setLost] = useState(false);
  const { data, error, mutate } = useSWR<Job>(`/api/jobs/${id}`, {
    fallbackData: first,
    refreshInterval: (job) => (job && isOpen(job) ? 5_000 : 0),
  });
  const job = data ?? first;
  const open = isOpen(job);
  const logs = useSWR<JobLogs>(`/api/jobs/${id}/logs?limit=100`, {
    fallbackData: firstLogs,
    refreshInterval: open ? 5_000 : 0,
  });
  const { mutate: mutateLogs } = logs;

  useEffect(() => {
    if (!open) return;
    const source = new EventSource(`/api/jobs/${id}/stream`);
    const show = (event: Event) => {
      setLost(false);
      const next = JSON.parse((event as MessageEvent<string>).data) as Job;
      const ended = !isOpen(next);
      // An end closes the stream here, perhaps before `done`, which alone carries the link to the file.
      void mutate(next, { revalidate: ended && event.type === 'job' });
      void mutateLogs();
      if (ended) void mutateAny((key) => typeof key === 'string' && key.startsWith('/api/jobs?'));
    };
    source.addEventListener('job', show);
    source.addEventListener('done', (event) => {
      source.close();
      show(event);
    });
    source.addEventListener('error', () => setLost(true));
    return () => source.close();
  }, [id, open, mutate, mutateLogs, mutateAny]);

  return {
    job,
    open,
    logs: logs.data ?? firstLogs,
    lost: open && lost,
    error: error as Error | undefined,
    refresh: () => {
      void mutate();
      void mutateLogs();
    },
  };
}
