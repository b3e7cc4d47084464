import { z } from 'zod';
import { AppError, fail } from '@/lib/core/errors';

/** Patterns come from strangers and could hang the process, so they are not applied. */
function withoutPatterns(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPatterns);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(
        ([key, inner]) =>
          key !== 'patternProperties' && !(key === 'pattern' && typeof inner === 'string'),
      )
      .map(([key, inner]) => [key, withoutPatterns(inner)]),
  );
}

/** Checks what an installer filled in; throws 400 with a sentence per field. Returns it with defaults. */
export function checkConfig(
  schema: Record<string, unknown> | null,
  config: Record<string, unknown>,
): Record<string, unknown> {
  if (!schema) return config;
  let form: z.ZodType;
  try {
    form = z.fromJSONSchema(withoutPatterns(schema) as never);
  } catch {
    return fail(
      'CONFLICT',
      'The config_schema of this package cannot be used. Tell its publisher.',
    );
  }
  const parsed = form.safeParse(config);
  if (parsed.success) return parsed.data as Record<string, unknown>;
  const details: Record<string, string> = {};
  for (const issue of parsed.error.issues) {
    const missing = issue.code === 'invalid_type' && at(config, issue.path) === undefined;
    details[['config', ...issue.path].join('.')] ??= missing ? 'is required' : issue.message;
  }
  throw new AppError('VALIDATION_FAILED', undefined, { details });
}

const at = (value: unknown, path: PropertyKey[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown>)?.[key], value);
