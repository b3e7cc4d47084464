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

/** Keywords that zod cannot read, and `default`, which would make a required property optional. */
const UNREAD = new Set([
  ...['default', 'not', 'if', 'then', 'else', 'dependentRequired', 'dependentSchemas'],
  ...['unevaluatedProperties', 'unevaluatedItems', 'contains', 'minContains', 'maxContains'],
]);
const TYPE_BY_KEYWORD: Record<string, string> = {
  ...{ properties: 'object', required: 'object', additionalProperties: 'object' },
  ...{ items: 'array', prefixItems: 'array', minItems: 'array', maxItems: 'array' },
  ...{ minLength: 'string', maxLength: 'string', pattern: 'string', format: 'string' },
  ...{ minimum: 'number', maximum: 'number', multipleOf: 'number' },
};
const NAMED = ['properties', 'patternProperties', '$defs', 'definitions'];

/**
 * The schema with what zod overlooks spelled out: the type that other keywords imply, required
 * properties that are not described, and arrays of anything.
 */
function explicit(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(explicit);
  if (!isObject(schema)) return schema;
  const copy: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (UNREAD.has(key)) continue;
    if (key === 'enum' || key === 'const' || key === 'examples') copy[key] = value;
    else if (NAMED.includes(key) && isObject(value)) {
      copy[key] = Object.fromEntries(Object.entries(value).map(([k, v]) => [k, explicit(v)]));
    } else copy[key] = explicit(value);
  }
  const implied = Object.keys(copy).find((key) => key in TYPE_BY_KEYWORD);
  const bare = ['type', '$ref', 'enum', 'const', 'anyOf', 'oneOf', 'allOf'].every(
    (key) => !(key in copy),
  );
  if (bare && implied) copy.type = TYPE_BY_KEYWORD[implied];
  if (copy.type === 'array' && !('items' in copy) && !('prefixItems' in copy)) copy.items = {};
  if (copy.type === 'object' && Array.isArray(copy.required)) {
    const described = isObject(copy.properties) ? copy.properties : {};
    const missing = copy.required.map(String).filter((key) => !Object.hasOwn(described, key));
    const others = isObject(copy.additionalProperties) ? copy.additionalProperties : {};
    const added = Object.fromEntries(missing.map((key) => [key, others]));
    copy.properties = { ...described, ...added };
  }
  return copy;
}

/** Only schemas beyond what zod can read are checked loosely: required properties alone. */
function compile(schema: Record<string, unknown>): Check {
  let parser: z.ZodType;
  try {
    parser = z.fromJSONSchema(explicit(schema) as Parameters<typeof z.fromJSONSchema>[0]);
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
