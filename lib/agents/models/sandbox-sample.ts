type Schema = Record<string, unknown>;

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const FORMATS: Record<string, string> = {
  email: 'someone@example.com',
  uri: 'https://example.com/',
  url: 'https://example.com/',
  date: '2000-01-01',
  time: '00:00:00Z',
  'date-time': '2000-01-01T00:00:00Z',
  uuid: '00000000-0000-4000-8000-000000000000',
};

function text(schema: Schema): string {
  const sample = FORMATS[String(schema.format)] ?? 'sandbox';
  const least = Number(schema.minLength ?? 0);
  const most = Number(schema.maxLength ?? Math.max(least, sample.length));
  return sample.padEnd(Math.min(least, 10_000), '.').slice(0, most);
}

function number(schema: Schema): number {
  const low = Number(schema.minimum ?? Number(schema.exclusiveMinimum ?? Number.NaN) + 1);
  const high = Number(schema.maximum ?? Number(schema.exclusiveMaximum ?? Number.NaN) - 1);
  const step = Number(schema.multipleOf ?? 1);
  const start = Number.isFinite(low) ? low : Number.isFinite(high) ? Math.min(high, 1) : 1;
  return Math.ceil(start / step) * step;
}

/**
 * The plainest value that fits a JSON Schema: required properties only, the first of every
 * choice. Patterns are not solved. Depth is bounded, because schemas may refer to themselves.
 */
export function sampleOf(schema: unknown, root: unknown = schema, depth = 0): unknown {
  if (!isSchema(schema) || depth > 12) return {};
  if ('const' in schema) return schema.const;
  if (Array.isArray(schema.enum) && schema.enum.length > 0) return schema.enum[0];
  if ('default' in schema) return schema.default;
  if (Array.isArray(schema.examples) && schema.examples.length > 0) return schema.examples[0];
  const down = (child: unknown) => sampleOf(child, root, depth + 1);
  if (typeof schema.$ref === 'string' && schema.$ref.startsWith('#/')) {
    const steps = schema.$ref.slice(2).split('/');
    return down(steps.reduce<unknown>((at, key) => (isSchema(at) ? at[key] : undefined), root));
  }
  const choice = [schema.anyOf, schema.oneOf].find(Array.isArray);
  if (choice) return down(choice[0]);
  if (Array.isArray(schema.allOf)) {
    const parts = schema.allOf.map(down);
    return parts.every(isSchema) ? Object.assign({}, ...parts) : parts[0];
  }
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type ?? (schema.properties ? 'object' : 'string')) {
    case 'object': {
      const properties = isSchema(schema.properties) ? schema.properties : {};
      const required = Array.isArray(schema.required) ? schema.required.map(String) : [];
      return Object.fromEntries(required.map((key) => [key, down(properties[key] ?? {})]));
    }
    case 'array': {
      const least = Math.min(Number(schema.minItems ?? 0), 100);
      return Array.from({ length: least }, () => down(schema.items ?? {}));
    }
    case 'string':
      return text(schema);
    case 'integer':
    case 'number':
      return number(schema);
    case 'boolean':
      return true;
    default:
      return null;
  }
}
