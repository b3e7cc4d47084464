import { expect, test } from 'vitest';
import { cronProblem } from '@/lib/core/cron';
import { compile, sentence } from './compile';
import { format } from './format';

const told = (source: string) =>
  compile(source, { engine: { cron: cronProblem } }).diagnostics.map(
    (it) => `${sentence(it)}, ${it.severity} at column ${it.span.column}`,
  );

// Put together here, so that no scanner takes it for a real one.
const KEY = ['sk', 'live', 'abcdefghijklmnopqrstuvwx'].join('_');
const CRON = 'must be a cron expression of five fields, such as "0 2 * * *"';

test.each<[string, string, string[]]>([
  [
    'a schedule that is none',
    'workflow A {\n  trigger schedule "never"\n  a: stop\n}',
    [`validation error: cron ${CRON} at line 2, error at column 3`],
  ],
  [
    'a trigger that is none',
    'workflow A { trigger nonsense a: stop }',
    [
      'validation error: unknown trigger "nonsense"; known are manual, schedule, event, webhook at line 1, error at column 22',
    ],
  ],
  [
    'a step that is never reached',
    'workflow A {\n  a: stop\n  b: set { x: 1 }\n}',
    [
      'validation error: "b" never runs: "a" always ends the run before at line 3, error at column 3',
    ],
  ],
  [
    'a step that is read before it ran',
    'workflow A {\n  a: set { x: "{{ steps.later.output }}" }\n  later: set { y: 1 }\n}',
    [
      'validation error: "later" has not run when this is read, on any path. Put it before, or into needs at line 2, error at column 12',
    ],
  ],
  [
    'a step that is not there',
    'workflow A {\n  if "steps.nope.output" { b: stop }\n}',
    ['validation error: There is no step "nope" at line 2, error at column 6'],
  ],
  [
    'two steps of one name',
    'workflow A {\n  a: set { x: 1 }\n  a: set { x: 2 }\n}',
    ['validation error: The id "a" is taken by steps[0] at line 3, error at column 3'],
  ],
  [
    'steps that wait for each other',
    'workflow A {\n  a: set { x: 1 } needs [b]\n  b: set { x: 1 } needs [a]\n}',
    ['validation error: These steps need each other: a → b → a at line 2, error at column 19'],
  ],
  [
    'a workflow without steps',
    'workflow A { }',
    ['validation error: A workflow has at least one step at line 1, error at column 10'],
  ],
  [
    'a field that is missing',
    'workflow A {\n  a: http { }\n}',
    ['validation error: url is required at line 2, error at column 3'],
  ],
  [
    'a setting that is no duration',
    'workflow A { timeout "soon" a: stop }',
    [
      'validation error: timeout must be a duration such as "90s", "1h30m" or milliseconds, at most 366 days at line 1, error at column 14',
    ],
  ],
  [
    'an expression that breaks off',
    'workflow A {\n  a: set { x: "{{ input. }}" }\n}',
    ['validation error: Expected a name, found "}" at line 2, error at column 12'],
  ],
  [
    'a secret in the text',
    `workflow A {\n  a: http { url: "https://x.test" headers: { Authorization: "Bearer ${KEY}" } }\n}`,
    [
      'validation error: This looks like a Stripe key. Save it as a credential and name that here at line 2, error at column 35',
    ],
  ],
  [
    'a step without an activity, a property given twice',
    'workflow A {\n  a { input { x: 1 } }\n  b: Agent("x") { prompt: "hi", prompt: "ho" }\n}',
    [
      'validation error: step "a" needs an activity at line 2, error at column 3',
      'validation error: duplicate property "prompt" at line 3, error at column 33',
    ],
  ],
  [
    'branches beside steps',
    'workflow A { parallel { branch x { a: stop } b: stop } }',
    ['validation error: a parallel has either branches or steps at line 1, error at column 14'],
  ],
  [
    'everything of a job',
    'job J {\n  schedule "61 * * * *"\n  task "report-generation"\n  timeout "9h"\n  queue "a b"\n  retry { max_attempts 0 }\n  color "red"\n}',
    [
      `validation error: bad schedule "61 * * * *": ${CRON} at line 2, error at column 12`,
      'validation error: the timeout of a job is from 100ms to 6h at line 4, error at column 3',
      'validation error: a queue is named with letters, digits and . _ : - at line 5, error at column 3',
      'validation error: retry takes max_attempts from 1 to 26 at line 6, error at column 3',
      'validation error: unknown property "color" of a job at line 7, error at column 3',
    ],
  ],
  [
    'entities and endpoints',
    'entity E { a: int a: strnig }\nendpoint GET /x { returns: Nobody handler: nothing color: red }\nendpoint GET /x { }',
    [
      'validation error: duplicate field "a" at line 1, error at column 19',
      'validation error: undefined type "strnig" at line 1, warning at column 22',
      'validation error: undefined type "Nobody" at line 2, warning at column 28',
      'validation error: undefined function "nothing" at line 2, error at column 44',
      'validation error: unknown property "color" of an endpoint at line 2, error at column 52',
      'validation error: duplicate endpoint "GET /x" at line 3, error at column 14',
    ],
  ],
  [
    'what no OpenAPI document could hold',
    'entity "A B" { a: int }\nendpoint GET /x/{a} { status: 99 }\nendpoint GET /x/{b} { }',
    [
      'validation error: an entity is named with letters, digits and . _ - at line 1, error at column 8',
      'validation error: the status of an endpoint is from 200 to 599 at line 2, error at column 23',
      'validation error: duplicate endpoint "GET /x/{b}" at line 3, error at column 14',
    ],
  ],
  [
    'a quote and a comment that are not closed',
    'workflow A { a: set { x: "unclosed } }\n/* never',
    [
      'parse error: the text is not closed: a quote is missing at line 1, error at column 26',
      'parse error: unexpected end at line 1, error at column 26',
      'parse error: the comment is not closed: */ is missing at line 2, error at column 1',
    ],
  ],
  [
    'braces that are open at the end, and all else that is wrong',
    'entity User { id: uid }\njob J {\n}\nworkflow B {\n  b: set { x: [1',
    [
      'validation error: undefined type "uid" at line 1, warning at column 19',
      'validation error: job "J" needs a task at line 2, error at column 5',
      'parse error: unexpected end at line 5, error at column 16',
    ],
  ],
  [
    'declarations without a name',
    'workflow {}\nentity {}\njob {}\nevent { a: 1 }\nfunction () {}\nagent {',
    [
      'parse error: unexpected token "{" at line 1, error at column 10',
      'parse error: unexpected token "{" at line 2, error at column 8',
      'parse error: unexpected token "{" at line 3, error at column 5',
      'parse error: unexpected token "{" at line 4, error at column 7',
      'parse error: unexpected token "(" at line 5, error at column 10',
      'parse error: unexpected end at line 6, error at column 7',
      'parse error: unexpected token "{" at line 6, error at column 7',
    ],
  ],
  [
    'what begins like a number',
    'workflow A { a: set { x: 12abc } }',
    ['parse error: unexpected token "12abc" at line 1, error at column 26'],
  ],
  [
    'a character that no database keeps',
    'workflow A { a: set { x: "\\u0000" } }',
    [
      'parse error: the text has a character that cannot be kept: NUL or half of a pair at line 1, error at column 26',
    ],
  ],
])('%s is told exactly', (_, source, sentences) => {
  expect(told(source)).toEqual(sentences);
});

const LONG = 300_000;
const full = (piece: string) => piece.repeat(Math.floor(LONG / piece.length));

test.each([
  ['shell without end', full('exec { ')],
  ['comments without end', full('/* ')],
  ['escapes without end', full('"\\')],
  ['durations without end', `${full('1.1s')}-`],
  ['one number', full('1')],
  ['brackets that only close, then open', '}'.repeat(1000) + full('{')],
  ['a chain of else if', `workflow A { if a { } ${full('else if a { } ')}}`],
  ['one word again and again', full('workflow ')],
  ['mistakes without end', `workflow A {${full('a: ')}`],
  ['workflows without end', full('workflow A { a: stop } ')],
  ['steps without end', `workflow A { ${full('s: set { x: 1 } ')}}`],
])('%s is refused soon', { timeout: 10_000 }, (_, source) => {
  const { diagnostics } = compile(source);
  expect(diagnostics.length).toBeGreaterThan(0);
  expect(diagnostics.length).toBeLessThanOrEqual(500);
  format(source);
});

test('a mistake in one place hides none elsewhere, however often it is made', () => {
  const source = Array.from({ length: 45 }, (_, i) => `workflow W${i} {\n a: \n}`).join('\n');
  expect(told(source)).toHaveLength(45);
  const more = Array.from({ length: 300 }, (_, i) => `workflow W${i} {\n a: \n}`).join('\n');
  expect(told(more).join()).toContain('parse error: too many mistakes to read on');
});
