import { type Document, nameOf, resolved, type Schema } from '@/lib/docs/reference/openapi';

/** One row of a table of parameters or fields. */
export interface Field {
  name: string;
  /** `string`, `array of objects`, `uuid or null` */
  type: string;
  required: boolean;
  description?: string;
  /** `1 to 255 characters`, `default 20` */
  bounds: string[];
  /** the values it can have */
  values?: string[];
  fields?: Field[];
}

const FORMATS: Record<string, string> = { 'date-time': 'timestamp', uri: 'URL', email: 'e-mail' };
const DEEPEST = 4;
/** bounds beyond are there for safety, and tell nobody anything */
const ENDLESS = 1e9;
const MOST_VALUES = 40;

const isNull = (schema: Schema) => schema.type === 'null' || schema.const === null;

interface Shape {
  type: string;
  fields?: Field[];
  bounds: string[];
  values?: string[];
}

const plural = (word: string) =>
  /^(string|integer|number|boolean|object|timestamp|uuid|URL|value)$/.test(word)
    ? `${word}s`
    : word;

/** 100,000 */
const n = (value = 0) => value.toLocaleString('en-US');

function range(low: number | undefined, high: number | undefined, unit: string): string[] {
  const words = unit ? ` ${unit}` : '';
  if (low && high) return [low === high ? `${n(low)}${words}` : `${n(low)} to ${n(high)}${words}`];
  if (high !== undefined && high < ENDLESS) return [`at most ${n(high)}${words}`];
  if (low) return [`at least ${n(low)}${words}`];
  return [];
}

function boundsOf(schema: Schema): string[] {
  const bounds = [
    ...range(schema.minLength, schema.maxLength, 'characters'),
    ...range(schema.minItems, schema.maxItems, 'items'),
  ];
  const { minimum, maximum } = schema;
  const real = (one: number | undefined) => one !== undefined && Math.abs(one) < ENDLESS;
  if (real(minimum) && real(maximum)) bounds.push(`${n(minimum)} to ${n(maximum)}`);
  else if (real(minimum)) bounds.push(`at least ${n(minimum)}`);
  else if (real(maximum)) bounds.push(`at most ${n(maximum)}`);
  if (schema.exclusiveMinimum !== undefined) bounds.push(`more than ${schema.exclusiveMinimum}`);
  if (schema.pattern && !schema.format && schema.pattern.length < 60)
    bounds.push(`matches ${schema.pattern}`);
  const given = schema.default;
  if (given !== undefined && given !== null && JSON.stringify(given).length < 60)
    bounds.push(`default ${JSON.stringify(given)}`);
  return bounds;
}

/** Reads one schema; `inside` are the named schemas around it, so that one that holds itself ends. */
function shapeOf(document: Document, schema: Schema, inside: string[]): Shape {
  const name = nameOf(schema);
  if (name && (inside.includes(name) || inside.length >= DEEPEST))
    return { type: name, bounds: [] };
  const within = name ? [...inside, name] : inside;
  const it = resolved(document, schema);
  const branches = it.anyOf ?? it.oneOf;
  if (branches) return unionOf(document, it, branches, within);
  const types = Array.isArray(it.type) ? it.type : it.type ? [it.type] : [];
  const nullable = types.includes('null') ? ' or null' : '';
  const [type] = types.filter((one) => one !== 'null');
  const bounds = boundsOf(it);
  const values = it.enum ?? (it.const === undefined ? undefined : [it.const]);
  if (values) {
    const shown = values
      .slice(0, MOST_VALUES)
      .map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
    return { type: `${type ?? 'string'}${nullable}`, bounds, values: shown };
  }
  if (type === 'array') {
    const items = shapeOf(document, it.items ?? {}, within);
    const of = items.fields ? 'objects' : plural(items.type);
    return { ...items, type: `array of ${of}${nullable}`, bounds: [...bounds, ...items.bounds] };
  }
  if (type === 'object') {
    const fields = fieldsOf(document, it, within);
    const rest = typeof it.additionalProperties === 'object' ? it.additionalProperties : undefined;
    if (fields.length === 0 && rest && Object.keys(rest).length > 0) {
      const value = shapeOf(document, rest, within);
      return {
        type: `map of ${value.fields ? 'objects' : plural(value.type)}${nullable}`,
        bounds,
        fields: value.fields,
      };
    }
    return { type: `object${nullable}`, bounds, ...(fields.length > 0 && { fields }) };
  }
  const format = it.format === 'uuid' ? 'uuid' : it.format && FORMATS[it.format];
  return { type: `${format ?? type ?? 'value'}${nullable}`, bounds };
}

function unionOf(document: Document, it: Schema, branches: Schema[], inside: string[]): Shape {
  const real = branches.filter((one) => !isNull(resolved(document, one)));
  const shapes = real.map((one) => shapeOf(document, one, inside));
  const types = [...new Set(shapes.map((one) => one.type))];
  if (real.length < branches.length) types.push('null');
  const fields = mergeFields(shapes.map((one) => one.fields ?? []));
  const values = shapes.flatMap((one) => one.values ?? []);
  return {
    type: types.join(' or '),
    bounds: [...new Set([...boundsOf(it), ...shapes.flatMap((one) => one.bounds)])],
    ...(fields.length > 0 && { fields }),
    ...(values.length > 0 && { values: [...new Set(values)] }),
  };
}

/** The fields of all variants; required is what every variant needs. */
function mergeFields(variants: Field[][]): Field[] {
  const merged = new Map<string, Field>();
  for (const field of variants.flat()) {
    const before = merged.get(field.name);
    if (!before) merged.set(field.name, { ...field });
    else if (field.values && before.values)
      before.values = [...new Set([...before.values, ...field.values])];
  }
  const withFields = variants.filter((one) => one.length > 0);
  for (const field of merged.values())
    field.required = withFields.every((one) =>
      one.some((f) => f.name === field.name && f.required),
    );
  return [...merged.values()];
}

/** The rows of a schema's properties; of an array those of its items. */
export function fieldsOf(document: Document, schema: Schema, inside: string[] = []): Field[] {
  const it = resolved(document, schema);
  if (!it.properties) return shapeFields(document, schema, inside);
  const required = new Set(it.required);
  return Object.entries(it.properties).map(([name, property]) => {
    const { description } = { ...resolved(document, property), ...property };
    const shape = shapeOf(document, property, inside);
    return { name, required: required.has(name), ...shape, ...(description && { description }) };
  });
}

function shapeFields(document: Document, schema: Schema, inside: string[]): Field[] {
  const it = resolved(document, schema);
  if (it.anyOf || it.oneOf || it.type === 'array')
    return shapeOf(document, it, inside).fields ?? [];
  return [];
}

/** One named value: a parameter. */
export function fieldOf(
  document: Document,
  name: string,
  schema: Schema,
  given: { required: boolean; description?: string },
): Field {
  const shape = shapeOf(document, schema, []);
  const description = given.description ?? resolved(document, schema).description;
  return { name, required: given.required, ...shape, ...(description && { description }) };
}

/** How a whole schema is called: `array of objects`. */
export const typeOf = (document: Document, schema: Schema): string =>
  shapeOf(document, schema, []).type;
