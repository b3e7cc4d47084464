/** What a control for one value looks like. */
export type Shape =
  | { kind: 'text'; long: boolean; type: 'text' | 'email' | 'url' | 'date'; secret: boolean }
  | { kind: 'number'; whole: boolean; min?: number; max?: number }
  | { kind: 'switch' }
  | { kind: 'choice'; options: Option[] }
  | { kind: 'several'; options: Option[] }
  | { kind: 'lines' }
  | { kind: 'json' };

type Option = { value: string; label: string; raw: unknown };

/** One leaf of a JSON Schema. Objects within become the `group` of their leaves. */
export type FormField = {
  /** Dotted, as the API names it in `details`: "smtp.host". */
  path: string;
  label: string;
  hint?: string;
  required: boolean;
  /** The title of the object that it stands in. */
  group?: string;
  initial?: unknown;
  example?: string;
  minLength?: number;
  maxLength?: number;
  shape: Shape;
};

type Schema = Record<string, unknown>;

const MAX_DEPTH = 3;
const isObject = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown) => (typeof value === 'string' && value ? value : undefined);
const figure = (value: unknown) => (typeof value === 'number' ? value : undefined);

/** "apiBase_url" → "Api base url" */
export function nameOf(key: string): string {
  const words = key
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_.-]+/g, ' ')
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export const isSecret = (schema: Schema): boolean =>
  schema.format === 'password' || schema.writeOnly === true || schema['x-secret'] === true;

function optionsOf(schema: Schema): Option[] | null {
  if (Array.isArray(schema.enum))
    return schema.enum.map((raw) => ({ value: String(raw), label: String(raw), raw }));
  const given = schema.oneOf ?? schema.anyOf;
  if (!Array.isArray(given) || !given.every((one) => isObject(one) && 'const' in one)) return null;
  return given.map((one) => ({
    value: String(one.const),
    label: text(one.title) ?? String(one.const),
    raw: one.const,
  }));
}

const types: Record<string, 'email' | 'url' | 'date'> = {
  email: 'email',
  uri: 'url',
  date: 'date',
};

function shapeOf(schema: Schema): Shape {
  const options = optionsOf(schema);
  if (options) return { kind: 'choice', options };
  const type = Array.isArray(schema.type) ? schema.type.find((one) => one !== 'null') : schema.type;
  if (type === 'boolean') return { kind: 'switch' };
  if (type === 'integer' || type === 'number')
    return {
      kind: 'number',
      whole: type === 'integer',
      min: figure(schema.minimum),
      max: figure(schema.maximum),
    };
  if (type === 'string') {
    const secret = isSecret(schema);
    const long =
      !secret &&
      (schema.format === 'textarea' ||
        schema.format === 'multiline' ||
        Number(schema.maxLength) > 300);
    return { kind: 'text', long, type: types[String(schema.format)] ?? 'text', secret };
  }
  if (type === 'array' && isObject(schema.items)) {
    const each = optionsOf(schema.items);
    if (each) return { kind: 'several', options: each };
    if (schema.items.type === 'string') return { kind: 'lines' };
  }
  return { kind: 'json' };
}

/** The controls of a JSON Schema in its own order; what no control fits is edited as JSON. */
export function fieldsOf(schema: Schema | null | undefined): FormField[] {
  const found: FormField[] = [];
  const visit = (node: Schema, prefix: string, depth: number, group?: string) => {
    const required = Array.isArray(node.required) ? node.required : [];
    for (const [key, given] of Object.entries(isObject(node.properties) ? node.properties : {})) {
      const one = isObject(given) ? given : {};
      const path = prefix ? `${prefix}.${key}` : key;
      const label = text(one.title) ?? nameOf(key);
      if (isObject(one.properties) && depth < MAX_DEPTH) {
        visit(one, path, depth + 1, label);
        continue;
      }
      const [example] = Array.isArray(one.examples) ? one.examples : [];
      found.push({
        path,
        label,
        hint: text(one.description),
        required: required.includes(key),
        group,
        initial: one.default,
        example: example === undefined ? undefined : String(example),
        minLength: figure(one.minLength),
        maxLength: figure(one.maxLength),
        shape: shapeOf(one),
      });
    }
  };
  if (schema) visit(schema, '', 0);
  return found;
}
