import { schemaProblem } from '@/lib/agents/models/validate';
import { invalid } from '@/lib/core/errors';

/** Patterns are written by strangers to this process and could hang it, so they are not applied. */
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

/** Throws 400 unless what was filled in fits the form. A form that asks for nothing takes anything. */
export function checkForm(form: unknown, data: Record<string, unknown>): void {
  if (typeof form !== 'object' || form === null || Object.keys(form).length === 0) return;
  const schema = withoutPatterns(form) as Record<string, unknown>;
  const problem = schemaProblem(schema, data);
  if (problem) invalid('data', `does not fit the form: ${problem}`);
}
