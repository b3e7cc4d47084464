import { z } from 'zod';

const Field = z.string().min(1).max(200);
const Fields = z.array(Field).min(1).max(200);
const Where = z.string().min(1).max(2000);

/** What `data-processing` can do with rows, in the order given. */
export const Operation = z
  .union([
    z.enum(['clean', 'transform']),
    z.discriminatedUnion('op', [
      z.strictObject({ op: z.literal('clean') }),
      z.strictObject({
        op: z.literal('transform'),
        set: z.record(Field, Where).optional().meta({
          description: 'New or changed fields as expressions over `row`: `row.price * row.count`.',
        }),
      }),
      z.strictObject({ op: z.literal('select'), fields: Fields }),
      z.strictObject({ op: z.literal('rename'), fields: z.record(Field, Field) }),
      z.strictObject({ op: z.literal('filter'), where: Where }),
      z.strictObject({ op: z.literal('dedupe'), fields: Fields.optional() }),
      z.strictObject({
        op: z.literal('cast'),
        fields: z.record(Field, z.enum(['number', 'integer', 'boolean', 'string', 'date'])),
      }),
    ]),
  ])
  .meta({
    id: 'DataOperation',
    description:
      '`clean` trims texts, makes placeholders such as "n/a" empty and drops empty rows; `transform` gives fields snake_case names and texts that are numbers or booleans their type. The others take parameters.',
  });

export type DataOperation = z.output<typeof Operation>;

export const FORMATS = ['csv', 'json', 'ndjson'] as const;
export type DataFormat = (typeof FORMATS)[number];
