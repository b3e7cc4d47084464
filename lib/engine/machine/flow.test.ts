// biome-ignore-all lint/suspicious/noThenProperty: the definition's own word; never awaited
import { describe, expect, it } from 'vitest';
import { Simulation } from '../testing/simulate';

const http = (id: string, more: object = {}) => ({
  id,
  type: 'http',
  config: { url: 'https://example.com/x' },
  ...more,
});
const set = (id: string, config: object = {}, more: object = {}) => ({
  id,
  type: 'set',
  config,
  ...more,
});
const run = (definition: unknown, input = {}) => {
  const simulation = new Simulation(definition, input as never);
  simulation.start();
  return simulation;
};

describe('a sequence', () => {
  it('runs one step after the other, each reading what came before', () => {
    const it = run(
      {
        steps: [
          http('a'),
          {
            id: 'b',
            type: 'http',
            config: { url: '{{ steps.a.output.next }}', headers: { n: '{{ input.n }}' } },
          },
        ],
      },
      { n: 7 },
    );
    expect(it.names()).toEqual(['ScheduleStep:a']);
    it.complete('a', { next: 'https://b.example/' });
    expect(it.sent('ScheduleStep', 'b').input).toEqual({
      url: 'https://b.example/',
      headers: { n: 7 },
    });
    it.complete('b', { last: 1 });
    expect(it.output).toEqual({ last: 1 });
    expect(it.history.map((e) => e.eventType)).toEqual([
      'WorkflowExecutionStarted',
      'ActivityTaskScheduled',
      'ActivityTaskCompleted',
      'ActivityTaskScheduled',
      'ActivityTaskCompleted',
      'WorkflowExecutionCompleted',
    ]);
  });

  it('gives the definition’s output when it has one', () => {
    const it = run(
      {
        vars: { greeting: 'Hi {{ input.name }}' },
        steps: [
          set('a', { x: 1 }),
          { id: 't', type: 'transform', config: { expression: 'steps.a.output.x + 1' } },
        ],
        output: { text: '{{ vars.greeting }}: {{ steps.t.output }}', run: '{{ run.id }}' },
      },
      { name: 'Ada' },
    );
    expect(it.output).toEqual({ text: 'Hi Ada: 2', run: 'run-1' });
  });

  it('secrets are never in an input, a record or the state', () => {
    const it = run({
      steps: [
        {
          id: 'a',
          type: 'http',
          config: { url: 'https://x.com', headers: { A: 'Bearer {{ secrets.KEY }}' } },
        },
      ],
    });
    const { input, secrets } = it.sent('ScheduleStep', 'a');
    expect(input).toMatchObject({ headers: { A: '' } });
    expect(secrets).toEqual([{ path: ['headers', 'A'], parts: ['Bearer ', { secret: 'KEY' }] }]);
  });

  it('something missing fails the step with its name, and ?? gives a default', () => {
    const broken = run({ steps: [set('a', { x: '{{ input.customer.id }}' })] });
    expect(broken.state.error).toMatchObject({ step: 'a', code: 'MISSING_VALUE' });
    expect(broken.state.error?.message).toContain('input.customer');
    expect(run({ steps: [set('a', { x: '{{ input.customer.id ?? "none" }}' })] }).output).toEqual({
      x: 'none',
    });
  });

  it('a skipped step fails its reader, unless the reader says skip or gives a default', () => {
    const skipped = set('a', {}, { if: 'input.yes ?? false' });
    expect(run({ steps: [skipped, set('b', { x: '{{ steps.a.output }}' })] }).state.status).toBe(
      'failed',
    );
    const reader = set('b', { x: '{{ steps.a.output }}' }, { onSkippedInput: 'skip' });
    expect(
      run({ steps: [skipped, reader, set('c', { s: '{{ steps.b.status }}' })] }).output,
    ).toEqual({ s: 'skipped' });
    expect(run({ steps: [skipped, set('b', { x: '{{ steps.a.output ?? 1 }}' })] }).output).toEqual({
      x: 1,
    });
  });
});

describe('a DAG', () => {
  it('independent steps run side by side and a join waits for all that it needs', () => {
    const it = run({
      steps: [http('a'), http('b'), http('c', { needs: ['a', 'b'] }), http('d', { needs: 'a' })],
    });
    expect(it.names()).toEqual(['ScheduleStep:a', 'ScheduleStep:b']);
    it.complete('a');
    expect(it.names().slice(2)).toEqual(['ScheduleStep:d']);
    it.complete('b');
    expect(it.names().slice(3)).toEqual(['ScheduleStep:c']);
    it.complete('c', { c: 1 });
    expect(it.ended).toBe(false);
    it.complete('d', { d: 1 });
    expect(it.output).toEqual({ d: 1 });
  });

  it('does not end before a step that was just released has run', () => {
    const it = run({ steps: [set('a'), set('b'), http('c', { needs: 'a' })] });
    expect(it.names()).toEqual(['ScheduleStep:c']);
    it.complete('c', 'C');
    expect(it.output).toBe('C');
  });

  it('steps that end in the same moment start what needs them once', () => {
    const it = run({
      steps: [
        set('a'),
        set('b'),
        set('c', {}, { needs: ['a', 'b'] }),
        http('d', { needs: ['c', 'a'] }),
      ],
    });
    expect(it.names()).toEqual(['ScheduleStep:d']);
  });
});

describe('decisions', () => {
  it('a conditional runs one branch and tells which', () => {
    const definition = {
      steps: [
        {
          id: 'c',
          type: 'condition',
          config: {
            condition: 'input.n > 1',
            then: [set('yes', { y: 1 })],
            else: [set('no', { n: 1 })],
          },
        },
        set('after', { y: '{{ steps.yes.output ?? null }}', n: '{{ steps.no.status }}' }),
      ],
      output: { c: '{{ steps.c.output }}', after: '{{ steps.after.output }}' },
    };
    expect(run(definition, { n: 2 }).output).toEqual({
      c: { condition_result: true, result: { y: 1 } },
      after: { y: { y: 1 }, n: 'skipped' },
    });
    expect(run(definition, { n: 0 }).output).toMatchObject({
      c: { condition_result: false, result: { n: 1 } },
    });
  });

  it('trueSteps run only in their branch', () => {
    const steps = [
      {
        id: 'c',
        type: 'conditional',
        config: { condition: 'input.go', trueSteps: ['x'], falseSteps: [] },
      },
      http('x'),
      set('end', { done: true }),
    ];
    expect(run({ steps }, { go: false }).output).toEqual({ done: true });
    const it = run({ steps }, { go: true });
    expect(it.names()).toEqual(['ScheduleStep:x']);
    it.complete('x');
    expect(it.output).toEqual({ done: true });
  });

  it('a switch takes the first case that is true, else the default', () => {
    const definition = {
      steps: [
        {
          id: 's',
          type: 'switch',
          config: {
            cases: [
              { when: 'input.k == "a"', steps: [set('a', { r: 'A' })] },
              { when: 'input.k in ["a", "b"]', steps: [set('b', { r: 'B' })] },
            ],
            default: [set('d', { r: 'D' })],
          },
        },
      ],
    };
    expect(run(definition, { k: 'a' }).output).toEqual({ r: 'A' });
    expect(run(definition, { k: 'b' }).output).toEqual({ r: 'B' });
    expect(run(definition, { k: 'z' }).output).toEqual({ r: 'D' });
  });
});

describe('parallel branches', () => {
  const parallel = (config: object, steps = [http('a'), http('b'), http('c')]) => ({
    steps: [{ id: 'p', type: 'parallel', config: { steps, ...config } }],
  });

  it('all: an object by branch', () => {
    const it = run({
      steps: [
        {
          id: 'p',
          type: 'parallel',
          config: {
            branches: [
              { id: 'left', steps: [http('a'), set('l', { n: 1 })] },
              { id: 'none', steps: [] },
              { id: 'right', steps: [http('b')] },
            ],
          },
        },
      ],
    });
    it.complete('b', 2);
    it.complete('a');
    expect(it.output).toEqual({ left: { n: 1 }, none: null, right: 2 });
  });

  it('all: the first failure stops the others', () => {
    const it = run(parallel({}));
    it.fail('b');
    expect(it.names().slice(3)).toEqual(['CancelStep:a', 'CancelStep:c', 'FailRun']);
    expect(it.state.error).toMatchObject({ step: 'b', code: 'BROKEN' });
  });

  it('any: the first success wins, though others failed before', () => {
    const it = run(parallel({ join: 'any' }));
    it.fail('a');
    it.complete('b', 'B');
    expect(it.output).toEqual({ b: 'B' });
    expect(it.names()).toContain('CancelStep:c');
    const none = run(parallel({ join: 'any' }));
    for (const id of ['a', 'b', 'c']) none.fail(id);
    expect(none.state.status).toBe('failed');
  });

  it('race: the first to end decides, well or not', () => {
    const lost = run(parallel({ join: 'race' }));
    lost.fail('a');
    expect(lost.state.status).toBe('failed');
    const won = run(parallel({ join: 'race' }));
    won.complete('c', 'C');
    expect(won.output).toEqual({ c: 'C' });
  });

  it('a number: so many successes, and failure as soon as they cannot come any more', () => {
    const two = run(parallel({ join: 2 }));
    two.complete('a', 1);
    two.fail('b');
    two.complete('c', 3);
    expect(two.output).toEqual({ a: 1, c: 3 });
    const never = run(parallel({ join: 2 }));
    never.fail('a');
    never.fail('b');
    expect(never.state.status).toBe('failed');
  });

  it('never more than maxConcurrency at once', () => {
    const it = run(parallel({ maxConcurrency: 2 }));
    expect(it.names()).toEqual(['ScheduleStep:a', 'ScheduleStep:b']);
    it.complete('b');
    expect(it.names()[2]).toBe('ScheduleStep:c');
  });
});

describe('loops', () => {
  const loop = (
    config: object,
    steps: object[] = [
      { id: 's', type: 'http', config: { url: 'https://x.com/{{ item }}/{{ index }}' } },
    ],
  ) => ({
    steps: [{ id: 'l', type: 'loop', config: { items: 'input.xs', steps, ...config } }],
  });

  it('gives the passes’ last outputs in the order of the items, whatever order they end in', () => {
    const it = run(loop({ concurrency: 2 }), { xs: ['a', 'b', 'c'] });
    expect(it.sent('ScheduleStep', 'l[1]/s').input).toEqual({ url: 'https://x.com/b/1' });
    it.complete('l[1]/s', 'B');
    it.complete('l[2]/s', 'C');
    it.complete('l[0]/s', 'A');
    expect(it.output).toEqual(['A', 'B', 'C']);
  });

  it('more items than maxIterations fail before anything is done', () => {
    const it = run(loop({ maxIterations: 2 }), { xs: [1, 2, 3] });
    expect(it.state.error?.code).toBe('MAX_ITERATIONS');
    expect(it.names()).toEqual(['FailRun']);
    expect(run(loop({}), { xs: 'abc' }).state.error?.code).toBe('NOT_A_LIST');
    expect(run(loop({}), { xs: [] }).output).toEqual([]);
  });

  it('onItemError continue leaves null in the place of a failed pass', () => {
    const it = run(loop({ onItemError: 'continue' }), { xs: [1, 2] });
    it.fail('l[0]/s');
    it.complete('l[1]/s', 2);
    expect(it.output).toEqual([null, 2]);
  });

  it('a pass reads what the pass before gave, where they run one after the other', () => {
    const chain = (more: object) =>
      run(
        {
          steps: [
            {
              id: 'l',
              type: 'loop',
              config: {
                items: 'input.xs',
                steps: [set('s', { sum: '{{ (previous?.sum ?? 0) + item }}' })],
                ...more,
              },
            },
          ],
        },
        { xs: [1, 2, 3] },
      ).output;
    expect(chain({})).toEqual([{ sum: 1 }, { sum: 3 }, { sum: 6 }]);
    expect(chain({ concurrency: 3 })).toEqual([{ sum: 1 }, { sum: 2 }, { sum: 3 }]);
  });

  it('a loop in a loop names both items, and 3,000 passes keep the state small', () => {
    const inner = {
      id: 'in',
      type: 'loop',
      config: {
        items: 'row',
        as: 'cell',
        steps: [set('v', { v: '{{ row }}/{{ cell }}/{{ index }}' })],
      },
    };
    const it = run(loop({ as: 'row' }, [inner]), { xs: [[1], [2, 3]] });
    expect(it.output).toEqual([[{ v: '[1]/1/0' }], [{ v: '[2,3]/2/0' }, { v: '[2,3]/3/1' }]]);
    const many = run(loop({}, [set('v', { n: '{{ item }}' })]), {
      xs: Array.from({ length: 3000 }, (_, i) => i),
    });
    expect((many.output as unknown[]).length).toBe(3000);
    expect(JSON.stringify(many.state).length).toBeLessThan(30_000);
  });

  it('a while counts by reading its own former pass, and stops at maxIterations', () => {
    const counting = (most: object) => ({
      steps: [
        {
          id: 'w',
          type: 'while',
          config: {
            condition: '(steps.n.output.n ?? 0) < 5',
            steps: [set('n', { n: '{{ (steps.n.output.n ?? 0) + 1 }}' })],
            ...most,
          },
        },
        set('after', { n: '{{ steps.n.output.n }}', w: '{{ steps.w.output }}' }),
      ],
    });
    expect(run(counting({})).output).toEqual({ n: 5, w: { n: 5 } });
    expect(run(counting({ maxIterations: 4 })).state.error?.code).toBe('MAX_ITERATIONS');
  });
});

describe('ends', () => {
  it('stop ends the run at once with its output, from anywhere', () => {
    const it = run(
      {
        steps: [
          {
            id: 'p',
            type: 'parallel',
            config: {
              steps: [
                http('a'),
                {
                  id: 'b',
                  type: 'if',
                  config: {
                    condition: 'input.x',
                    then: [
                      { id: 's', type: 'stop', config: { output: { early: '{{ input.x }}' } } },
                    ],
                  },
                },
              ],
            },
          },
          http('never'),
        ],
      },
      { x: 1 },
    );
    expect(it.output).toEqual({ early: 1 });
    expect(it.names()).toContain('CancelStep:a');
  });

  it('fail ends the run with its message, and what it leaves behind', () => {
    const it = run({
      steps: [
        http('a'),
        {
          id: 'f',
          type: 'fail',
          if: 'steps.a.output.bad',
          config: { message: 'bad: {{ steps.a.output.bad }}', output: '{{ steps.a.output }}' },
        },
      ],
    });
    it.complete('a', { bad: 'x' });
    const error = { step: 'f', code: 'FAILED', message: 'bad: x' };
    expect(it.state.error).toEqual(error);
    expect(it.commands.at(-1)).toEqual({ type: 'FailRun', error, output: { bad: 'x' } });
  });
});
