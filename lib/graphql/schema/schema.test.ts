import {
  buildSchema,
  getIntrospectionQuery,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import { expect, it } from 'vitest';
import { graphSchema, schemaText } from '@/lib/graphql/schema/build';

const types = Object.values(graphSchema().getTypeMap()).filter(
  ({ name }) => !name.startsWith('__'),
);

it('describes every type, field and argument', () => {
  const silent: string[] = [];
  const look = (name: string, { description }: { description?: string | null }) => {
    if (!description || !/[.)]$/.test(description)) silent.push(name);
  };
  for (const type of types) {
    look(type.name, type);
    if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type))
      for (const field of Object.values(type.getFields())) {
        look(`${type.name}.${field.name}`, field);
        if ('args' in field)
          for (const argument of field.args)
            look(`${type.name}.${field.name}(${argument.name})`, argument);
      }
  }
  // Add words to lib/graphql/schema/field-words.ts or words.ts, or a description to the endpoint's schema.
  expect(silent).toEqual([]);
});

it('writes names as GraphQL does, and words as REST does', () => {
  for (const type of types) {
    if (isObjectType(type) || isInputObjectType(type))
      for (const name of Object.keys(type.getFields())) expect(name).toMatch(/^[a-z][A-Za-z0-9]*$/);
    if (isEnumType(type))
      for (const { name } of type.getValues()) expect(name).toMatch(/^[a-z]\w*$/);
    expect(type.name).toMatch(/^[A-Z][A-Za-z0-9]*$/);
  }
});

it('is text that another program can read', () => {
  const read = buildSchema(schemaText());
  expect(Object.keys(read.getTypeMap()).sort()).toEqual(
    Object.keys(graphSchema().getTypeMap()).sort(),
  );
  expect(getIntrospectionQuery().length).toBeLessThan(50_000);
});

it('shows no secret and nothing of how it is kept', () => {
  const names = types.flatMap((type) =>
    isObjectType(type) ? Object.keys(type.getFields()).map((name) => `${type.name}.${name}`) : [],
  );
  const odd = names.filter((name) =>
    /token$|secret$|password|hash|storageKey|snapshot|microCredits|organizationId/i.test(name),
  );
  expect(odd).toEqual(['Workflow.hash', 'WorkflowVersion.hash']);
});
