import { describe, expect, it } from 'vitest';
import { timelineRows } from '@/components/executions/rows';
import type { Step } from '@/components/executions/step';
import type { ExecutionView } from '@/lib/executions/contract';

const zero = Date.parse('2026-11-21T10:00:00.000Z');
const at = (ms: number) => new Date(zero + ms).toISOString();
const execution = (more: Partial<ExecutionView>) =>
  ({
    status: 'running',
    created_at: at(0),
    started_at: null,
    completed_at: null,
    wait_reason: null,
    model: 'sandbox',
    ...more,
  }) as ExecutionView;
const step = (index: number, from: number, to: number, more: Partial<Step> = {}) =>
  ({
    index,
    type: 'model',
    name: 'sandbox',
    status: 'completed',
    started_at: at(from),
    completed_at: at(to),
    ...more,
  }) as Step;
const brief = (rows: ReturnType<typeof timelineRows>) =>
  rows.map(({ kind, start, end }) => [kind, start, end]);

describe('the timeline of an execution', () => {
  it('is one open bar while it is queued', () => {
    expect(brief(timelineRows(execution({ status: 'queued' }), []))).toEqual([['queue', 0, null]]);
  });

  it('draws queue, steps and a pause to scale', () => {
    const rows = timelineRows(
      execution({ status: 'completed', started_at: at(40), completed_at: at(3010) }),
      [step(0, 50, 1000), step(1, 1010, 1200, { type: 'tool' }), step(2, 2200, 3000)],
    );
    expect(brief(rows)).toEqual([
      ['queue', 0, 40],
      ['model', 50, 1000],
      ['tool', 1010, 1200],
      ['wait', 1200, 2200],
      ['model', 2200, 3000],
    ]);
  });

  it('says what goes on now', () => {
    const running = execution({ started_at: at(10) });
    expect(timelineRows(running, [], 'http_request').at(-1)).toMatchObject({
      kind: 'tool',
      label: 'http_request',
      end: null,
    });
    expect(timelineRows(running, []).at(-1)).toMatchObject({ kind: 'model', start: 10 });
    const waiting = execution({ started_at: at(10), wait_reason: 'credits' });
    expect(timelineRows(waiting, []).at(-1)).toMatchObject({
      kind: 'wait',
      label: 'Waiting for credits',
    });
  });

  it('shows the time that a failure took when no step was recorded', () => {
    const rows = timelineRows(
      execution({ status: 'failed', started_at: at(10), completed_at: at(9000) }),
      [],
    );
    expect(brief(rows).at(-1)).toEqual(['failed', 10, 9000]);
  });

  it('ends the queue where it was cancelled before it began', () => {
    const rows = timelineRows(execution({ status: 'cancelled', completed_at: at(700) }), []);
    expect(brief(rows)).toEqual([['queue', 0, 700]]);
  });
});
