import { describe, expect, test } from 'vitest';
import { asClient } from '@/lib/testing/workflow-api';
import { ended } from '@/lib/testing/workflow-runs';
import { withWorker } from '@/lib/testing/workflow-worker';

withWorker();
const client = asClient();
const { got } = client;

let count = 0;
const run = async (workflowType: string, input: object) => {
  const workflowId = `wf-${++count}`;
  const { runId } = await got(202, 'POST', '/api/workflows', { workflowId, workflowType, input });
  await ended(client.ctx, runId);
  return got(200, 'GET', `/api/workflows/${workflowId}`);
};
const agent = async () => {
  const made = await got(201, 'POST', '/api/v1/agents', {
    name: 'Helper',
    system_prompt: 'You help.',
    config: { model: 'sandbox' },
  });
  await got(200, 'POST', `/api/v1/agents/${made.id}/deploy`);
  return made.id as string;
};

describe('ai-pipeline', () => {
  test('models and agents run one after the other or side by side, and all results are told', async () => {
    await client.grant(100);
    const agents = [
      {
        name: 'draft',
        type: 'sandbox',
        config: { prompt: 'Not a {{ template }}', maxTokens: 100 },
        timeout: '60s',
        retryPolicy: { maxAttempts: 2, backoffMs: 100 },
      },
      { name: 'polish', type: await agent(), config: { prompt: 'Polish it', tone: 'kind' } },
    ];
    for (const parallel of [false, true]) {
      const done = await run('ai-pipeline', { agents, parallel });
      expect(done).toMatchObject({
        workflowType: 'ai-pipeline',
        status: 'completed',
        output: {
          results: [
            { name: 'draft', status: 'completed', output: expect.any(String) },
            { name: 'polish', output: { message: expect.any(String) } },
          ],
        },
      });
      const steps = await got(200, 'GET', `/api/v1/workflow-runs/${done.runId}/steps`);
      const inputs = JSON.stringify(steps.data.map(({ input }: { input: unknown }) => input));
      expect(inputs).toContain('Not a {{ template }}');
      expect(inputs.includes('"previous"')).toBe(!parallel);
    }
  });

  test('an input that it cannot run is refused with each field', async () => {
    const start = (input: object) =>
      client.ask('POST', '/api/workflows', {
        body: { workflowId: 'x', workflowType: 'ai-pipeline', input },
      });
    const odd: [object, string][] = [
      [{}, 'input.model'],
      [{ model: 'gpt-4' }, 'input.prompt'],
      [{ model: 'gpt-4', prompt: 'x', surplus: 1 }, 'input.surplus'],
      [{ model: 'nobody-has-this', prompt: 'x' }, 'input'],
      [{ agents: [] }, 'input.agents'],
      [{ agents: [{ type: 'no-such-agent', config: { prompt: 'x' } }] }, 'input.agents.0.type'],
      [{ agents: [{ type: 'gpt-4', config: {} }] }, 'input.agents[0].config.prompt'],
    ];
    for (const [input, field] of odd) {
      const { status, json } = await start(input);
      expect(status, JSON.stringify(input)).toBe(400);
      expect(Object.keys(json.details), JSON.stringify(input)).toContain(field);
    }
  });
});

describe('test-suite', () => {
  const testCases = [
    { id: '1', name: 'same', input: { a: 1, b: 2 }, expected: { a: 1 } },
    { id: '2', name: 'other', input: 'hello', expected: 'bye' },
    { id: '3', name: 'pattern', input: 'order 12', expected: { matches: '\\d+$' } },
    { id: '4', name: 'anything', input: null },
    { id: '5', name: 'nothing', input: 1, expected: null },
  ];
  const counts = { totalTests: 5, passedTests: 3, failedTests: 2, skippedTests: 0 };

  test('counts what passed, and ends failed with its output kept when something did not', async () => {
    for (const parallel of [false, true]) {
      const done = await run('test-suite', { name: 'Mine', testCases, parallel });
      expect(done).toMatchObject({
        status: 'failed',
        error: { code: 'TESTS_FAILED', message: '2 of 5 tests failed.' },
        output: { name: 'Mine', ...counts },
      });
      const { results } = done.output;
      expect(results.map(({ status }: { status: string }) => status)).toEqual([
        'passed',
        'failed',
        'passed',
        'passed',
        'failed',
      ]);
      expect(results[1]).toMatchObject({
        id: '2',
        name: 'other',
        output: 'hello',
        expected: 'bye',
        error: 'output is "hello" instead of "bye"',
      });
    }
    const good = await run('test-suite', { testCases: [testCases[0], testCases[2]] });
    expect(good).toMatchObject({ status: 'completed', output: { passedTests: 2, failedTests: 0 } });
  });

  test('stops at the first failure when it is told to, and skips the rest', async () => {
    const done = await run('test-suite', { testCases, stopOnFailure: true, parallel: true });
    expect(done.output).toMatchObject({ passedTests: 1, failedTests: 1, skippedTests: 3 });
    expect(done.output.results.at(-1)).toMatchObject({ status: 'skipped', output: null });
  });

  test('asks an agent or a workflow; a target that fails is a failed case with its reason', async () => {
    await client.grant(100);
    const said = await run('test-suite', {
      testCases: [{ input: { message: 'Hi' }, expected: { message: { contains: 'Sandbox' } } }],
      target: { agentId: await agent() },
    });
    expect(said.output).toMatchObject({ passedTests: 1 });
    const { id: workflowId } = await got(201, 'POST', '/api/v1/workflows', {
      name: 'Double',
      definition: {
        steps: [{ id: 'a', type: 'transform', config: { expression: 'input.n * 2' } }],
      },
    });
    const doubled = await run('test-suite', {
      testCases: [
        { input: { n: 2 }, expected: 4 },
        { input: { n: 'x' }, expected: 4 },
      ],
      target: { workflowId },
    });
    expect(doubled.output).toMatchObject({ passedTests: 1, failedTests: 1 });
    expect(doubled.output.results[1].error).toMatch(/number|text/);
    await got(404, 'POST', '/api/workflows', {
      workflowId: 'x',
      workflowType: 'test-suite',
      input: { testCases, target: { agentId: 'nobody' } },
    });
  });

  test('a thousand cases run to the end, long outputs cut', async () => {
    const many = Array.from({ length: 1000 }, (_, i) => ({
      id: `case-${i}`,
      input: `${i} ${'x'.repeat(500)}`,
      expected: { contains: i === 500 ? 'y' : 'x' },
    }));
    const done = await run('test-suite', { testCases: many, parallel: true });
    expect(done.output).toMatchObject({ totalTests: 1000, passedTests: 999, failedTests: 1 });
    expect(done.output.results).toHaveLength(1000);
  }, 120_000);
});
