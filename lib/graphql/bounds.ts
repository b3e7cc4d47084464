import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  GraphQLList,
  GraphQLNonNull,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  Lexer,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  Source,
  TokenKind,
  TypeMetaFieldDef,
  visit,
} from 'graphql';
import { DEFAULT_SIZE, MOST_ROWS } from '@/lib/graphql/connection';
import { refused } from '@/lib/graphql/errors';

/** Words and signs of a document. */
export const MOST_TOKENS = 3_000;
/** Fragments, and fields of one name beside each other: checking these costs the square of their number. */
export const MOST_FRAGMENTS = 30;
export const MOST_REPEATS = 5;
/** Levels of fields below each other. */
export const MOST_DEPTH = 15;
/** Rows and values that a document may ask for; a row counts 1, a value 0.1. */
export const MOST_COST = 20_000;

/** Brackets in brackets: the parser and all who read the document call themselves for each. */
export const MOST_NESTED = 64;

/** Refuses what is too long or too nested to parse. Throws a syntax error where there is one. */
export function boundWords(text: string): void {
  const lexer = new Lexer(new Source(text));
  let nested = 0;
  for (let tokens = 0; ; tokens++) {
    const { kind } = lexer.advance();
    if (kind === TokenKind.EOF) return;
    if (tokens >= MOST_TOKENS)
      throw refused(`A document may hold ${MOST_TOKENS} words and signs, and this one holds more.`);
    if (OPENING.has(kind)) nested++;
    else if (CLOSING.has(kind)) nested--;
    if (nested > MOST_NESTED) throw refused(`Brackets in a document may nest ${MOST_NESTED} deep.`);
  }
}

const OPENING = new Set<string>([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const CLOSING = new Set<string>([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

/** Refuses what would be slow to check at all. */
export function boundText(document: DocumentNode): void {
  const fragments = document.definitions.length;
  if (fragments > MOST_FRAGMENTS + 1)
    throw refused(`A document may hold ${MOST_FRAGMENTS} fragments, not ${fragments - 1}.`);
  visit(document, {
    SelectionSet(set) {
      for (const [name, times] of namesOf(set))
        if (times > MOST_REPEATS)
          throw refused(
            `A document may ask for "${name}" ${MOST_REPEATS} times in one place, not ${times}.`,
          );
    },
  });
}

/** How often each name is asked for in one place, parts in inline fragments included. */
function namesOf(set: SelectionSetNode, names = new Map<string, number>()): Map<string, number> {
  for (const selection of set.selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT) namesOf(selection.selectionSet, names);
    else {
      const { value } = (selection.kind === Kind.FIELD && selection.alias) || selection.name;
      names.set(value, (names.get(value) ?? 0) + 1);
    }
  }
  return names;
}

interface Size {
  cost: number;
  depth: number;
}

const LEAF: Size = { cost: 0.1, depth: 1 };
/** What comes with a row: an object in it, and how many a list in it may hold. */
const PART = 0.1;
const PARTS = 5;
/** Lists of the schema itself, by their fields: about as long as they are. */
const INTROSPECTED: Record<string, number> = {
  types: 120,
  fields: 15,
  args: 2,
  inputFields: 8,
  enumValues: 6,
  possibleTypes: 8,
  interfaces: 1,
  directives: 6,
};
/** They cost no statement: so much of what rows would cost. */
const SHARE = 0.25;

/** Refuses a valid document that goes too deep or asks for too much. Returns its cost. */
export function boundCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: { readonly [name: string]: unknown },
): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const one of document.definitions)
    if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one);
  const known = new Map<string, Size>();

  const sum = (set: SelectionSetNode, parent: GraphQLCompositeType): Size => {
    const size: Size = { cost: 0, depth: 0 };
    for (const selection of set.selections) {
      const one =
        selection.kind === Kind.FIELD
          ? ofField(selection, parent)
          : selection.kind === Kind.INLINE_FRAGMENT
            ? sum(selection.selectionSet, typeAt(selection.typeCondition?.name.value, parent))
            : ofFragment(selection.name.value, parent);
      size.cost += one.cost;
      size.depth = Math.max(size.depth, one.depth);
    }
    return size;
  };

  const typeAt = (name: string | undefined, otherwise: GraphQLCompositeType) =>
    ((name && schema.getType(name)) as GraphQLCompositeType | undefined) ?? otherwise;

  const ofFragment = (name: string, parent: GraphQLCompositeType): Size => {
    const made = known.get(name);
    if (made) return made;
    const fragment = fragments.get(name) as FragmentDefinitionNode;
    const size = sum(fragment.selectionSet, typeAt(fragment.typeCondition.name.value, parent));
    known.set(name, size);
    return size;
  };

  const ofField = (node: FieldNode, parent: GraphQLCompositeType): Size => {
    const name = node.name.value;
    const field = fieldAt(parent, name);
    const type = field && getNamedType(field.type);
    if (!field || !node.selectionSet || !isCompositeType(type)) return LEAF;
    const inner = sum(node.selectionSet, type);
    const depth = inner.depth + 1;
    if (parent.name.startsWith('__') || name.startsWith('__')) {
      const each = PART + inner.cost * (name.startsWith('__') ? SHARE : 1);
      return { cost: each * (INTROSPECTED[name] ?? 1), depth };
    }
    if (field.extensions.list) return { cost: 1 + rowsOf(node, variables) * inner.cost, depth };
    if (field.extensions.row) return { cost: 1 + inner.cost, depth };
    const own = (field.extensions.cost as number | undefined) ?? PART;
    return { cost: own + (isList(field.type) ? PARTS : 1) * (PART + inner.cost), depth };
  };

  const fieldAt = (parent: GraphQLCompositeType, name: string) => {
    if (name === '__schema') return SchemaMetaFieldDef;
    if (name === '__type') return TypeMetaFieldDef;
    return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
  };

  const root = schema.getRootType(operation.operation) as GraphQLObjectType;
  const { cost, depth } = sum(operation.selectionSet, root);
  if (depth > MOST_DEPTH)
    throw refused(`A document may go ${MOST_DEPTH} levels deep, not ${depth}.`, {
      depth,
      limit: MOST_DEPTH,
    });
  const rounded = Math.ceil(cost);
  if (rounded > MOST_COST)
    throw refused(
      `This could ask for ${rounded} rows and values, and ${MOST_COST} is the most. Ask for smaller pages or fewer lists.`,
      { cost: rounded, limit: MOST_COST },
    );
  return rounded;
}

const isList = (type: GraphQLOutputType): boolean =>
  type instanceof GraphQLList || (type instanceof GraphQLNonNull && isList(type.ofType));

/** How many rows a list may give: what it is asked for, by a number or a variable. */
function rowsOf(
  { arguments: given = [] }: FieldNode,
  variables: { readonly [name: string]: unknown },
) {
  for (const { name, value } of given) {
    if (name.value !== 'first' && name.value !== 'last') continue;
    const size =
      value.kind === Kind.VARIABLE
        ? variables[value.name.value]
        : value.kind === Kind.INT
          ? Number(value.value)
          : null;
    if (typeof size === 'number') return Math.min(Math.max(size, 0), MOST_ROWS);
  }
  return DEFAULT_SIZE;
}
