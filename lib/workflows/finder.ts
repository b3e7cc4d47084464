import type { Ctx } from '@/lib/core/context';
import { isUuid } from '@/lib/core/ids';
import { findWorkflow, type WorkflowRow } from '@/lib/workflows/store';

/** `findWorkflow` for many references: ids are read at once, names once each. */
export async function workflowFinder(ctx: Ctx, references: readonly string[]) {
  const rows = await ctx.db.workflow.findMany({
    where: { id: { in: [...new Set(references.filter(isUuid))] }, deletedAt: null },
  });
  const found = new Map<string, Promise<WorkflowRow | null>>(
    rows.map((row) => [row.id, Promise.resolve(row)]),
  );
  return (reference: string): Promise<WorkflowRow | null> => {
    const known = found.get(reference) ?? findWorkflow(ctx, reference);
    found.set(reference, known);
    return known;
  };
}
