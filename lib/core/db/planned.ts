import type { Ctx } from '@/lib/core/context';
import { pool } from '@/lib/core/db/pool';

/**
 * One of the few statements that much work goes through: planned once for each connection, and
 * outside a transaction without Prisma's own work around it. `text` begins with its name in a comment and names
 * the organization in its first parameter. Whole numbers of 64 bits come as text or bigint.
 */
export async function planned<Row extends object>(
  ctx: Ctx,
  text: string,
  ...values: unknown[]
): Promise<Row[]> {
  if ('inTransaction' in ctx) return ctx.sql<Row>(text, ...values);
  const name = /^\/\* (\w+) \*\//.exec(text)?.[1];
  const { rows } = await pool().query<Row>({ name: name && `${name}_pg`, text, values });
  return rows;
}
