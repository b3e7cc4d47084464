import { expect, it } from 'vitest';
import { passOf, runRows } from '@/components/workflows/run/rows';
import type { RunStepView, WorkflowRunView } from '@/lib/workflows/runs.contract';

const at = '2026-11-21T10:00:00.000Z';
const later = '2026-11-21T10:00:01.000Z';
const step = (key: string, more: Partial<RunStepView> = {}) =>
  ({
    key,
    step: key.split('/').at(-1)?.replace(/\[.*/, ''),
    name: key,
    type: 'set',
    status: 'completed',
    started_at: at,
    completed_at: later,
    ...more,
  }) as RunStepView;
const run = { created_at: at, started_at: at, completed_at: later } as WorkflowRunView;

it('steps that began in one moment stand as the definition has them, pass by pass', () => {
  const steps = ['last', 'each[1]/check', 'each[0]/yes', 'each[0]/check', 'each'].map((key) =>
    step(key),
  );
  const rows = runRows(run, steps, ['each', 'check', 'yes', 'last']);
  expect(rows.slice(1).map(({ key }) => key)).toEqual([
    'each',
    'each[0]/check',
    'each[0]/yes',
    'each[1]/check',
    'last',
  ]);
});

it('waiting, failing and open steps are told apart; skipped ones took no time', () => {
  const rows = runRows(run, [
    step('a', { type: 'delay' }),
    step('b', { status: 'failed' }),
    step('c', { type: 'llm', status: 'started', completed_at: null }),
    step('d', { status: 'skipped' }),
  ]);
  expect(rows.map(({ kind, end }) => [kind, end])).toEqual([
    ['queue', 0],
    ['wait', 1000],
    ['failed', 1000],
    ['model', null],
  ]);
});

it('a pass is counted from one, as people do', () => {
  expect(passOf({ key: 'a[0]/b[11]/c', step: 'c' })).toBe('1.12');
  expect(passOf({ key: 'c', step: 'c' })).toBeNull();
});
