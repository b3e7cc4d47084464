import { GraphQLSchema, lexicographicSortSchema, printSchema, validateSchema } from 'graphql';
import { Kit } from '@/lib/graphql/schema/kit';
import { mutationType } from '@/lib/graphql/schema/mutation';
import { ENTITIES, queryType } from '@/lib/graphql/schema/query';
import { shapes } from '@/lib/graphql/schema/shapes';

let made: GraphQLSchema | undefined;
let printed: string | undefined;

/** The schema, made when it is first asked for. */
export function graphSchema(): GraphQLSchema {
  if (made) return made;
  const kit = new Kit(shapes);
  const schema = new GraphQLSchema({
    query: queryType(kit),
    mutation: mutationType(kit),
    types: ENTITIES.map((entity) => kit.typeOf(entity)),
  });
  const [problem] = validateSchema(schema);
  if (problem) throw problem;
  made = schema;
  return schema;
}

/** The schema in the schema language. */
export function schemaText(): string {
  printed ??= `${printSchema(lexicographicSortSchema(graphSchema()))}\n`;
  return printed;
}
