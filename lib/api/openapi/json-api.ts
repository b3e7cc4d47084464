import { z } from 'zod';

const isObject = (schema: z.ZodType): schema is z.ZodObject => schema instanceof z.ZodObject;

const withoutId = (schema: z.ZodType): z.ZodType =>
  isObject(schema) && 'id' in schema.shape ? schema.omit({ id: true }) : schema;

const resources = new Map<string, z.ZodType>();

/** One resource of a type; made once per schema, so that the document holds it once. */
function resource(type: string, schema: z.ZodType): z.ZodType {
  const name = (schema.meta()?.id as string | undefined) ?? type;
  const id = `${name}Resource`;
  let made = resources.get(id);
  if (!made) {
    const attributes =
      schema instanceof z.ZodUnion
        ? z.union(schema.options.map((it) => withoutId(it as z.ZodType)))
        : withoutId(schema);
    made = z.object({ type: z.literal(type), id: z.string(), attributes }).meta({ id });
    resources.set(id, made);
  }
  return made;
}

/** The JSON:API document in which a plain answer goes out. */
export function jsonApiAnswer(type: string, schema: z.ZodType): z.ZodType {
  const rows = schema instanceof z.ZodArray ? schema : isObject(schema) ? schema.shape.data : null;
  if (rows instanceof z.ZodArray)
    return z.object({
      data: z.array(resource(type, rows.element as z.ZodType)),
      meta: z.object({
        total: z.int(),
        limit: z.int().optional(),
        offset: z.int().optional(),
      }),
      links: z
        .object({ self: z.string(), prev: z.string().optional(), next: z.string().optional() })
        .optional(),
    });
  return z.object({ data: resource(type, schema) });
}

/** The JSON:API document in which a body may come in. */
export const jsonApiBody = (type: string, schema: z.ZodType): z.ZodType =>
  z.object({
    data: z.object({ type: z.literal(type), id: z.string().optional(), attributes: schema }),
  });
