import type { z } from 'zod';
import { AppError } from '@/lib/core/errors';

type Issue = z.core.$ZodIssue;

/** One issue in the documented wording: "is required", "must be at least N characters", … */
export function wording(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return 'is required';
      return `must be ${article(issue.expected)}`;
    case 'too_small': {
      if (issue.origin === 'string' && issue.minimum === 1 && issue.input === '')
        return 'is required';
      return `must be at least ${issue.minimum}${unit(issue.origin)}`;
    }
    case 'too_big':
      return `must be at most ${issue.maximum}${unit(issue.origin)}`;
    case 'invalid_format':
      return FORMATS[issue.format] ?? 'has the wrong format';
    case 'invalid_value':
      return issue.values.length === 1
        ? `must be ${String(issue.values[0])}`
        : `must be one of: ${issue.values.map(String).join(' ')}`;
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    default:
      return issue.message && issue.message !== 'Invalid input' ? issue.message : 'is not valid';
  }
}

const FORMATS: Record<string, string> = {
  uuid: 'must be a valid UUID',
  email: 'must be a valid email address',
  url: 'must be a valid URL',
  datetime: 'must be an RFC 3339 date and time',
  date: 'must be a date (YYYY-MM-DD)',
};

const article = (type: string) => (/^[aeio]/.test(type) ? `an ${type}` : `a ${type}`);

function unit(origin: string): string {
  if (origin === 'string') return ' characters';
  if (origin === 'array' || origin === 'set') return ' entries';
  return '';
}

/** A map from field to what is wrong with it; the first problem of each field. */
export function problems(error: z.ZodError): Record<string, string> {
  const out: Record<string, string> = {};
  const add = (path: PropertyKey[], text: string) => {
    const name = path.map(String).join('.') || 'body';
    out[name] ??= text;
  };
  const walk = (issues: readonly Issue[], base: PropertyKey[]) => {
    for (const issue of issues) {
      const path = [...base, ...issue.path];
      if (issue.code === 'unrecognized_keys')
        for (const key of issue.keys) add([...path, key], 'is not a known field');
      else if (issue.code === 'invalid_union' && issue.errors[0]?.length) {
        // The branch that came nearest tells the most.
        const nearest = [...issue.errors].sort(
          (a, b) => depth(b) - depth(a) || a.length - b.length,
        )[0];
        walk(nearest ?? [], path);
      } else add(path, wording(issue));
    }
  };
  walk(error.issues, []);
  return out;
}

const depth = (issues: readonly Issue[]) => Math.max(0, ...issues.map((i) => i.path.length));

/** Parses, or throws 400 with the map of problems. */
export function parse<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  throw new AppError('VALIDATION_FAILED', undefined, { details: problems(result.error) });
}

const DEEPEST = 64;

/** Refuses what PostgreSQL can't keep: NUL, lone surrogates, nesting beyond 64. */
export function checkStorable(value: unknown, depthNow = 0): void {
  if (typeof value === 'string') {
    if (value.includes('\u0000') || !value.isWellFormed())
      throw new AppError('BAD_REQUEST', 'Text with NUL or broken Unicode can not be stored.');
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (depthNow > DEEPEST) throw new AppError('BAD_REQUEST', `Values may nest ${DEEPEST} deep.`);
  for (const [key, inner] of Object.entries(value)) {
    checkStorable(key, depthNow);
    checkStorable(inner, depthNow + 1);
  }
}
