'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import useSWR, { useSWRConfig } from 'swr';
import type { Log, Step } from '@/components/executions/step';
import { isOpen, useLive } from '@/components/executions/use-live';
import { CURRENT } from '@/components/shell/current';
import { api } from '@/components/ui/fetcher';
import type { Paged } from '@/lib/core/page';
import type { ExecutionView } from '@/lib/executions/contract';

export type FirstLook = {
  execution: ExecutionView;
  steps: Step[];
  logs: Log[];
  children: ExecutionView[];
};

/** The log, read on from its last line whenever `look` is called. */
function useLogs(path: string, first: Log[]) {
  const [logs, setLogs] = useState(first);
  const last = useRef(first.at(-1)?.id);
  const busy = useRef(false);
  const again = useRef(false);
  const look = useCallback(async () => {
    again.current = true;
    if (busy.current) return;
    busy.current = true;
    try {
      while (again.current) {
        again.current = false;
        const after = last.current ? `&after=${last.current}` : '';
        const { data } = await api<Paged<Log>>(`${path}/logs?limit=100${after}`);
        if (data.length === 0) continue;
        last.current = data.at(-1)?.id;
        setLogs((before) => [...before, ...data]);
        again.current ||= data.length === 100;
      }
    } catch {
      // The next look reads what this one missed.
    } finally {
      busy.current = false;
    }
  }, [path]);
  return { logs, look };
}

/** Everything about one execution, live until it has ended. */
export function useExecution(first: FirstLook) {
  const { id } = first.execution;
  const path = `/api/v1/executions/${id}`;
  const { mutate } = useSWRConfig();
  const poll = { refreshInterval: (one?: ExecutionView) => (isOpen(one) ? 4_000 : 0) };
  const main = useSWR<ExecutionView>(path, { ...poll, fallbackData: first.execution });
  const execution = main.data ?? first.execution;
  const open = isOpen(execution);
  const every = open ? 4_000 : 0;
  const steps = useSWR<{ data: Step[] }>(`${path}/steps`, {
    fallbackData: { data: first.steps },
    refreshInterval: every,
  });
  const children = useSWR<Paged<ExecutionView>>(`/api/v1/executions?limit=100&parent_id=${id}`, {
    fallbackData: { data: first.children, limit: 100, offset: 0, total: first.children.length },
    refreshInterval: every,
  });
  const { logs, look } = useLogs(path, first.logs);
  const refresh = useCallback(() => {
    void steps.mutate();
    void main.mutate();
    void look();
  }, [steps.mutate, main.mutate, look]);

  // The result is told a moment before its step is recorded; look shortly after the last of a burst.
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const live = useLive(open ? id : null, {
    onStep: () => {
      clearTimeout(timer.current);
      timer.current = setTimeout(refresh, 150);
    },
    onDone: (done) => {
      void mutate(CURRENT);
      void main.mutate(done, { revalidate: false });
      void steps.mutate();
      void children.mutate();
      void look();
    },
  });
  useEffect(() => {
    if (!open) return void look();
    const every = setInterval(look, 2_000);
    return () => clearInterval(every);
  }, [open, look]);

  return {
    execution,
    open,
    live,
    logs,
    steps: steps.data?.data ?? first.steps,
    children: children.data?.data ?? first.children,
    error: main.error ?? steps.error,
    refresh,
    set: (next: ExecutionView) => void main.mutate(next, { revalidate: false }),
  };
}
