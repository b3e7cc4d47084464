'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { Run } from '@/components/tests/model';
import { suitePath, TESTS } from '@/components/tests/paths';
import { api } from '@/components/ui/fetcher';
import { toast } from '@/components/ui/toast';

/** Starts a run of a suite and goes to it. */
export function useRunSuite(suiteId: string) {
  const router = useRouter();
  const [starting, setStarting] = useState(false);
  async function start() {
    setStarting(true);
    try {
      const run = await api<Run>(`${suitePath(suiteId)}/run`, { method: 'POST' });
      router.push(`${TESTS}/${suiteId}/runs/${run.id}`);
    } catch (error) {
      toast.error('The tests were not started', error);
      setStarting(false);
    }
  }
  return { starting, start };
}
