import type { z } from 'zod';
import { badInput } from '@/lib/connectors/error';
import { AppError } from '@/lib/core/errors';

/** A map from field to what is wrong with it; the first problem of each field. */
export function problemsOf(error: z.ZodError, base = ''): Record<string, string> {
  const out: Record<string, string> = {};
  const add = (path: PropertyKey[], text: string) => {
    const name = [base, ...path.map(String)].filter(Boolean).join('.') || 'input';
    out[name] ??= text;
  };
  for (const issue of error.issues) {
    if (issue.code === 'unrecognized_keys')
      for (const key of issue.keys) add([...issue.path, key], 'is not a known field');
    else if (issue.code === 'invalid_type' && issue.input === undefined)
      add(issue.path, 'is required');
    else if (issue.code === 'invalid_union' && 'discriminator' in issue)
      add(
        issue.path,
        issue.input === undefined ? 'is required' : 'is none of those that are known',
      );
    else if (issue.code === 'too_small' && issue.origin === 'string' && issue.minimum === 1)
      add(issue.path, 'is required');
    else add(issue.path, words(issue.message));
  }
  return out;
}

/** Zod's own sentences as what follows a field's name. */
function words(message: string): string {
  if (/^Invalid option: expected one of /.test(message))
    return `must be one of: ${message
      .replace(/^.*one of /, '')
      .replaceAll('"', '')
      .replaceAll('|', ' ')}`;
  if (/^Invalid/.test(message)) return 'is not valid';
  return message.replace(/^Too (big|small): expected \S+ to /, 'must ');
}

/** Parses, or throws 400 with a map of problems under `base`. */
export function parseOr400<S extends z.ZodType>(schema: S, value: unknown, base: string) {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  throw new AppError('VALIDATION_FAILED', undefined, { details: problemsOf(result.error, base) });
}

/** Parses an action's input, or throws a ConnectorError that names every problem. */
export function parseInput<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  throw badInput(problemsOf(result.error));
}
