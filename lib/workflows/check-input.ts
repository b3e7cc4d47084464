import { schemaProblem } from '@/lib/agents/models/validate';
import { invalid } from '@/lib/core/errors';
import { isObject } from '@/lib/engine/json';
import type { Plan } from '@/lib/engine/plan';

/** Patterns come from whoever wrote the workflow and could hang the process, so they are not applied. */
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

/** A plan that is kept keeps its schema too: what is made of it is made once. */
const safe = new WeakMap<object, Record<string, unknown>>();

/** Throws 400 unless the input is what the workflow's inputSchema asks for. */
export function checkInput({ inputSchema }: Plan, input: unknown): void {
  if (!isObject(inputSchema)) return;
  const schema = safe.get(inputSchema) ?? (withoutPatterns(inputSchema) as Record<string, unknown>);
  safe.set(inputSchema, schema);
  const problem = schemaProblem(schema, input);
  if (problem) invalid('input', problem);
}
