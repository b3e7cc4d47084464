'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { api } from '@/components/ui/fetcher';
import { toast } from '@/components/ui/toast';
import type { WorkflowRunView } from '@/lib/workflows/runs.contract';

export type Again = { from: string; version?: 'same' | 'latest' };
export type Doing = 'cancel' | 'pause' | 'resume' | 'retry' | 'fork' | 'signal';

const failed: Record<Doing, string> = {
  cancel: 'It was not cancelled',
  pause: 'It was not paused',
  resume: 'It was not resumed',
  retry: 'It was not started again',
  fork: 'It was not forked',
  signal: 'The signal was not sent',
};

/** What can be done with a run. `started` gets the new run of a retry or fork. */
export function useRunActions(
  id: string | null,
  changed: (run: WorkflowRunView) => void,
  started?: (run: WorkflowRunView) => void,
) {
  const router = useRouter();
  const [busy, setBusy] = useState<Doing | null>(null);

  async function post(doing: Doing, body?: unknown): Promise<WorkflowRunView | null> {
    setBusy(doing);
    try {
      const path = `/api/v1/workflow-runs/${id}/${doing}`;
      return await api<WorkflowRunView>(path, { method: 'POST', body });
    } catch (error) {
      toast.error(failed[doing], error);
      return null;
    } finally {
      setBusy(null);
    }
  }
  async function tell(doing: 'cancel' | 'pause' | 'resume' | 'signal', body?: unknown) {
    const run = await post(doing, body);
    if (run) changed(run);
    return run !== null;
  }
  async function again(doing: 'retry' | 'fork', body: Again & { input?: unknown }) {
    const run = await post(doing, body);
    if (!run) return false;
    if (started) started(run);
    else router.push(`/runs/${run.id}`);
    return true;
  }
  return { busy, tell, again };
}
