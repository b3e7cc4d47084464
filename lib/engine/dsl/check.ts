import { parseDuration } from '../duration';
import type { Declaration, Diagnostic, Document, Name, Prop, Span, Value } from './ast';
import type { DslOptions } from './compile';
import { MOST_DEPLOYED } from './parse';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
const TYPES = [
  'string',
  'text',
  'int',
  'integer',
  'float',
  'decimal',
  'number',
  'bool',
  'boolean',
  'uuid',
  'email',
  'url',
  'date',
  'datetime',
  'timestamp',
  'time',
  'json',
  'object',
  'any',
  'bytes',
  'binary',
];
const KEYS: Partial<Record<Declaration['kind'], readonly string[]>> = {
  job: [
    'schedule',
    'timezone',
    'task',
    'payload',
    'queue',
    'retry',
    'timeout',
    'metadata',
    'description',
  ],
  endpoint: [
    'auth',
    'returns',
    'body',
    'query',
    'handler',
    'middleware',
    'summary',
    'description',
    'tags',
    'status',
    'errors',
    'deprecated',
  ],
};

/** What is wrong with the document as a whole; what is wrong inside a workflow, the compiler tells. */
export function checkDocument(
  document: Document,
  problems: Diagnostic[],
  options: DslOptions = {},
): void {
  const add = (code: string, message: string, span: Span) =>
    problems.push({ severity: 'error', code, message, span });
  const names = new Map<string, Span>();
  const once = (kind: string, { value, span }: Name) => {
    // What has no name could not be read, which is told already.
    if (!value) return;
    const key = `${kind} ${value}`;
    if (names.has(key)) add('duplicate', `duplicate ${kind} "${value.slice(0, 100)}"`, span);
    names.set(key, span);
  };
  const all = document.declarations;
  const entities = new Set(all.flatMap((it) => (it.kind === 'entity' ? [it.name.value] : [])));
  const functions = new Set(all.flatMap((it) => (it.kind === 'function' ? [it.name.value] : [])));
  const type = ({ value, span }: Name) => {
    if (!TYPES.includes(value.toLowerCase()) && !entities.has(value))
      problems.push({
        severity: 'warning',
        code: 'undefined',
        message: `undefined type "${value.slice(0, 100)}"`,
        span,
      });
  };
  for (const kind of ['workflow', 'job']) {
    const over = all.filter((it) => it.kind === kind)[MOST_DEPLOYED];
    if (over) add('too_many', `a document has at most ${MOST_DEPLOYED} of ${kind}`, over.span);
  }
  for (const it of all) {
    if (it.kind === 'exec')
      add(
        'exec',
        'exec runs shell commands, which is not allowed; use a code step or a connector',
        it.span,
      );
    if ('props' in it) known(KEYS[it.kind], it.props, it.kind, add);
    if (it.kind === 'workflow' || it.kind === 'entity' || it.kind === 'function')
      once(it.kind, it.name);
    if (
      it.kind === 'job' ||
      it.kind === 'agent' ||
      it.kind === 'integration' ||
      it.kind === 'event'
    )
      once(it.kind, it.name);
    if (it.kind === 'variable') once('variable', it.name);
    if (it.kind === 'job' && it.name.value) checkJob(it.props, it.name, add, options);
    if (it.kind === 'function')
      for (const [i, { value, span }] of it.parameters.entries())
        if (it.parameters.findIndex((p) => p.value === value) < i)
          add('duplicate', `duplicate parameter "${value}"`, span);
    if (it.kind === 'entity' && it.name.value && !/^[\w.-]{1,100}$/.test(it.name.value))
      add('wrong_argument', 'an entity is named with letters, digits and . _ -', it.name.span);
    if (it.kind === 'entity') {
      for (const [i, field] of it.fields.entries()) {
        if (it.fields.findIndex((f) => f.name.value === field.name.value) < i)
          add('duplicate', `duplicate field "${field.name.value}"`, field.name.span);
        type(field.type.name);
      }
    }
    if (it.kind === 'endpoint') {
      const { value: path, span: at } = it.path;
      const same = path.replace(/\{[^}]*\}/g, '{}');
      const route = `${it.method.value} ${path}`;
      if (names.has(`route ${it.method.value} ${same}`))
        add('duplicate', `duplicate endpoint "${route.slice(0, 100)}"`, at);
      names.set(`route ${it.method.value} ${same}`, at);
      const status = it.props.find((prop) => prop.key === 'status');
      if (status && !isStatus(status.value))
        add('wrong_argument', 'the status of an endpoint is from 200 to 599', status.span);
      if (!METHODS.includes(it.method.value))
        add('wrong_argument', `unknown method "${it.method.value.slice(0, 20)}"`, it.method.span);
      for (const { key, value } of it.props) {
        const named = value.kind === 'array' ? value.items : [value];
        for (const item of named) {
          if (item.kind !== 'path') continue;
          if (key === 'returns' || key === 'body') type({ value: item.value, span: item.span });
          if (key === 'handler' && !functions.has(item.value))
            add('undefined', `undefined function "${item.value.slice(0, 100)}"`, item.span);
        }
      }
    }
  }
}

const isStatus = (value: Value) =>
  value.kind === 'number' &&
  Number.isInteger(value.value) &&
  value.value >= 200 &&
  value.value <= 599;

const an = (kind: string) => `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`;

type Add = (code: string, message: string, span: Span) => void;

function known(
  keys: readonly string[] | undefined,
  props: readonly Prop[],
  kind: string,
  add: Add,
) {
  if (!keys) return;
  for (const { key, span } of props)
    if (!keys.includes(key))
      add('unknown_key', `unknown property "${key.slice(0, 100)}" of ${an(kind)}`, span);
}

function checkJob(props: readonly Prop[], name: Name, add: Add, { engine, taskType }: DslOptions) {
  const find = (key: string) => props.find((it) => it.key === key)?.value;
  const text = (key: string) => {
    const value = find(key);
    return value?.kind === 'string' || value?.kind === 'path' ? value.value : undefined;
  };
  const task = text('task');
  if (!task) add('wrong_argument', `job "${name.value}" needs a task`, name.span);
  else if (taskType && !taskType(task))
    add('undefined', `undefined task "${task.slice(0, 100)}"`, find('task')?.span ?? name.span);
  checkHow(props, add);
  const schedule = find('schedule');
  if (!schedule) return;
  const spec = text('schedule') ?? '';
  const problem = engine?.cron
    ? engine.cron(spec, text('timezone') ?? 'UTC')
    : spec.trim().split(/\s+/).length === 5
      ? null
      : 'must have five fields';
  if (problem) add('bad_cron', `bad schedule "${spec.slice(0, 100)}": ${problem}`, schedule.span);
}

const QUEUE = /^[A-Za-z0-9][\w.:-]{0,99}$/;
const MOST_TRIES = 26;
const [LEAST_MS, MOST_MS] = [100, 6 * 3_600_000];

/** The queue, the time limit and the tries of a job, in the bounds that jobs have. */
function checkHow(props: readonly Prop[], add: Add): void {
  for (const { key, value, span } of props) {
    const text = 'value' in value && typeof value.value === 'string' ? value.value : '';
    if (key === 'queue' && !QUEUE.test(text))
      add('wrong_argument', 'a queue is named with letters, digits and . _ : -', span);
    if (key === 'timeout') {
      const ms = parseDuration(value.kind === 'number' ? value.value : text);
      if (ms === null || ms < LEAST_MS || ms > MOST_MS)
        add('wrong_argument', 'the timeout of a job is from 100ms to 6h', span);
    }
    if (key !== 'retry') continue;
    const tries =
      value.kind === 'object' ? value.props.find((it) => it.key === 'max_attempts')?.value : value;
    const count = tries?.kind === 'number' ? tries.value : tries ? 0 : 1;
    if (!Number.isInteger(count) || count < 1 || count > MOST_TRIES || value.kind !== 'object')
      add('wrong_argument', `retry takes max_attempts from 1 to ${MOST_TRIES}`, span);
  }
}
