import type { Ctx } from '@/lib/core/context';
import { finish } from '@/lib/executions/finish';

/** The queue has tried its last: end the execution with a sentence instead of leaving it running for ever. */
export async function giveUp(ctx: Ctx, executionId: string): Promise<void> {
  await finish(
    ctx,
    executionId,
    {
      status: 'failed',
      error: {
        step: null,
        code: 'INTERNAL',
        message: 'It failed again and again on our side. Try once more.',
      },
    },
    { status: ['queued', 'running'] },
  ).catch((error) => {
    if ((error as Error).name !== 'Overtaken') throw error;
  });
}
