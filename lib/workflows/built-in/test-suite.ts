import { z } from 'zod';
import { loadAgent } from '@/lib/agents/store';
import { invalid } from '@/lib/core/errors';
import { PARALLEL_CASES } from '@/lib/engine/suite';
import type { BuiltIn } from '@/lib/workflows/built-in/find';
import { planned, readInput } from '@/lib/workflows/built-in/planned';
import { publishedPlan } from '@/lib/workflows/definitions';

const MOST_CASES = 1000;
/** What one evaluation may give, in characters, with room for what stands around the outputs. */
const ROOM = 160_000;

const Suite = z.strictObject({
  name: z.string().min(1).max(255).default('test-suite'),
  testCases: z
    .array(
      z.strictObject({
        id: z.union([z.string().max(255), z.number()]).optional(),
        name: z.string().max(255).optional(),
        input: z.unknown(),
        expected: z.unknown().optional(),
      }),
    )
    .min(1)
    .max(MOST_CASES),
  parallel: z.boolean().default(false),
  stopOnFailure: z.boolean().default(false),
  target: z
    .strictObject({
      agentId: z.string().min(1).max(255).optional(),
      workflowId: z.string().min(1).max(255).optional(),
    })
    .optional(),
});

type Target = z.output<typeof Suite>['target'];

/**
 * Runs each case's input against an agent or a workflow (without a target its output is its input) and compares.
 * Answers the totals and results; with failures the run ends failed, its output kept. Long outputs are cut in the
 * results of large suites.
 */
export const testSuite: BuiltIn = {
  name: 'test-suite',
  async plan(ctx, input) {
    const { testCases, parallel, stopOnFailure, target } = readInput(Suite, input);
    if (target?.agentId && target.workflowId)
      invalid('input.target', 'names an agent or a workflow, not both');
    if (target?.agentId) await loadAgent(ctx, target.agentId);
    if (target?.workflowId) await publishedPlan(ctx, target.workflowId);
    const most = Math.max(100, Math.floor(ROOM / testCases.length / 3));
    // One after the other where a failure is to stop the rest.
    const concurrency = parallel && !stopOnFailure ? PARALLEL_CASES : 1;
    return planned(ctx, definition(target, { stopOnFailure, most, concurrency }));
  },
};

type Form = { stopOnFailure: boolean; most: number; concurrency: number };

const CASE = 'input.testCases[index]';
const OVER = "previous?.status == 'failed' || previous?.status == 'skipped'";

function definition(target: Target, { stopOnFailure, most, concurrency }: Form) {
  const ran = 'steps.target';
  const got = `${ran}.output ?? null`;
  // With an expectation, which may be null: without one any output will do.
  const wrong = `contains(keys(${CASE}), 'expected') ? mismatch(${CASE}.expected, ${got}) : null`;
  const short = (value: string) =>
    `length(json(${value})) > ${most} ? truncate(json(${value}), ${most}) : ${value}`;
  const passed = `${ran}.status == 'completed' && (${wrong}) == null`;
  return {
    name: 'test-suite',
    steps: [
      {
        id: 'cases',
        name: 'Cases',
        type: 'loop',
        config: {
          // By number: all cases together may be more than one value can be.
          items: 'range(0, length(input.testCases))',
          maxIterations: MOST_CASES,
          concurrency,
          steps: [
            {
              ...stepOf(target),
              id: 'target',
              name: 'Run the case',
              ...(stopOnFailure && { if: `!(${OVER})` }),
              onError: 'continue',
            },
            {
              id: 'judged',
              name: 'Compare',
              type: 'set',
              config: {
                id: `{{ ${CASE}.id ?? string(index + 1) }}`,
                name: `{{ ${CASE}.name ?? ${CASE}.id ?? string(index + 1) }}`,
                status: `{{ ${ran}.status == 'skipped' ? 'skipped' : ${passed} ? 'passed' : 'failed' }}`,
                output: `{{ ${ran}.status == 'completed' ? (${short(`(${got})`)}) : null }}`,
                expected: `{{ ${short(`(${CASE}.expected ?? null)`)} }}`,
                error: `{{ ${ran}.status == 'failed' ? truncate(${ran}.error.message, ${most}) : ${ran}.status == 'completed' ? (${wrong}) : null }}`,
              },
            },
          ],
        },
      },
      {
        id: 'totals',
        name: 'Totals',
        type: 'set',
        config: {
          name: "{{ input.name ?? 'test-suite' }}",
          totalTests: '{{ length(steps.cases.output) }}',
          passedTests: count('passed'),
          failedTests: count('failed'),
          skippedTests: count('skipped'),
        },
      },
      {
        id: 'verdict',
        name: 'Verdict',
        type: 'fail',
        if: 'steps.totals.output.failedTests > 0',
        config: {
          code: 'TESTS_FAILED',
          message:
            '{{ steps.totals.output.failedTests }} of {{ steps.totals.output.totalTests }} tests failed.',
          output: SUMMARY,
        },
      },
    ],
    output: SUMMARY,
  };
}

const total = (key: string) => `{{ steps.totals.output.${key} }}`;
const SUMMARY = {
  name: total('name'),
  totalTests: total('totalTests'),
  passedTests: total('passedTests'),
  failedTests: total('failedTests'),
  skippedTests: total('skippedTests'),
  results: '{{ steps.cases.output }}',
};

const count = (status: string) =>
  `{{ length(filter(steps.cases.output, it => it.status == '${status}')) }}`;

function stepOf(target: Target) {
  if (target?.agentId)
    return { type: 'agent', config: { agentId: target.agentId, input: `{{ ${CASE}.input }}` } };
  if (target?.workflowId)
    return {
      type: 'workflow',
      config: { workflowId: target.workflowId, input: `{{ ${CASE}.input }}` },
    };
  return { type: 'transform', config: { expression: `${CASE}.input ?? null` } };
}
