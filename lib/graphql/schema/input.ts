import {
  GraphQLBoolean,
  GraphQLID,
  GraphQLInputObjectType,
  type GraphQLInputType,
  GraphQLList,
  GraphQLNonNull,
  type GraphQLNullableInputType,
} from 'graphql';
import { z } from 'zod';
import { camel, isEnumWord, pascal, typeName } from '@/lib/graphql/schema/names';
import { type OutputTypes, scalarOf } from '@/lib/graphql/schema/output';
import { describeField, describeType } from '@/lib/graphql/schema/words';
import { fieldsOf, isObject, unwrap, wordsOf } from '@/lib/graphql/schema/zod';

export interface Argument {
  type: GraphQLInputType;
  description?: string;
}

/** Input types made from the endpoints' own schemas, which still validate what comes in. */
export class InputTypes {
  readonly #types = new Map<string, GraphQLInputObjectType>();

  constructor(readonly outputs: OutputTypes) {}

  /** The fields of a query or params as arguments, without `leave`. */
  arguments(schema: z.ZodType, owner: string, leave: readonly string[] = []) {
    const out: Record<string, Argument> = {};
    for (const [name, { key, schema: inner }] of fieldsOf(schema, camel))
      if (!leave.includes(key)) out[name] = this.#argument(inner, owner, name, key);
    return out;
  }

  #argument(given: z.ZodType, owner: string, name: string, key: string): Argument {
    return {
      type: this.of(given, `${owner}${pascal(key)}`, key),
      description: describeField(owner, name, unwrap(given).description),
    };
  }

  of(given: z.ZodType, otherwise: string, key: string): GraphQLInputType {
    const { schema, nullable, optional } = unwrap(given);
    const type = this.#inner(schema, otherwise, key);
    return nullable || optional || schema instanceof z.ZodUnknown ? type : new GraphQLNonNull(type);
  }

  #inner(schema: z.ZodType, otherwise: string, key: string): GraphQLNullableInputType {
    if (isObject(schema)) return this.object(schema, otherwise);
    if (schema instanceof z.ZodArray)
      return new GraphQLList(this.of(schema.element as z.ZodType, otherwise, key));
    const words = wordsOf(schema);
    if (words?.includes('true')) return GraphQLBoolean;
    if (words)
      return words.every(isEnumWord)
        ? this.outputs.enum(words, otherwise)
        : scalarOf(z.string(), '');
    return key === 'skill_ids' ? GraphQLID : scalarOf(schema, key);
  }

  object(schema: z.ZodType, otherwise: string): GraphQLInputObjectType {
    const known = typeName(schema, otherwise);
    const name = /(Input|Patch)$/.test(known) ? known : `${known}Input`;
    const made = this.#types.get(name);
    if (made) return made;
    const type = new GraphQLInputObjectType({
      name,
      description: describeType(name) ?? schema.meta()?.description,
      fields: () => this.arguments(schema, name),
    });
    this.#types.set(name, type);
    return type;
  }
}

/** GraphQL's values under REST's keys, for the endpoint's schema to parse. */
export function toRest(given: z.ZodType, value: unknown, dropNulls = false): unknown {
  const { schema } = unwrap(given);
  if (value === null || value === undefined) return value;
  if (isObject(schema)) {
    const fields = fieldsOf(schema, camel);
    return Object.fromEntries(
      Object.entries(value as object).flatMap(([name, inner]) => {
        const field = fields.get(name);
        if (!field || (dropNulls && inner === null)) return [];
        return [[field.key, toRest(field.schema, inner)]];
      }),
    );
  }
  if (schema instanceof z.ZodArray)
    return (value as unknown[]).map((one) => toRest(schema.element as z.ZodType, one));
  if (typeof value === 'boolean' && wordsOf(schema)?.includes('true')) return String(value);
  return value;
}
