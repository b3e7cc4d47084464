import { describe, expect, it } from 'vitest';
import type { Json } from '../json';
import { ExpressionError, type Scope } from './ast';
import { evaluate } from './evaluate';
import { FUNCTIONS } from './functions';
import { parseExpression } from './parser';
import { fillSecrets, fillTemplate, parseTemplate, printTemplate } from './template';

const DATA: Record<string, Json> = {
  input: { name: 'Ada', n: 3, list: [3, 1, 2], nested: { a: [{ b: 1 }] }, nothing: null },
  item: 'i',
  index: 0,
};
const scope: Scope = {
  root: (name) => (Object.hasOwn(DATA, name) ? DATA[name] : undefined),
  step(id, field, at) {
    if (id === 'ran') return field === 'output' ? { x: 1 } : 'completed';
    throw new ExpressionError('skipped', `steps.${id} did not run`, at, `steps.${id}`);
  },
};
const run = (source: string) => evaluate(parseExpression(source), scope);
const failure = (source: string): ExpressionError => {
  try {
    run(source);
  } catch (error) {
    return error as ExpressionError;
  }
  throw new Error(`${source} did not fail`);
};

describe('the language', () => {
  it.each<[string, Json]>([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['-2 * -3', 6],
    ['7 % 4', 3],
    ['"a" + 1 + true', 'a1true'],
    ['input.name', 'Ada'],
    ['input["name"]', 'Ada'],
    ['input.list[1]', 1],
    ['input.list.length', 3],
    ['input.nested.a[0].b', 1],
    ['input?.nope', null],
    ['input.nope?.deeper.still', null],
    ['input.nothing ?? "d"', 'd'],
    ['input.nope.deeper ?? "d"', 'd'],
    ['steps.ran.output.x', 1],
    ['steps.not-run.output ?? 5', 5],
    ['steps.not-run?.output', null],
    ['1 < 2 && 2 <= 2 && "a" < "b"', true],
    ['1 == "1"', false],
    ['{a: 1, b: [2]} == {b: [2], a: 1}', true],
    ['input.n > 2 ? "many" : "few"', 'many'],
    ['input.n?.5:1', 0.5],
    ['"d" in "Ada"', true],
    ['3 in input.list', true],
    ['"name" in input', true],
    ['"toString" in input', false],
    ['!0 || false', true],
    ['0 || "x"', 'x'],
    ['map(input.list, x => x * 2)', [6, 2, 4]],
    ['map(input.list, (x, i) => x * i)', [0, 1, 4]],
    ['filter(input.list, x => x > 1)', [3, 2]],
    ['map([[1, 2]], x => map(x, y => y + x[0]))', [[2, 3]]],
    ['some(input.list, x => x == 2) && !every(input.list, x => x == 2)', true],
    ['map([null], x => x)', [null]],
    ['sortBy([{a: 2}, {a: 1}], x => x.a)', [{ a: 1 }, { a: 2 }]],
    ['groupBy([1, 2, 3], x => x > 1)', { false: [1], true: [2, 3] }],
    ['join(sort(input.list), "-")', '1-2-3'],
    ['replace("a.b.c", ".", "$&")', 'a$&b$&c'],
    ['unique([1, 1, {a: 1}, {a: 1}])', [1, { a: 1 }]],
    ['flatten([[1], [2, [3]]])', [1, 2, [3]]],
    ['round(1.005, 2) + round(2.5)', 4.01],
    ['merge({a: 1}, {b: 2})', { a: 1, b: 2 }],
    ['fromEntries(entries({a: 1}))', { a: 1 }],
    ['parseJson(json({a: [1]}))', { a: [1] }],
    ['fromBase64(base64("häß€🙂"))', 'häß€🙂'],
    ['sha256("abc")', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    ['dateAdd("2026-01-31", "1 month")', '2026-02-28T00:00:00.000Z'],
    ['dateDiff("2026-01-01", "2026-01-02T12:00:00Z", "d")', 1.5],
    ['dateFormat("2026-03-04T05:06:07+02:00", "dd.MM.yyyy HH:mm")', '04.03.2026 03:06'],
    ['truncate("abcdef", 3)', 'ab…'],
    ['min(3, 1) + max([4, 9])', 10],
  ])('%s', (source, value) => {
    expect(run(source)).toEqual(value);
  });

  it.each<[string, string, string]>([
    ['input.nope', 'missing', 'input.nope'],
    ['input.nested.a[4].b', 'missing', 'input.nested.a[4]'],
    ['nobody.x', 'missing', 'nobody'],
    ['steps.gone.output', 'skipped', 'steps.gone'],
    ['input.name.toUpperCase', 'missing', 'input.name.toUpperCase'],
  ])('what is missing is named: %s', (source, code, what) => {
    expect(failure(source)).toMatchObject({ code, what });
  });

  it.each([
    ['1 +', 3],
    ['a = 1', 2],
    ['"abc', 0],
    ['nope(1)', 0],
    ['upper()', 0],
    ['map([1], 2)', 9],
    ['upper(x => x)', 6],
    ['a.b()', 1],
    ['[1, 2', 5],
    ['1 2', 2],
    ['a b', 2],
    ['`x`', 0],
    ['1e999', 0],
    ['(x => x)', 3],
  ])('a bad expression says where: %s', (source, at) => {
    expect(() => parseExpression(source)).toThrow(ExpressionError);
    expect(failure(source).at).toBe(at);
  });

  it.each(['1 / 0', '1e308 * 10', '"a" - 1', '[] < []', 'number("x")', '-"a"', 'sum(["a"])'])(
    'nothing is guessed: %s fails',
    (source) => {
      expect(failure(source).code).toBe('type');
    },
  );

  it('offers about 50 functions, each with words for the editor', () => {
    expect(FUNCTIONS.size).toBeGreaterThanOrEqual(45);
    for (const fn of FUNCTIONS.values()) expect(fn.about.length).toBeGreaterThan(2);
  });
});

describe('the budget', () => {
  it.each([
    `map(range(0, 200), x => map(range(0, 200), y => x * y))`,
    `range(0, 1e9)`,
    `padStart("a", 1e12)`,
    `replace("${'a'.repeat(3000)}", "a", "${'b'.repeat(3000)}")`,
    `join(map(range(0, 3000), x => "${'c'.repeat(1000)}"))`,
    `${'map('.repeat(30)}[1]${', x => [x, x])'.repeat(30)}`,
  ])('a program that wants too much ends with a sentence: %s', (source) => {
    expect(failure(source).code).toBe('budget');
  });

  it('refuses nesting and chains that would exhaust the stack', () => {
    expect(failure(`${'('.repeat(5000)}1`).message).toContain('too deeply');
    expect(failure(`1${'+1'.repeat(4000)}`).message).toContain('too deeply');
    expect(failure(`${'!'.repeat(5000)}1`).message).toContain('too deeply');
    expect(failure('1'.repeat(10_001)).message).toContain('10,000 characters');
  });
});

describe('templates', () => {
  const fill = (source: string) => {
    const parts = parseTemplate(source);
    const [only] = parts;
    if (parts.length === 1 && typeof only === 'object') {
      return fillTemplate({ k: 'expr', e: only }, scope).value;
    }
    return fillTemplate({ k: 'text', p: parts }, scope).value;
  };

  it.each<[string, Json]>([
    ['plain', 'plain'],
    ['', ''],
    ['{{ input.list }}', [3, 1, 2]],
    ['{{input.n}}', 3],
    ['Hi {{ input.name }}!', 'Hi Ada!'],
    ['{{ {a: {b: 1}} }}', { a: { b: 1 } }],
    ['{{ "}}" }}', '}}'],
    ['\\{{ not this }}', '{{ not this }}'],
    ['a {{ input.nothing }}b {{ input.list }}', 'a b [3,1,2]'],
  ])('%s', (source, value) => {
    expect(fill(source)).toEqual(value);
    expect(parseTemplate(printTemplate(parseTemplate(source))).length).toBe(
      parseTemplate(source).length,
    );
  });

  it('says when the braces are never closed', () => {
    expect(() => parseTemplate('a {{ 1')).toThrow('never closed');
    expect(() => parseTemplate('a {{ 1 } }')).toThrow('Expected }}');
  });

  it('keeps secrets out of the evaluated input until the host fills them in', () => {
    const { value, secrets } = fillTemplate(
      { k: 'obj', e: [['auth', { k: 'secret', p: ['Bearer ', { secret: 'KEY' }] }]] },
      scope,
    );
    expect(value).toEqual({ auth: '' });
    expect(fillSecrets(value, secrets, (name) => `<${name}>`)).toEqual({ auth: 'Bearer <KEY>' });
    expect(value).toEqual({ auth: '' });
  });

  it('data that looks like a reference to a secret is only data', () => {
    const look = { secret: 'KEY' };
    const { value, secrets } = fillTemplate({ k: 'lit', v: [look] }, scope);
    expect(fillSecrets(value, secrets, () => 'leaked')).toEqual([look]);
  });
});
