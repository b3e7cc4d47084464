import { z } from 'zod';

export interface Unwrapped {
  schema: z.ZodType;
  /** null is allowed */
  nullable: boolean;
  /** it may be left out */
  optional: boolean;
  description?: string;
}

type Inner = z.ZodType & { def: { innerType?: z.ZodType; in?: z.ZodType } };

/** A schema without what wraps it: optional, nullable, defaults, pipes. */
export function unwrap(given: z.ZodType): Unwrapped {
  const out: Unwrapped = { schema: given, nullable: false, optional: false };
  for (;;) {
    out.description ??= out.schema.meta()?.description;
    const { def } = out.schema as Inner;
    const type = def.type as string;
    if (type === 'nullable') out.nullable = true;
    else if (['optional', 'default', 'prefault'].includes(type)) out.optional = true;
    else if (!['readonly', 'nonoptional', 'catch', 'pipe'].includes(type)) return out;
    out.schema = (type === 'pipe' ? def.in : def.innerType) as z.ZodType;
  }
}

/** The fields of an object's schema in order; aliases in two spellings count once, the first one. */
export function fieldsOf(schema: z.ZodType, spell: (name: string) => string) {
  const out = new Map<string, { key: string; schema: z.ZodType }>();
  for (const [key, inner] of Object.entries((schema as z.ZodObject).shape)) {
    const name = spell(key);
    if (/^[A-Za-z]\w*$/.test(name) && !out.has(name))
      out.set(name, { key, schema: inner as z.ZodType });
  }
  return out;
}

export const isObject = (schema: z.ZodType): schema is z.ZodObject => schema instanceof z.ZodObject;

/** The words of an enum or a literal of texts; null for anything else. */
export function wordsOf(schema: z.ZodType): string[] | null {
  if (schema instanceof z.ZodEnum) return schema.options.map(String);
  if (schema instanceof z.ZodLiteral) {
    const values = [...schema.values];
    return values.every((value) => typeof value === 'string') ? (values as string[]) : null;
  }
  return null;
}
