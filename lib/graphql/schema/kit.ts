import {
  GraphQLBoolean,
  type GraphQLFieldConfigArgumentMap,
  GraphQLID,
  GraphQLInt,
  GraphQLInterfaceType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLString,
} from 'graphql';
import { checkStorable, parse } from '@/lib/core/validate';
import { Connection, DEFAULT_SIZE, MOST_ROWS } from '@/lib/graphql/connection';
import { type GraphContext, requireScope } from '@/lib/graphql/context';
import { type Entity, loadOne, rowsOf } from '@/lib/graphql/entities/entity';
import type { RowList } from '@/lib/graphql/entities/row-list';
import { InputTypes, toRest } from '@/lib/graphql/schema/input';
import { type Field, OutputTypes, type Shape, type View } from '@/lib/graphql/schema/output';
import type { Source } from '@/lib/graphql/store';

const PAGE: GraphQLFieldConfigArgumentMap = {
  first: {
    type: GraphQLInt,
    description: `Rows from the beginning of the list, 1 to ${MOST_ROWS}; ${DEFAULT_SIZE} when neither first nor last is given.`,
  },
  after: { type: GraphQLString, description: 'Only what comes after this cursor.' },
  last: { type: GraphQLInt, description: `Rows from the end of the list, 1 to ${MOST_ROWS}.` },
  before: { type: GraphQLString, description: 'Only what comes before this cursor.' },
};

export const Node = new GraphQLInterfaceType({
  name: 'Node',
  description: 'Whatever has an id of its own: `node(id:)` finds it.',
  fields: { id: { type: new GraphQLNonNull(GraphQLID), description: 'A UUID.' } },
});

const nonNull = {
  cursor: new GraphQLNonNull(GraphQLString),
  flag: new GraphQLNonNull(GraphQLBoolean),
};

const PageInfo = new GraphQLObjectType({
  name: 'PageInfo',
  description: 'Where a page stands in its list.',
  fields: {
    hasNextPage: { type: nonNull.flag, description: 'There is more after endCursor.' },
    hasPreviousPage: { type: nonNull.flag, description: 'There is more before startCursor.' },
    startCursor: { type: GraphQLString, description: 'Of the first row; null when there is none.' },
    endCursor: { type: GraphQLString, description: 'Of the last row; null when there is none.' },
  },
});

interface Below {
  /** the id of the row that the list belongs to */
  parent: (view: View) => unknown;
  source: Source;
  /** filters that the parent decides */
  without?: readonly string[];
}

/** Makes types and fields; all of one schema come from one kit. */
export class Kit {
  readonly outputs: OutputTypes;
  readonly inputs: InputTypes;
  readonly #connections = new Map<string, GraphQLObjectType>();

  constructor(shapes: (kit: Kit) => Record<string, Shape>) {
    this.outputs = new OutputTypes(shapes(this));
    this.inputs = new InputTypes(this.outputs);
  }

  typeOf({ schema, name }: Pick<Entity | RowList, 'schema' | 'name'>): GraphQLObjectType {
    return this.outputs.object(schema, name);
  }

  /** One row that another one names; null when it is gone, or not the organization's. */
  one(entity: Entity, id: (view: View) => unknown, description: string): Field {
    return {
      type: this.typeOf(entity),
      description: `${description} Needs \`${entity.scope}\`.`,
      extensions: { cost: 1 },
      resolve: (view: View, _: unknown, context: GraphContext) => {
        const named = id(view);
        if (named === null || named === undefined) return null;
        requireScope(context, entity.scope);
        return loadOne(context, entity, named);
      },
    } as unknown as Field;
  }

  /** A list with cursors: of its own, or below another row. */
  list(of: Entity | RowList, description: string, below?: Below): Field {
    const { filters } = of;
    const leave = ['limit', 'offset', ...(below?.without ?? [])];
    const own = filters ? this.inputs.arguments(filters, of.name, leave) : {};
    return {
      type: this.#connection(of),
      description: `${description} Needs \`${of.scope}\`.`,
      args: { ...PAGE, ...own },
      extensions: { list: true },
      resolve: (view: View, args: View, context: GraphContext) => {
        requireScope(context, of.scope);
        checkStorable(args);
        const { first, last, after, before, ...rest } = args as Record<string, never>;
        const asked = filters ? parse(filters, toRest(filters, rest, true)) : {};
        const listing = {
          source: below?.source ?? sourceOf(of, asked),
          order: of.order(asked as never),
          where: of.where(asked as never, context.ctx),
          rows: 'rows' in of ? of.rows : rowsOf(of),
        };
        const name = `${of.name} ${below?.source.parent ?? ''} ${JSON.stringify(asked)}`;
        const parent = below ? String(below.parent(view)) : '';
        return new Connection(context, name, listing, { first, last, after, before }, parent);
      },
    } as unknown as Field;
  }

  #connection(of: Entity | RowList): GraphQLObjectType {
    const made = this.#connections.get(of.name);
    if (made) return made;
    const node = this.typeOf(of);
    const edge = new GraphQLObjectType({
      name: `${of.name}Edge`,
      description: `A ${of.name} at its place in a list.`,
      fields: {
        cursor: { type: nonNull.cursor, description: 'Its place, for `after` and `before`.' },
        node: { type: new GraphQLNonNull(node), description: `The ${of.name}.` },
      },
    });
    const listOf = (type: GraphQLObjectType) =>
      new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(type)));
    const type = new GraphQLObjectType<Connection, GraphContext>({
      name: `${of.name}Connection`,
      description: `A page of a list of ${of.name}.`,
      fields: {
        nodes: {
          type: listOf(node),
          description: 'The rows of the page.',
          extensions: { row: true },
          resolve: (page) => page.nodes(),
        },
        edges: {
          type: listOf(edge),
          description: 'The rows with their cursors.',
          extensions: { row: true },
          resolve: (page) => page.edges(),
        },
        pageInfo: {
          type: new GraphQLNonNull(PageInfo),
          description: 'Whether there is more, and from where.',
          resolve: (page) => page.pageInfo(),
        },
        totalCount: {
          type: new GraphQLNonNull(GraphQLInt),
          description: 'How many rows the filters match in all.',
          resolve: (page) => page.totalCount(),
        },
      },
    });
    this.#connections.set(of.name, type);
    return type;
  }
}

const sourceOf = (of: Entity | RowList, asked: unknown): Source =>
  ('sourceFor' in of && of.sourceFor?.(asked as never)) || of.source;
