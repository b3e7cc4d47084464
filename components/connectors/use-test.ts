'use client';

import { useState } from 'react';
import type { Tested } from '@/components/connectors/model';
import type { Outcome } from '@/components/connectors/test-result';
import { api } from '@/components/ui/fetcher';
import { toast } from '@/components/ui/toast';

type Thing = { id: string; name: string };

/** Tries a connector or credential out, one at a time, and keeps the last outcome. */
export function useTest(base: string, changed: () => void) {
  const [testing, setTesting] = useState<string | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);

  async function test({ id, name }: Thing, body?: { url: string }) {
    setTesting(id);
    setOutcome(null);
    try {
      const result = await api<Tested>(`${base}/${id}/test`, { method: 'POST', body });
      setOutcome({ name, result });
      changed();
    } catch (error) {
      toast.error('The test could not be made', error);
    } finally {
      setTesting(null);
    }
  }

  return { testing, outcome, test, forget: () => setOutcome(null) };
}
