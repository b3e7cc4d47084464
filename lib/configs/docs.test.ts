import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findModel } from '@/lib/agents/models/catalog';
import { cronProblem } from '@/lib/core/cron';
import { compile } from '@/lib/engine/dsl/compile';
import { format } from '@/lib/engine/dsl/format';
import { isTaskType } from '@/lib/workflows/task-types';

const page = readFileSync('docs/guides/configs.md', 'utf8');
const examples = [...page.matchAll(/```fleet\n([\s\S]*?)```/g)].map(([, body]) => body ?? '');

test.each(examples.map((body, i) => [i + 1, body] as const))(
  'example %i of the page compiles and is laid out',
  (_, body) => {
    const { diagnostics } = compile(body, {
      agentKind: (name) => (findModel(name) ? 'model' : null),
      taskType: isTaskType,
      engine: { cron: cronProblem },
    });
    expect(diagnostics).toEqual([]);
    expect(format(body)).toBe(body);
  },
);

test('the page has examples, and says the bounds that there are', () => {
  expect(examples.length).toBeGreaterThan(6);
  for (const bound of ['524,288 characters', '500 workflows', '100 mistakes'])
    expect(page).toContain(bound);
});
