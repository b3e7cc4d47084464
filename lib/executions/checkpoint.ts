import type { Execution, ExecutionStep } from '@/generated/prisma/client';
import type { Ctx } from '@/lib/core/context';
import { columnsOf } from '@/lib/core/db/columns';
import { planned } from '@/lib/core/db/planned';
import { Overtaken } from '@/lib/executions/store';

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

const RECORD = `/* execution_checkpoint */ WITH held AS (
    UPDATE executions SET steps = $4::int + 1, input_tokens = input_tokens + $5::int,
      output_tokens = output_tokens + $6::int, micro_credits = micro_credits + $7::bigint,
      model_used = coalesce($8::text, model_used)
    WHERE organization_id = $1::uuid AND id = $2::uuid AND fence = $3::int AND status = 'running'
    RETURNING id)
  INSERT INTO execution_steps AS s (organization_id, execution_id, index, input_tokens, output_tokens, micro_credits,
    type, name, status, input, output, error, messages, started_at, completed_at)
  SELECT $1::uuid, id, $4::int, $5::int, $6::int, $7::bigint, $9::text, $10::text, $11::text, $12::jsonb, $13::jsonb,
    $14::jsonb, $15::jsonb, $16::timestamptz, $17::timestamptz FROM held
  RETURNING ${columnsOf('ExecutionStep', 's')}`;

const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));

/**
 * Records a step once: counters and step in one statement, refused when another worker holds the execution.
 * Returns the step as it is stored.
 */
export async function checkpoint(
  ctx: Ctx,
  held: Execution,
  index: number,
  step: StepRecord,
  modelUsed?: string,
): Promise<ExecutionStep> {
  const [row] = await planned<ExecutionStep>(
    ctx,
    RECORD,
    ...[ctx.organizationId, held.id, held.fence, index],
    ...[step.inputTokens ?? 0, step.outputTokens ?? 0, step.microCredits ?? 0n, modelUsed ?? null],
    ...[step.type, step.name, step.status, json(step.input), json(step.output), json(step.error)],
    ...[json(step.messages), step.startedAt, new Date()],
  );
  if (!row) throw new Overtaken('Another worker goes on with this execution.');
  return { ...row, microCredits: BigInt(row.microCredits) };
}
