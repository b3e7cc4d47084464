import { expect, test } from 'vitest';
import { SAMPLES } from '@/components/configs/samples';
import { cronProblem } from '@/lib/core/cron';
import { compile } from '@/lib/engine/dsl/compile';
import { format } from '@/lib/engine/dsl/format';
import { isTaskType } from '@/lib/workflows/task-types';

test.each(SAMPLES.map(({ id, content }) => [id, content] as const))(
  'the sample %s is in order, laid out, and names nothing that may be missing',
  (_, content) => {
    const { diagnostics } = compile(content, {
      agentKind: () => null,
      taskType: isTaskType,
      engine: { cron: cronProblem, known: () => false },
    });
    expect(diagnostics).toEqual([]);
    expect(format(content)).toBe(content);
  },
);
