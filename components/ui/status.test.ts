import { expect, it } from 'vitest';
import { toneOf } from '@/components/ui/status';

it('a state nobody described is shown as idle, never as good', () => {
  expect(toneOf('something_else')).toBe('idle');
  expect(toneOf('constructor')).toBe('idle');
});

it('common states have the tone their word promises', () => {
  expect(['completed', 'RUNNING', 'failed', 'queued', 'paused'].map(toneOf)).toEqual([
    'good',
    'active',
    'bad',
    'idle',
    'warn',
  ]);
});
