'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import useSWR, { useSWRConfig } from 'swr';
import { CURRENT } from '@/components/shell/current';
import type { RunStepView, WorkflowRunView } from '@/lib/workflows/runs.contract';

export type HistoryEvent = {
  eventId: number;
  eventType: string;
  timestamp: string;
  attributes: Record<string, unknown>;
};

const ENDED = ['completed', 'failed', 'timed_out', 'cancelled'];
export const isOpenRun = (run: Pick<WorkflowRunView, 'state'> | undefined) =>
  run !== undefined && !ENDED.includes(run.state);

export type FirstRun = {
  run: WorkflowRunView;
  steps: RunStepView[];
  history: HistoryEvent[];
};

/** Everything about one run, live until it has ended. */
export function useRun(id: string | null, first?: FirstRun) {
  const path = id && `/api/v1/workflow-runs/${id}`;
  const { mutate } = useSWRConfig();
  const main = useSWR<WorkflowRunView>(path, {
    fallbackData: first?.run,
    refreshInterval: (run) => (isOpenRun(run) ? 5_000 : 0),
  });
  const steps = useSWR<{ data: RunStepView[] }>(path && `${path}/steps`, {
    fallbackData: first && { data: first.steps },
  });
  const [history, setHistory] = useState(first?.history ?? []);
  const [lost, setLost] = useState(false);
  const run = main.data;
  const open = isOpenRun(run);
  const patchSteps = steps.mutate;
  const patchRun = main.mutate;
  const last = useRef(0);

  useEffect(() => {
    if (!id) return;
    setHistory(first?.history ?? []);
    last.current = first?.history.at(-1)?.eventId ?? 0;
  }, [id, first]);

  // Its end may be heard of before `done` has brought the rest, here or on the page before.
  const ended = run !== undefined && !open;
  useEffect(() => {
    if (!path || !ended) return;
    void patchRun();
    void patchSteps();
  }, [path, ended, patchRun, patchSteps]);

  const follow = id !== null && open;
  useEffect(() => {
    if (!follow || !path) return;
    let waiting: RunStepView[] = [];
    let frame = 0;
    const data = (event: Event) => JSON.parse((event as MessageEvent<string>).data);
    const draw = () => {
      const news = waiting;
      waiting = [];
      void patchSteps((before) => ({ data: merged(before?.data ?? [], news) }), {
        revalidate: false,
      });
    };
    // The platform opens it again by itself, from the last event on.
    const source = new EventSource(`${path}/stream`);
    source.addEventListener('open', () => setLost(false));
    source.addEventListener('error', () => setLost(true));
    source.addEventListener('step', (event) => {
      waiting.push(data(event));
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(draw);
    });
    source.addEventListener('history', (event) => {
      const one: HistoryEvent = data(event);
      if (one.eventId <= last.current) return;
      last.current = one.eventId;
      setHistory((before) => [...before, one]);
    });
    source.addEventListener('status', (event) => {
      void patchRun((before) => before && { ...before, ...data(event) }, { revalidate: false });
    });
    source.addEventListener('done', (event) => {
      source.close();
      void patchRun(data(event), { revalidate: false });
      void patchSteps();
      void mutate(CURRENT);
    });
    return () => {
      cancelAnimationFrame(frame);
      source.close();
      if (waiting.length > 0) draw();
    };
  }, [follow, path, patchRun, patchSteps, mutate]);

  return {
    run,
    steps: steps.data?.data ?? [],
    history,
    open,
    lost,
    error: (main.error ?? steps.error) as Error | undefined,
    refresh: useCallback(() => {
      void patchRun();
      void patchSteps();
    }, [patchRun, patchSteps]),
    set: useCallback(
      (next: WorkflowRunView) => void patchRun(next, { revalidate: false }),
      [patchRun],
    ),
  };
}

function merged(before: readonly RunStepView[], news: readonly RunStepView[]): RunStepView[] {
  const byKey = new Map(before.map((step) => [step.key, step]));
  for (const step of news) byKey.set(step.key, step);
  return [...byKey.values()].toSorted((a, b) =>
    (a.started_at ?? '9').localeCompare(b.started_at ?? '9'),
  );
}
