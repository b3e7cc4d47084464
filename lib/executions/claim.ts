import type { Execution } from '@/generated/prisma/client';
import type { Ctx } from '@/lib/core/context';
import { columnsOf } from '@/lib/core/db/columns';
import { planned } from '@/lib/core/db/planned';

/** What a statement of `planned` returns of an execution, under `table`. */
export const executionColumns = (table: string): string => columnsOf('Execution', table);

/** The row as Prisma would give it: whole numbers of 64 bits come as text. */
export const executionOf = (row: Execution): Execution => ({
  ...row,
  microCredits: BigInt(row.microCredits),
});

const CLAIM = `/* execution_claim */ UPDATE executions e
  SET fence = fence + 1, status = 'running', wait_reason = NULL, started_at = coalesce(started_at, now())
  WHERE organization_id = $1::uuid AND id = $2::uuid AND status IN ('queued', 'running')
  RETURNING ${executionColumns('e')}`;

/**
 * Takes an execution for this attempt: the fence rises, so that whoever had it before is refused from now on.
 * Null when it has ended or waits for something else.
 */
export async function claim(ctx: Ctx, id: string): Promise<Execution | null> {
  const [row] = await planned<Execution>(ctx, CLAIM, ctx.organizationId, id);
  return row ? executionOf(row) : null;
}
