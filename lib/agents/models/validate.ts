import { z } from 'zod';
import type { ToolDefinition } from './contract';

type Check = (value: unknown) => string | undefined;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Compiling costs more than checking, and a tool's schema object lives as long as its tool. */
const compiled = new WeakMap<object, Check>();

function loose(schema: Record<string, unknown>): Check {
  const required = Array.isArray(schema.required) ? schema.required.map(String) : [];
  return (value) => {
    if (schema.type !== 'object') return undefined;
    if (!isObject(value)) return 'expected an object';
    const missing = required.filter((key) => !(key in value));
    return missing.length > 0 ? `missing ${missing.join(', ')}` : undefined;
  };
}

/** Only schemas beyond what zod can read are checked loosely: required properties alone. */
function compile(schema: Record<string, unknown>): Check {
  let parser: z.ZodType;
  try {
    parser = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
  } catch {
    return loose(schema);
  }
  return (value) => {
    const parsed = parser.safeParse(value);
    if (parsed.success) return undefined;
    const problems = parsed.error.issues
      .slice(0, 5)
      .map((issue) => (issue.path.length > 0 ? `${issue.path.join('.')}: ` : '') + issue.message);
    return problems.join('; ').slice(0, 500);
  };
}

/** Why `value` is not an instance of the JSON Schema, in a phrase; undefined when it is one. */
export function schemaProblem(schema: Record<string, unknown>, value: unknown): string | undefined {
  let check = compiled.get(schema);
  if (!check) {
    check = compile(schema);
    compiled.set(schema, check);
  }
  return check(value);
}

/** Why a tool call must not run, as a sentence that the model can act on. */
export function toolCallProblem(
  tools: readonly ToolDefinition[],
  name: string,
  input: unknown,
): string | undefined {
  const tool = tools.find((candidate) => candidate.name === name);
  if (!tool) {
    const names = tools.map((candidate) => candidate.name).join(', ');
    return names
      ? `There is no tool named "${name}" here. Use one of: ${names}.`
      : `There is no tool named "${name}" here. Answer without tools.`;
  }
  if (typeof input === 'string') {
    return `The arguments of ${name} were not valid JSON. Send one JSON object.`;
  }
  if (!isObject(input)) return `The arguments of ${name} must be one JSON object.`;
  const problem = schemaProblem(tool.inputSchema, input);
  return problem
    ? `The arguments of ${name} do not fit its schema: ${problem}. Correct them and call again.`
    : undefined;
}

/** Reads an answer that was to be JSON, with or without a code fence around it. */
export function readOutput(
  text: string,
  schema: Record<string, unknown>,
): { value: unknown } | { invalid: string } {
  const fenced = /^\s*```(?:json)?\s*\n([\s\S]*?)\n\s*```\s*$/.exec(text)?.[1];
  let value: unknown;
  try {
    value = JSON.parse(fenced ?? text);
  } catch {
    return { invalid: 'The answer was not valid JSON.' };
  }
  const problem = schemaProblem(schema, value);
  return problem
    ? { invalid: `The answer does not fit the output schema: ${problem}.` }
    : { value };
}
