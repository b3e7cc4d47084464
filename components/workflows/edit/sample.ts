import type { Doc } from '@/components/workflows/edit/address';
import { isObject, type Json } from '@/lib/engine/json';

/** A first sample input: what the schema gives as examples and defaults, else empty values. */
export function sampleFor(doc: Doc): Json {
  const schema = doc.inputSchema;
  const made = isObject(schema) ? valueFor(schema, 0) : {};
  return isObject(made) ? made : {};
}

function valueFor(schema: { [key: string]: Json }, depth: number): Json {
  if (schema.default !== undefined) return schema.default;
  if (schema.example !== undefined) return schema.example;
  if (Array.isArray(schema.examples) && schema.examples[0] !== undefined) return schema.examples[0];
  if (Array.isArray(schema.enum) && schema.enum[0] !== undefined) return schema.enum[0];
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if ((type === 'object' || isObject(schema.properties)) && depth < 6) {
    const properties = isObject(schema.properties) ? schema.properties : {};
    return Object.fromEntries(
      Object.entries(properties).map(([key, one]) => [
        key,
        isObject(one) ? valueFor(one, depth + 1) : null,
      ]),
    );
  }
  if (type === 'array')
    return isObject(schema.items) && depth < 6 ? [valueFor(schema.items, depth + 1)] : [];
  if (type === 'number' || type === 'integer') return Number(schema.minimum ?? 0);
  if (type === 'boolean') return false;
  return '';
}
