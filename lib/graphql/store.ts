import type { Ctx } from '@/lib/core/context';
import { asPlace, asText, type Order } from '@/lib/graphql/cursor';

/** A condition; each `?` stands for one of the values, in order. */
export interface Piece {
  text: string;
  values: unknown[];
}

export const piece = (text: string, ...values: unknown[]): Piece => ({ text, values });

/** Where a list's rows come from. The table is `t` in every piece of SQL. */
export interface Source {
  /** `executions t`; its `?` stand for `values` */
  from: string;
  values?: readonly unknown[];
  /** what tells a row apart, as SQL */
  ref: string;
  /** rows of one organization; the marketplace's are everybody's */
  tenant: boolean;
  /** the uuid column that names the parent, for lists below another row */
  parent?: string;
}

/** A stretch of a list: after one place, before another, from its beginning or from its end. */
export interface Slice {
  size: number;
  backward: boolean;
  after: readonly string[] | null;
  before: readonly string[] | null;
}

/** A row's place in a list. `parent` is empty for a list of its own. */
export interface Found {
  parent: string;
  ref: string;
  keys: string[];
}

/** Writes a statement whose `?` become numbered places. */
class Statement {
  readonly values: unknown[] = [];

  add({ text, values }: Piece): string {
    let at = 0;
    return text.replace(/\?/g, () => {
      this.values.push(values[at++]);
      return `$${this.values.length}`;
    });
  }
}

const tableOf = (statement: Statement, { from, values = [] }: Source): string =>
  statement.add(piece(from, ...values));

function conditions(
  statement: Statement,
  ctx: Ctx,
  source: Source,
  where: readonly Piece[],
): string[] {
  const tenant = source.tenant ? [piece('t.organization_id = ?::uuid', ctx.organizationId)] : [];
  return [...tenant, ...where].map((one) => statement.add(one));
}

/** Rows before or after a place: one comparison of rows, which an index can answer. */
function beyond({ by, descending }: Order, keys: readonly string[], after: boolean): Piece {
  const sign = after === descending ? '<' : '>';
  const columns = by.map(({ sql, type }) => (type === 'float' ? `(${sql})::float8` : sql));
  return {
    text: `(${columns.join(', ')}) ${sign} (${by.map(asPlace).join(', ')})`,
    values: [...keys],
  };
}

/**
 * One stretch of each parent's list, in its order, with one row more than asked for when there are more.
 * One statement, however many parents there are; without parents, of one list.
 */
export async function readSlices(
  ctx: Ctx,
  source: Source,
  order: Order,
  where: readonly Piece[],
  slice: Slice,
  parents: readonly string[] | null,
): Promise<Found[]> {
  const statement = new Statement();
  const pieces = [...where];
  if (slice.after) pieces.push(beyond(order, slice.after, true));
  if (slice.before) pieces.push(beyond(order, slice.before, false));
  const each = parents
    ? statement.add(piece('unnest(?::uuid[]) AS p(id) CROSS JOIN LATERAL', [...new Set(parents)]))
    : '';
  const table = tableOf(statement, source);
  const all = conditions(statement, ctx, source, pieces);
  if (parents) all.push(`${source.parent} = p.id`);
  const way = order.descending === slice.backward ? 'ASC' : 'DESC';
  const sorted = order.by
    .map(({ sql, type }) => (type === 'float' ? `(${sql})::float8 ${way}` : `${sql} ${way}`))
    .join(', ');
  const rows = await ctx.sql<Found>(
    `SELECT ${parents ? 'p.id::text' : "''"} AS parent, r.ref, r.keys FROM ${each} (
       SELECT ${source.ref}::text AS ref, ARRAY[${order.by.map(asText).join(', ')}] AS keys,
         row_number() OVER (ORDER BY ${sorted}) AS n
       FROM ${table} WHERE ${all.join(' AND ') || 'true'} ORDER BY ${sorted} LIMIT ${slice.size + 1}) r
     ORDER BY r.n`,
    ...statement.values,
  );
  return rows;
}

/** How long each parent's list is; parents without rows are left out. */
export async function countRows(
  ctx: Ctx,
  source: Source,
  where: readonly Piece[],
  parents: readonly string[] | null,
): Promise<Map<string, number>> {
  const statement = new Statement();
  const table = tableOf(statement, source);
  const all = conditions(statement, ctx, source, where);
  if (parents)
    all.push(statement.add(piece(`${source.parent} = ANY(?::uuid[])`, [...new Set(parents)])));
  const rows = await ctx.sql<{ parent: string; total: number }>(
    `SELECT ${parents ? `${source.parent}::text` : "''"} AS parent, count(*)::int AS total
     FROM ${table} WHERE ${all.join(' AND ') || 'true'} GROUP BY 1`,
    ...statement.values,
  );
  return new Map(rows.map(({ parent, total }) => [parent, total]));
}

/** Which of these ids are whose: the type of each row that the organization may see. */
export async function typesOf(
  ctx: Ctx,
  sources: readonly { type: string; source: Source; where: readonly Piece[] }[],
  ids: readonly string[],
): Promise<Map<string, string>> {
  const statement = new Statement();
  const selects = sources.map(({ type, source, where }) => {
    const all = conditions(statement, ctx, source, [
      ...where,
      piece('t.id = ANY(?::uuid[])', [...ids]),
    ]);
    return `SELECT '${type}' AS type, t.id::text AS id FROM ${tableOf(statement, source)} WHERE ${all.join(' AND ')}`;
  });
  const rows = await ctx.sql<{ type: string; id: string }>(
    selects.join(' UNION ALL '),
    ...statement.values,
  );
  return new Map(rows.map(({ type, id }) => [id, type]));
}

/** Text somewhere in one of the columns, whatever its case; its own % and _ mean themselves. */
export function contains(columns: readonly string[], text: string | undefined): Piece[] {
  if (!text) return [];
  const like = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  return [
    piece(`(${columns.map((one) => `${one} ILIKE ?`).join(' OR ')})`, ...columns.map(() => like)),
  ];
}

/** `column = value` for a value that is given. */
export const equal = (
  column: string,
  value: string | number | undefined,
  type = 'text',
): Piece[] => (value === undefined ? [] : [piece(`${column} = ?::${type}`, value)]);

/** The same for an id; nothing is found by what is none. */
export const same = (
  column: string,
  id: string | undefined,
  isId: (id: string) => boolean,
): Piece[] => {
  if (id === undefined) return [];
  return isId(id) ? [piece(`${column} = ?::uuid`, id)] : [piece('false')];
};

export const oneOf = (column: string, values: readonly string[] | undefined): Piece[] =>
  values ? [piece(`${column} = ANY(?::text[])`, [...values])] : [];

/** Made between two times, both included. */
export const between = (column: string, from?: string, to?: string): Piece[] => [
  ...(from ? [piece(`${column} >= to_timestamp(?::float8)`, Date.parse(from) / 1000)] : []),
  ...(to ? [piece(`${column} <= to_timestamp(?::float8)`, Date.parse(to) / 1000)] : []),
];
