import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

/** Any JSON; a document's literals become the same values. */
export const JsonScalar = new GraphQLScalarType({
  name: 'JSON',
  description: 'Any JSON value: an object, an array, a text, a number, true, false or null.',
  coerceOutputValue: (value) => value,
  coerceInputValue: (value) => value,
  coerceInputLiteral: literal,
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc8259',
});

/** Checked by the endpoint's own schema, which also says what is wrong with it. */
export const DateTimeScalar = new GraphQLScalarType<string, string>({
  name: 'DateTime',
  description:
    'A date and time with its offset, as RFC 3339 writes it: `2026-01-31T09:30:00.000Z`.',
  coerceOutputValue: (value) => String(value),
  coerceInputValue: text,
  coerceInputLiteral: (node) => text(literal(node)),
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
});

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new GraphQLError('DateTime must be a text such as "2026-01-31T09:30:00Z".');
}

function literal(node: ValueNode): unknown {
  switch (node.kind) {
    case Kind.STRING:
    case Kind.BOOLEAN:
    case Kind.ENUM:
      return node.value;
    case Kind.INT:
    case Kind.FLOAT:
      return Number(node.value);
    case Kind.LIST:
      return node.values.map(literal);
    case Kind.OBJECT:
      return Object.fromEntries(node.fields.map(({ name, value }) => [name.value, literal(value)]));
    default:
      return null;
  }
}
