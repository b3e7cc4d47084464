import type { TxCtx } from '@/lib/core/context';

interface Ended {
  kind: string;
  status: string;
  inputTokens: number;
  outputTokens: number;
  microCredits: bigint;
}

/** Adds an ended execution to its day's roll-up, in the transaction that ends it. */
export async function countExecution(tx: TxCtx, ended: Ended): Promise<void> {
  const failed = ended.status === 'failed' || ended.status === 'timed_out';
  await tx.sql(
    `INSERT INTO usage_days AS u
       (organization_id, day, kind, executions, failed, input_tokens, output_tokens, micro_credits)
     VALUES ($1::uuid, (now() AT TIME ZONE 'UTC')::date, $2, 1, $3::int, $4::bigint, $5::bigint, $6::bigint)
     ON CONFLICT (organization_id, day, kind) DO UPDATE SET
       executions = u.executions + 1,
       failed = u.failed + excluded.failed,
       input_tokens = u.input_tokens + excluded.input_tokens,
       output_tokens = u.output_tokens + excluded.output_tokens,
       micro_credits = u.micro_credits + excluded.micro_credits
     RETURNING 1`,
    tx.organizationId,
    ended.kind,
    failed ? 1 : 0,
    BigInt(ended.inputTokens),
    BigInt(ended.outputTokens),
    ended.microCredits,
  );
}
