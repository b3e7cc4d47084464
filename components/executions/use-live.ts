'use client';

import { useEffect, useRef, useState } from 'react';
import { addEvent, type LiveItem } from '@/components/executions/live-items';
import type { ExecutionView } from '@/lib/executions/contract';

const shown = ['text', 'reasoning', 'tool_call', 'tool_result', 'restart'];
const SETTLED = ['completed', 'failed', 'cancelled'];

export const isOpen = (execution: Pick<ExecutionView, 'status'> | undefined) =>
  execution !== undefined && !SETTLED.includes(execution.status);

export type Live = {
  items: LiveItem[];
  /** `lost` while the stream is being opened again. */
  state: 'off' | 'on' | 'lost';
};

/**
 * Follows an execution while `id` is given. `onStep` is called when a step may have been recorded,
 * `onDone` with the whole execution at its end. Deltas are drawn once a frame.
 */
export function useLive(
  id: string | null,
  handlers: { onStep?: () => void; onDone?: (execution: ExecutionView, items: LiveItem[]) => void },
): Live {
  const [live, setLive] = useState<Live>({ items: [], state: 'off' });
  const latest = useRef(handlers);
  latest.current = handlers;

  useEffect(() => {
    if (!id) return;
    let items: LiveItem[] = [];
    let frame = 0;
    const draw = (state: Live['state']) => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => setLive({ items, state }));
    };
    setLive({ items, state: 'on' });
    // The platform opens it again by itself, from the last event on.
    const source = new EventSource(`/api/v1/executions/${id}/stream`);
    const data = (event: Event) => JSON.parse((event as MessageEvent<string>).data);
    for (const type of shown)
      source.addEventListener(type, (event) => {
        items = addEvent(items, { type, data: data(event) });
        draw('on');
        if (type !== 'text' && type !== 'reasoning') latest.current.onStep?.();
      });
    source.addEventListener('status', () => latest.current.onStep?.());
    source.addEventListener('open', () => draw('on'));
    source.addEventListener('done', (event) => {
      source.close();
      draw('off');
      latest.current.onDone?.(data(event), items);
    });
    source.addEventListener('error', () => draw('lost'));
    return () => {
      cancelAnimationFrame(frame);
      source.close();
    };
  }, [id]);

  return live;
}
