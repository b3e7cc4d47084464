import type { ExecutionStep } from '@/generated/prisma/client';
import type { Ctx } from '@/lib/core/context';
import type { ModelStepOutput } from '@/lib/executions/messages';
import { isOpen } from '@/lib/executions/present';

const STATUS: Record<string, string> = { completed: 'complete', cancelled: 'stopped' };

/** Model steps that were said: a broken-off one counts only when nothing came after it. */
export const saidSteps = <S extends Pick<ExecutionStep, 'type' | 'status'>>(steps: readonly S[]) =>
  steps.filter((s, i) => s.type !== 'model' || s.status === 'completed' || i === steps.length - 1);

/** What the reader saw as text. */
function contentOf(steps: readonly ExecutionStep[], output: unknown): string {
  const text = saidSteps(steps)
    .filter((s) => s.type === 'model')
    .map((s) => (s.output as unknown as ModelStepOutput | null)?.text ?? '')
    .filter(Boolean)
    .join('\n\n');
  return text || !output ? text : JSON.stringify(output, null, 2);
}

/**
 * Gives answers whose execution has ended their text and status; those that still run stay as they are.
 * Called when an execution ends and whenever a conversation is read, so it may run many times.
 */
export async function settleAnswers(
  ctx: Ctx,
  where: { executionId: string } | { conversationId: string },
): Promise<void> {
  const open = await ctx.db.message.findMany({
    where: { ...where, status: 'streaming' },
    select: { id: true, executionId: true },
  });
  for (const { id, executionId } of open) {
    const row = executionId
      ? await ctx.db.execution.findUnique({ where: { id: executionId } })
      : null;
    if (row && isOpen(row.status)) continue;
    const steps = row
      ? await ctx.db.executionStep.findMany({
          where: { executionId: row.id },
          orderBy: { index: 'asc' },
        })
      : [];
    await ctx.db.message.updateMany({
      where: { id, status: 'streaming' },
      data: {
        content: contentOf(steps, row?.output),
        status: (row && STATUS[row.status]) ?? 'failed',
      },
    });
  }
}
