import { RE2JS } from 're2js';

/** One case of a suite. Without `expected`, any output passes. */
export interface SuiteCase {
  id: string;
  name: string;
  input: unknown;
  expected?: unknown;
}

export type CaseStatus = 'pending' | 'running' | 'passed' | 'failed' | 'skipped';

export interface CaseResult {
  id: string;
  name: string;
  status: 'passed' | 'failed' | 'skipped';
  output: unknown;
  expected: unknown;
  error: string | null;
  durationMs: number | null;
}

export interface SuiteSummary {
  name: string;
  totalTests: number;
  passedTests: number;
  failedTests: number;
  skippedTests: number;
  results: CaseResult[];
}

/** Cases of a parallel suite that run at once. */
export const PARALLEL_CASES = 10;

/**
 * What a suite does next, given how its cases stand: which to start, or (null) that it is over. With
 * `stopOnFailure` nothing more is started after a failure; what has not run is skipped then.
 */
export function nextCases(
  statuses: readonly CaseStatus[],
  { parallel, stopOnFailure }: { parallel: boolean; stopOnFailure: boolean },
): number[] | null {
  const running = statuses.filter((status) => status === 'running').length;
  const stopped = stopOnFailure && statuses.includes('failed');
  const waiting = stopped ? [] : statuses.flatMap((s, i) => (s === 'pending' ? [i] : []));
  if (waiting.length === 0) return running === 0 ? null : [];
  return waiting.slice(0, Math.max(0, (parallel ? PARALLEL_CASES : 1) - running));
}

/** The counts and results as CodeAI names them. */
export function summarize(name: string, results: readonly CaseResult[]): SuiteSummary {
  const count = (status: CaseResult['status']) => results.filter((r) => r.status === status).length;
  return {
    name,
    totalTests: results.length,
    passedTests: count('passed'),
    failedTests: count('failed'),
    skippedTests: count('skipped'),
    results: [...results],
  };
}

const DEEPEST = 50;
const LONGEST_PATTERN = 1_000;

/**
 * Null when the output is what was expected, else a sentence that says where it differs.
 * Objects are compared partially (more fields are fine), lists and plain values exactly. At any depth
 * `{equals}` wants exactly that, `{contains}` a part of a text or a member of a list, `{matches}` a
 * pattern (RE2: linear time, whatever the pattern).
 */
export function matchExpected(expected: unknown, output: unknown): string | null {
  return expected === undefined ? null : differs(expected, output, 'output', 0);
}

function differs(expected: unknown, got: unknown, at: string, depth: number): string | null {
  if (depth > DEEPEST) return `${at} is nested too deeply to compare`;
  if (!isObject(expected)) return plain(expected, got, at, depth);
  const [operator, ...others] = Object.keys(expected);
  if (operator && others.length === 0 && Object.hasOwn(OPERATORS, operator))
    return OPERATORS[operator as keyof typeof OPERATORS](expected[operator], got, at, depth);
  if (!isObject(got)) return `${at} is ${show(got)} instead of an object`;
  for (const [key, value] of Object.entries(expected)) {
    if (!Object.hasOwn(got, key)) return `${at}.${key} is missing`;
    const problem = differs(value, got[key], `${at}.${key}`, depth + 1);
    if (problem) return problem;
  }
  return null;
}

function plain(expected: unknown, got: unknown, at: string, depth: number): string | null {
  if (!Array.isArray(expected))
    return Object.is(expected, got) || expected === got
      ? null
      : `${at} is ${show(got)} instead of ${show(expected)}`;
  if (!Array.isArray(got)) return `${at} is ${show(got)} instead of a list`;
  if (got.length !== expected.length)
    return `${at} has ${got.length} entries instead of ${expected.length}`;
  for (const [i, value] of expected.entries()) {
    const problem = differs(value, got[i], `${at}[${i}]`, depth + 1);
    if (problem) return problem;
  }
  return null;
}

type Operator = (wanted: unknown, got: unknown, at: string, depth: number) => string | null;

const OPERATORS = {
  equals: (wanted, got, at) =>
    same(wanted, got, 0) ? null : `${at} is ${show(got)} instead of ${show(wanted)}`,
  contains: (wanted, got, at, depth) => {
    if (Array.isArray(got))
      return got.some((one) => differs(wanted, one, at, depth + 1) === null)
        ? null
        : `${at} does not contain ${show(wanted)}`;
    const text = typeof got === 'string' ? got : JSON.stringify(got ?? null);
    return text.includes(String(wanted)) ? null : `${at} does not contain ${show(wanted)}`;
  },
  matches: (wanted, got, at) => {
    const pattern = String(wanted);
    if (pattern.length > LONGEST_PATTERN)
      return `the pattern for ${at} is longer than ${LONGEST_PATTERN} characters`;
    const text = typeof got === 'string' ? got : JSON.stringify(got ?? null);
    try {
      return RE2JS.compile(pattern).matcher(text).find()
        ? null
        : `${at} does not match ${show(pattern)}`;
    } catch {
      return `the pattern ${show(pattern)} for ${at} cannot be read`;
    }
  },
} satisfies Record<string, Operator>;

function same(a: unknown, b: unknown, depth: number): boolean {
  if (depth > DEEPEST) return false;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((one, i) => same(one, b[i], depth + 1));
  if (!isObject(a) || !isObject(b)) return Object.is(a, b) || a === b;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key], depth + 1))
  );
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function show(value: unknown): string {
  const text = JSON.stringify(value ?? null);
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}
