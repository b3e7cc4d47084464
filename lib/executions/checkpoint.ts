import type { Execution, ExecutionStep, Prisma } from '@/generated/prisma/client';
import { type Ctx, transaction } from '@/lib/core/context';
import { fenced } from '@/lib/executions/store';

/** One finished model or tool call, as it is recorded. */
export interface StepRecord {
  type: 'model' | 'tool';
  name: string;
  status: 'completed' | 'failed';
  input?: unknown;
  output?: unknown;
  error?: unknown;
  messages: unknown[];
  inputTokens?: number;
  outputTokens?: number;
  microCredits?: bigint;
  startedAt: Date;
}

const json = (value: unknown) => value as Prisma.InputJsonValue;

/**
 * Records a step once: counters and step in one transaction, refused when another worker holds the execution.
 * Returns the step as it is stored.
 */
export function checkpoint(
  ctx: Ctx,
  held: Execution,
  index: number,
  step: StepRecord,
  modelUsed?: string,
): Promise<ExecutionStep> {
  return transaction(ctx, async (tx) => {
    await fenced(tx, held, {
      steps: index + 1,
      inputTokens: { increment: step.inputTokens ?? 0 },
      outputTokens: { increment: step.outputTokens ?? 0 },
      microCredits: { increment: step.microCredits ?? 0n },
      ...(modelUsed && { modelUsed }),
    });
    return tx.db.executionStep.create({
      data: {
        organizationId: tx.organizationId,
        executionId: held.id,
        index,
        type: step.type,
        name: step.name,
        status: step.status,
        input: step.input === undefined ? undefined : json(step.input),
        output: step.output === undefined ? undefined : json(step.output),
        error: step.error === undefined ? undefined : json(step.error),
        messages: json(step.messages),
        inputTokens: step.inputTokens ?? 0,
        outputTokens: step.outputTokens ?? 0,
        microCredits: step.microCredits ?? 0n,
        startedAt: step.startedAt,
        completedAt: new Date(),
      },
    });
  });
}
