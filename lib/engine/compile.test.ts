// biome-ignore-all lint/suspicious/noThenProperty: the definition's own word; never awaited
import { describe, expect, it } from 'vitest';
import { type CompileOptions, compile } from './compile';
import type { Plan } from './plan';

const codes = (definition: unknown, options?: CompileOptions) =>
  compile(definition, options).problems.map((it) => `${it.code} ${it.path}`);
const plan = (definition: unknown): Plan => {
  const result = compile(definition);
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 1));
  return result.plan;
};
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

describe('what compiles', () => {
  it('the Integration Layer’s own example, by name only', () => {
    const { steps } = plan({
      steps: [
        {
          name: 'step1',
          type: 'http_request',
          config: { method: 'GET', url: 'https://api.example.com/data' },
        },
      ],
    });
    expect(steps.step1).toMatchObject({ id: 'step1', type: 'http_request', path: 'steps[0]' });
  });

  it('the specification’s example, with every trigger and setting', () => {
    const compiled = plan({
      name: 'refund',
      inputSchema: {},
      vars: {},
      triggers: [
        { type: 'manual' },
        { type: 'schedule', cron: '0 6 * * *', timezone: 'UTC' },
        { type: 'event', event: 'order.created', filter: 'data.total > 0' },
        { type: 'webhook' },
      ],
      settings: {
        timeout: '2h',
        maxCredits: 50,
        retry: { maxAttempts: 3, initialInterval: '1s', multiplier: 2, maxInterval: '60s' },
        concurrency: { limit: 5, key: 'input.customerId' },
      },
      steps: [set('last', { a: '{{ input.x }}' })],
      output: '{{ steps.last.output }}',
    });
    expect(compiled.timeoutMs).toBe(7_200_000);
    expect(compiled.triggers).toHaveLength(4);
  });

  it('the seeds’ spellings become canonical', () => {
    const compiled = plan({
      vars: { base: 'x' },
      steps: [
        { id: 'step', type: 'agent', config: { agent_id: 'a', max_credits: 2 } },
        set('b', {
          a: '{{variables.step.output}}',
          b: '{{ workflow.input.x + variables.base + workflow.variables.step.status }}',
        }),
        {
          id: 'c',
          type: 'if',
          config: { condition: 'workflow.input.x', trueSteps: ['d'], falseSteps: ['e'] },
        },
        { id: 'd', type: 'wait', config: { milliseconds: 5 } },
        {
          id: 'e',
          type: 'for_each',
          config: { items: [1], steps: [set('f')] },
          retryPolicy: undefined,
        },
      ],
    });
    expect(JSON.stringify(compiled.steps.b?.input)).toContain('"n":"steps"');
    expect(compiled.blocks[0]?.steps).toEqual(['step', 'b', 'c']);
    expect(compiled.steps.d?.type).toBe('delay');
    expect(compiled.blocks.map((it) => `${it.role}:${it.steps}`)).toContain('then:d');
  });

  it('hyphenated ids, handlers, compensations and DAGs', () => {
    const compiled = plan({
      steps: [
        http('a-b', { onError: { goto: 'tell' }, compensate: http('undo') }),
        http('c', { needs: ['a-b'], if: 'steps.a-b.output.status == 200' }),
        set('tell', { e: '{{ steps.a-b.error.message }}' }),
      ],
    });
    expect(compiled.blocks[0]).toMatchObject({ steps: ['a-b', 'c'], dag: true });
    expect(compiled.steps.tell?.repeats).toEqual(['!tell']);
    expect(compiled.steps['a-b']?.compensate).toBe('undo');
  });

  it('the same definition gives the same hash in any order of keys, and another one another', () => {
    const a = plan({ name: 'x', steps: [set('a', { p: 1, q: 2 })] });
    const b = plan({ steps: [{ config: { q: 2, p: 1 }, type: 'set', id: 'a' }], name: 'x' });
    expect(a.hash).toBe(b.hash);
    expect(plan({ name: 'y', steps: [set('a', { p: 1, q: 2 })] }).hash).not.toBe(a.hash);
    expect(JSON.parse(JSON.stringify(a))).toEqual(a);
  });
});

describe('what is refused, all at once and each at its place', () => {
  it('reports many problems of one definition together', () => {
    expect(
      codes({
        steps: [
          set('a', { x: '{{ steps.zzz.output }}', y: '{{ 1 + }}' }),
          { id: 'a', type: 'set' },
          { id: 'b', type: 'nope' },
          http('c', { timeout: 'soon', needs: ['ghost'] }),
        ],
        triggers: [{ type: 'schedule', cron: 'often' }],
      }),
    ).toEqual(
      expect.arrayContaining([
        'unknown_reference steps[0].config.x',
        'bad_expression steps[0].config.y',
        'duplicate_id steps[1].id',
        'unknown_type steps[2].type',
        'invalid steps[3].timeout',
        'bad_cron triggers[0].cron',
      ]),
    );
  });

  it.each<[string, object[], string]>([
    ['a later step', [set('a', { x: '{{ steps.b.output }}' }), set('b')], 'reference_not_before'],
    ['itself', [set('a', { x: '{{ steps.a.output }}' })], 'reference_not_before'],
    [
      'the other branch',
      [
        {
          id: 'c',
          type: 'if',
          config: {
            condition: 'input.x',
            then: [set('t')],
            else: [set('e', { x: '{{ steps.t.output }}' })],
          },
        },
      ],
      'reference_not_before',
    ],
    [
      'the inside of a loop',
      [
        { id: 'l', type: 'loop', config: { items: 'input.xs', steps: [set('i')] } },
        set('after', { x: '{{ steps.i.output }}' }),
      ],
      'reference_in_loop',
    ],
    [
      'a step of the DAG that it does not need',
      [set('a'), set('b', {}, { needs: ['a'] }), set('c', { x: '{{ steps.b.output }}' })],
      'reference_not_before',
    ],
    ['a name that is not there', [set('a', { x: '{{ custmer.id }}' })], 'unknown_name'],
    ['an undeclared variable', [set('a', { x: '{{ vars.nope }}' })], 'unknown_reference'],
    ['a step as a whole', [set('a'), set('b', { x: '{{ steps.a }}' })], 'unknown_reference'],
    ['an item outside of a loop', [set('a', { x: '{{ item }}' })], 'unknown_name'],
    ['a secret in a set', [set('a', { x: '{{ secrets.K }}' })], 'secret_not_here'],
    [
      'a secret inside an expression',
      [http('a', { config: { url: '{{ upper(secrets.K) }}' } })],
      'secret_not_here',
    ],
  ])('reading %s', (_, steps, code) => {
    expect(compile({ steps }).problems.map((it) => it.code)).toEqual([code]);
  });

  it('circles among needs, and steps that own each other', () => {
    const circle = compile({ steps: [set('a', {}, { needs: 'b' }), set('b', {}, { needs: 'a' })] });
    expect(circle.problems[0]).toMatchObject({
      code: 'cycle',
      message: expect.stringContaining('a → b → a'),
    });
    const owned = codes({
      steps: [http('a', { onError: { goto: 'b' } }), http('b', { onError: { goto: 'a' } })],
    });
    expect(owned).toEqual([expect.stringContaining('cycle')]);
  });

  it('steps that nothing reaches', () => {
    expect(codes({ steps: [{ id: 's', type: 'stop' }, set('a')] })).toEqual([
      'unreachable steps[1]',
    ]);
    expect(codes({ steps: [set('a', {}, { if: false })] })).toEqual(['unreachable steps[0]']);
    const both = {
      condition: 'input.x',
      then: [{ id: 'x', type: 'fail' }],
      else: [{ id: 'y', type: 'stop' }],
    };
    expect(codes({ steps: [{ id: 'c', type: 'if', config: both }, set('z')] })).toEqual([
      'unreachable steps[1]',
    ]);
    const guarded = [{ id: 's', type: 'stop', if: 'input.x' }, set('a')];
    expect(codes({ steps: guarded })).toEqual([]);
  });

  it('ownership that contradicts itself', () => {
    const cond = (id: string) => ({
      id,
      type: 'if',
      config: { condition: 'input.x', trueSteps: ['t'] },
    });
    expect(codes({ steps: [cond('c'), cond('d'), set('t')] })).toEqual([
      expect.stringContaining('owned_twice'),
    ]);
    expect(codes({ steps: [http('a', { onError: { goto: 'gone' } })] })).toEqual([
      'unknown_step steps[0].onError.goto',
    ]);
    const loop = { id: 'l', type: 'loop', config: { items: [1], steps: [set('in')] } };
    expect(codes({ steps: [http('a', { onError: { goto: 'in' } }), loop] })).toEqual([
      expect.stringContaining('bad_goto'),
    ]);
  });

  it('literal secrets, without repeating them', () => {
    const key = `sk_${'live'}_${'a1b2c3d4'.repeat(3)}`;
    const { problems } = compile({
      steps: [
        http('a', {
          config: { url: 'https://x.com', headers: { Authorization: `Bearer ${key}` } },
        }),
      ],
    });
    expect(problems.map((it) => it.code)).toEqual(['literal_secret']);
    expect(JSON.stringify(problems)).not.toContain(key);
    const code = { id: 'c', type: 'code', config: { code: `call("${key}")` } };
    expect(codes({ steps: [code] })).toEqual(['literal_secret steps[0].config.code']);
    expect(codes({ steps: [set('a', { password: 'hunter2hunter2' })] })).toEqual([
      'literal_secret steps[0].config.password',
    ]);
    expect(
      codes({ steps: [set('a', { token: 'xoxb-xxxxxxxxxxxx', password: '{{ input.p }}' })] }),
    ).toEqual([]);
  });

  it('what the host does not know', () => {
    const steps = [
      { id: 'a', type: 'agent', config: { agentId: 'gone' } },
      http('b', { config: { url: 'https://x.com/{{ secrets.NOPE }}', credentialId: 'c1' } }),
      { id: 'd', type: 'agent', config: { agentId: '{{ input.agent }}' } },
    ];
    expect(codes({ steps }, { known: (_, id) => id === 'c1' })).toEqual([
      'not_found steps[0].config.agentId',
      'not_found steps[1].config.url',
    ]);
  });

  it.each<[unknown, string]>([
    [null, 'invalid'],
    [[], 'invalid'],
    [{ steps: [] }, 'invalid'],
    [{ steps: {} }, 'invalid'],
    [{ steps: Array.from({ length: 1001 }, (_, i) => set(`s${i}`)) }, 'invalid'],
    [{ steps: [set('a', { x: 'y'.repeat(1024 * 1024) })] }, 'too_large'],
    [{ steps: [set('a')], stpes: [] }, 'unknown_key'],
    [{ steps: [http('a', { config: { url: 'x', verb: 'GET' } })] }, 'unknown_key'],
    [JSON.parse('{"steps":[{"id":"__proto__","type":"set"}]}'), 'bad_id'],
    [
      JSON.parse('{"steps":[{"id":"a","type":"set","config":{"__proto__":{"x":1}}}]}'),
      'unknown_key',
    ],
    [{ steps: [set('a')], inputSchema: { type: 'strnig' } }, 'bad_schema'],
    [{ steps: [{ id: 'a', type: 'approval', config: { form: { type: 'nope' } } }] }, 'bad_schema'],
    [{ steps: [set('a')], vars: { f: 1n } }, 'invalid'],
    [{ steps: [http('a', { retry: { maxAttempts: 0 } })] }, 'invalid'],
    [{ steps: [set('a', {}, { retry: { maxAttempts: 2 } })] }, 'invalid'],
    [{ steps: ['a'] }, 'unknown_step'],
    [{ steps: [1, null, 'x'] }, 'invalid'],
  ])('case %#: %s is refused without throwing', (definition, code) => {
    expect(compile(definition).problems[0]?.code).toBe(code);
  });

  it('nesting beyond 20 levels', () => {
    const nest = (depth: number): object => ({
      id: `p${depth}`,
      type: 'parallel',
      config: { branches: [{ id: 'b', steps: [depth ? nest(depth - 1) : set('end')] }] },
    });
    expect(codes({ steps: [nest(19)] })).toEqual([]);
    expect(codes({ steps: [nest(25)] })[0]).toContain('too_deep');
  });

  it('1,000 steps compile in well under a second', () => {
    const steps = Array.from({ length: 1000 }, (_, i) =>
      set(`s${i}`, i ? { x: `{{ steps.s${i - 1}.output }}` } : {}),
    );
    const start = performance.now();
    expect(codes({ steps })).toEqual([]);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
