'use client';

import { useState } from 'react';
import { useSWRConfig } from 'swr';
import type { Job } from '@/components/jobs/model';
import { api } from '@/components/ui/fetcher';
import { toast } from '@/components/ui/toast';

type Verb = 'retry' | 'pause' | 'resume' | 'run';

const SAID: Record<Verb, [done: string, failed: string]> = {
  retry: ['It is tried again', 'It was not tried again'],
  pause: ['The schedule is paused', 'It was not paused'],
  resume: ['The schedule goes on', 'It was not resumed'],
  run: ['A run was started', 'It was not run'],
};

/** What one click does with a job; each tells how it went. */
export function useJobActions(changed: () => void) {
  const { mutate } = useSWRConfig();
  const [busy, setBusy] = useState<string | null>(null);
  const refresh = () => {
    changed();
    void mutate((key) => typeof key === 'string' && key.startsWith('/api/jobs'));
  };

  async function act(job: Job, verb: Verb): Promise<Job | null> {
    setBusy(verb);
    try {
      const next = await api<Job>(`/api/jobs/${job.id}/${verb}`, { method: 'POST' });
      toast.success(SAID[verb][0]);
      refresh();
      return next;
    } catch (error) {
      toast.error(SAID[verb][1], error);
      return null;
    } finally {
      setBusy(null);
    }
  }

  async function cancel(job: Job): Promise<void> {
    await api(`/api/jobs/${job.id}`, { method: 'DELETE' });
    toast.success(job.status === 'running' ? 'It is told to stop' : 'It was canceled');
    refresh();
  }

  return { busy, act, cancel };
}
