import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cronProblem } from '@/lib/core/cron';
import { compile } from '@/lib/engine/compile';
import { FUNCTIONS } from '@/lib/engine/expression/functions';
import { STEP_TYPES } from '@/lib/engine/step-types';

const text = readFileSync('docs/guides/workflows.md', 'utf8');
const examples = [...text.matchAll(/```json workflow\n([\s\S]*?)\n```/g)].map(([, body]) => body);

test.each(examples.map((body, i) => [i + 1, body ?? ''] as const))(
  'example %i of the page compiles',
  (_, body) => {
    expect(compile(JSON.parse(body), { cron: cronProblem }).problems).toEqual([]);
  },
);

test('the page shows examples, and names every type of step', () => {
  expect(examples.length).toBeGreaterThan(3);
  for (const type of Object.keys(STEP_TYPES)) expect(text).toContain(`\`${type}\``);
});

test('the page names every function of expressions', () => {
  const words = new Set(text.match(/\w+/g));
  expect([...FUNCTIONS.keys()].filter((name) => !words.has(name))).toEqual([]);
});
