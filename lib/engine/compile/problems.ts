import type { z } from 'zod';
import { ExpressionError } from '../expression/ast';

/**
 * One thing that is wrong. `path` leads into the definition (`steps[0].config.url`), `at` is an
 * offset into the text there, `step` the id of the step concerned.
 */
export type Problem = {
  path: string;
  code: ProblemCode;
  message: string;
  at?: number;
  step?: string;
};

export type ProblemCode =
  | 'invalid'
  | 'unknown_key'
  | 'too_large'
  | 'too_deep'
  | 'too_many_steps'
  | 'bad_id'
  | 'duplicate_id'
  | 'unknown_type'
  | 'bad_expression'
  | 'unknown_name'
  | 'unknown_reference'
  | 'reference_not_before'
  | 'reference_in_loop'
  | 'unknown_step'
  | 'owned_twice'
  | 'bad_goto'
  | 'cycle'
  | 'unreachable'
  | 'bad_cron'
  | 'bad_duration'
  | 'bad_schema'
  | 'literal_secret'
  | 'secret_not_here'
  | 'not_found';

/** More than anyone reads; keeps a hostile definition's answer small. */
const MOST = 200;

export class Problems {
  readonly all: Problem[] = [];
  /** The step that is looked at now. */
  step?: string;

  add(path: string, code: ProblemCode, message: string, at?: number): void {
    if (this.all.length >= MOST) return;
    this.all.push({
      path,
      code,
      message,
      ...(at === undefined ? {} : { at }),
      ...(this.step === undefined ? {} : { step: this.step }),
    });
  }

  expression(path: string, error: unknown): void {
    if (!(error instanceof ExpressionError)) throw error;
    this.add(
      path,
      error.code === 'name' ? 'unknown_name' : 'bad_expression',
      error.message,
      error.at,
    );
  }

  /** The parsed value, or null after noting every issue at its place. */
  parse<T>(schema: z.ZodType<T>, value: unknown, path: string): T | null {
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    for (const issue of result.error.issues.slice(0, 20)) {
      const place = issue.path.reduce<string>((at, key) => join(at, key as string | number), path);
      if (issue.code === 'unrecognized_keys') {
        for (const key of issue.keys.slice(0, 20)) {
          this.add(join(place, key), 'unknown_key', `"${key.slice(0, 100)}" is not known here.`);
        }
      } else {
        this.add(place, 'invalid', sentence(issue));
      }
    }
    return null;
  }
}

export function join(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`;
  if (!/^[\w$-]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path ? `${path}.${key}` : key;
}

function sentence(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type' && issue.input === undefined) return 'is required';
  return issue.message;
}
