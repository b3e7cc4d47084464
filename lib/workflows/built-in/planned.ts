import type { z } from 'zod';
import type { Ctx } from '@/lib/core/context';
import { AppError, invalid } from '@/lib/core/errors';
import type { Plan } from '@/lib/engine/plan';
import { checkDefinition } from '@/lib/workflows/check';

/** The input of a built-in type, or 400 with what is wrong at each field of it. */
export function readInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const details: Record<string, string> = {};
  for (const issue of parsed.error.issues) {
    const missing = issue.code === 'invalid_type' && issue.message.includes('undefined');
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [undefined];
    for (const key of keys) {
      const path = ['input', ...issue.path, ...(key === undefined ? [] : [key])].join('.');
      details[path] ??= key ? 'is not a known field' : missing ? 'is required' : issue.message;
    }
  }
  throw new AppError('VALIDATION_FAILED', undefined, { details });
}

/** The plan of a definition that was made here; what it names may still not exist. */
export async function planned(ctx: Ctx, definition: object): Promise<Plan> {
  const { plan, problems } = await checkDefinition(ctx, definition);
  if (plan) return plan;
  return invalid('input', problems[0]?.message ?? 'cannot be run');
}
