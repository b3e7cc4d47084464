import { expect, test } from 'vitest';
import type { ExecutionStep } from '@/generated/prisma/client';
import { partsOf } from '@/lib/chat/parts';

const at = new Date('2030-01-01T00:00:00Z');
const step = (more: Partial<ExecutionStep>): ExecutionStep =>
  ({
    type: 'model',
    status: 'completed',
    messages: [],
    startedAt: at,
    completedAt: new Date(+at + 250),
    ...more,
  }) as ExecutionStep;

test('tool calls of one step get their results in order', () => {
  const call = (id: string) => ({ id, name: 'clock', input: { id } });
  const parts = partsOf([
    step({ output: { text: 'Let me look.', tool_calls: [call('a'), call('b')] } }),
    step({ type: 'tool', output: 1 }),
    step({ type: 'tool', status: 'failed', error: { message: 'No clock.' } }),
    step({ output: { text: 'Done.', tool_calls: [] } }),
  ]);
  expect(parts).toEqual([
    { type: 'text', text: 'Let me look.' },
    {
      type: 'tool',
      id: 'a',
      name: 'clock',
      input: { id: 'a' },
      output: 1,
      error: null,
      duration_ms: 250,
    },
    expect.objectContaining({ id: 'b', error: 'No clock.' }),
    { type: 'text', text: 'Done.' },
  ]);
});

test('a call that was broken off and made again is shown once', () => {
  const broken = step({ status: 'failed', output: { text: 'The ans', tool_calls: [] } });
  const whole = step({ output: { text: 'The answer.', tool_calls: [] } });
  expect(partsOf([broken, whole])).toEqual([{ type: 'text', text: 'The answer.' }]);
  expect(partsOf([broken])).toEqual([{ type: 'text', text: 'The ans' }]);
});

test('a very long tool result is cut and says so', () => {
  const [, tool] = partsOf([
    step({ output: { text: 'x', tool_calls: [{ id: 'a', name: 'get', input: {} }] } }),
    step({ type: 'tool', output: 'y'.repeat(20_000) }),
  ]);
  expect(tool).toMatchObject({ output: { truncated: true } });
});
