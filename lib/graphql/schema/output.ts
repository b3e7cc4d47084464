import {
  GraphQLBoolean,
  GraphQLEnumType,
  type GraphQLFieldConfig,
  type GraphQLFieldConfigMap,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  type GraphQLInterfaceType,
  GraphQLList,
  GraphQLNonNull,
  type GraphQLNullableOutputType,
  GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLString,
} from 'graphql';
import { z } from 'zod';
import type { GraphContext } from '@/lib/graphql/context';
import { camel, enumName, isEnumWord, pascal, typeName } from '@/lib/graphql/schema/names';
import { DateTimeScalar, JsonScalar } from '@/lib/graphql/schema/scalars';
import { describeField, describeType } from '@/lib/graphql/schema/words';
import { fieldsOf, isObject, unwrap, wordsOf } from '@/lib/graphql/schema/zod';
import { weigh } from '@/lib/graphql/weight';

export type View = Record<string, unknown>;
export type Field = GraphQLFieldConfig<unknown, GraphContext>;
export type Fields = Record<string, Field>;

export interface Shape {
  /** a field's own name in GraphQL, by the key that it has in REST; null leaves it out */
  rename?: Record<string, string | null>;
  /** fields that REST has no place for: the way to other types */
  more?: () => Fields;
  interfaces?: () => GraphQLInterfaceType[];
  /** where a field comes from that a list's rows do not hold */
  detail?: (view: View, context: GraphContext) => Promise<View | null>;
}

/** Numbers that outgrow 32 bits: milliseconds and tokens. */
const WIDE = /_ms$|^(input|output|total)_tokens$/;

/**
 * GraphQL types of what the API answers, made from the endpoints' own schemas: a type cannot say anything
 * else than REST does, and no field is described twice.
 */
export class OutputTypes {
  readonly #types = new Map<string, GraphQLObjectType>();
  readonly #enums = new Map<string, GraphQLEnumType>();

  constructor(readonly shapes: Record<string, Shape>) {}

  /** The object type of a schema, made once. */
  object(schema: z.ZodType, otherwise: string): GraphQLObjectType {
    const name = typeName(schema, otherwise);
    const made = this.#types.get(name);
    if (made) return made;
    const shape = this.shapes[name] ?? {};
    const type = new GraphQLObjectType({
      name,
      description: describeType(name) ?? schema.meta()?.description,
      interfaces: shape.interfaces,
      fields: () =>
        this.#fields(name, schema, shape) as GraphQLFieldConfigMap<unknown, GraphContext>,
    });
    this.#types.set(name, type);
    return type;
  }

  #fields(type: string, schema: z.ZodType, shape: Shape): Fields {
    const out: Fields = {};
    for (const [name, { key, schema: inner }] of fieldsOf(schema, camel)) {
      const given = shape.rename?.[key];
      if (given === null) continue;
      const shown = given ?? name;
      const { description } = unwrap(inner);
      out[shown] = {
        type: this.of(inner, `${type}${pascal(key)}`, key),
        description: describeField(type, shown, description),
        resolve: reader(key, shape.detail),
      } as unknown as Field;
    }
    return { ...out, ...shape.more?.() };
  }

  /** The type of a field. */
  of(given: z.ZodType, otherwise: string, key: string): GraphQLOutputType {
    const { schema, nullable, optional } = unwrap(given);
    const type = this.#inner(schema, otherwise, key);
    return nullable || optional || schema instanceof z.ZodUnknown ? type : new GraphQLNonNull(type);
  }

  #inner(schema: z.ZodType, otherwise: string, key: string): GraphQLNullableOutputType {
    if (isObject(schema)) return this.object(schema, otherwise);
    if (schema instanceof z.ZodArray)
      return new GraphQLList(this.of(schema.element as z.ZodType, singular(otherwise), key));
    const words = wordsOf(schema);
    if (words) return this.enum(words, otherwise);
    return scalarOf(schema, key);
  }

  /** An enum whose words are REST's; plain text when GraphQL cannot write one of them. */
  enum(words: readonly string[], otherwise: string): GraphQLEnumType | typeof GraphQLString {
    if (!words.every(isEnumWord)) return GraphQLString;
    const name = enumName(words, otherwise);
    const made =
      this.#enums.get(name) ??
      new GraphQLEnumType({
        name,
        description: describeType(name),
        values: Object.fromEntries(words.map((word) => [word, { value: word }])),
      });
    this.#enums.set(name, made);
    return made;
  }
}

/** What a schema of no parts is in GraphQL, for answers and inputs alike. */
export function scalarOf(schema: z.ZodType, key: string) {
  if (schema instanceof z.ZodNumber)
    return schema.isInt && !WIDE.test(key) ? GraphQLInt : GraphQLFloat;
  if (schema instanceof z.ZodBoolean) return GraphQLBoolean;
  const { type, format } = schema.def as { type: string; format?: string };
  if (type !== 'string') return JsonScalar;
  if (format === 'uuid' || key === 'id' || key.endsWith('_id')) return GraphQLID;
  return format === 'datetime' ? DateTimeScalar : GraphQLString;
}

const singular = (name: string): string => name.replace(/ies$/, 'y').replace(/s$/, '');

/** Reads a key of a view, or of its detail; what is large counts towards the size of the answer. */
const reader =
  (key: string, detail: Shape['detail']) =>
  (view: View, _args: unknown, context: GraphContext): unknown => {
    if (key in view || !detail) return weigh(context, view[key]);
    return detail(view, context).then((whole) => weigh(context, whole?.[key]));
  };
