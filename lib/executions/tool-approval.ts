import { v5 } from 'uuid';
import { z } from 'zod';
import type { Execution } from '@/generated/prisma/client';
import type { ToolCall } from '@/lib/agents/models/contract';
import type { Ctx, TxCtx } from '@/lib/core/context';
import { write } from '@/lib/events/emit';
import { runExecution } from '@/lib/executions/jobs';
import type { Attempt } from '@/lib/executions/model-step';
import { addLog, fenced, notify } from '@/lib/executions/store';
import { enqueue } from '@/lib/queue/enqueue';

/** `config.approval` of an agent's tool: `true`, or who is asked and for how long. */
const Asking = z.union([
  z.literal(true),
  z.object({
    assignees: z.array(z.string().max(254)).max(100).default([]),
    timeout_seconds: z.number().min(1).max(31_536_000).optional(),
  }),
]);

export interface Verdict {
  decision: 'approved' | 'rejected' | 'expired';
  by: string | null;
  comment: string;
}

interface Request {
  key: string;
  tool: string;
  input: unknown;
  assignees: string[];
  timeoutSeconds: number | null;
}

/** A person is asked first: the execution waits without a worker. */
export class WaitForApproval extends Error {
  override name = 'WaitForApproval';
  constructor(readonly request: Request) {
    super('A person must approve this call.');
  }
}

const MAX_INPUT = 32 * 1024;

const bounded = (input: unknown) => {
  const text = JSON.stringify(input) ?? 'null';
  return text.length <= MAX_INPUT ? input : { truncated: true, text: text.slice(0, MAX_INPUT) };
};

async function verdictOf(ctx: Ctx, executionId: string, key: string): Promise<Verdict | null> {
  const row = await ctx.db.execution.findUnique({
    where: { id: executionId },
    select: { toolApprovals: true },
  });
  const said = (row?.toolApprovals ?? {}) as unknown as Record<string, Verdict>;
  return Object.hasOwn(said, key) ? (said[key] as Verdict) : null;
}

/**
 * Lets a call of a tool whose `config.approval` asks for it through once a person has approved. Throws
 * WaitForApproval before that, and after a no what the model is told. Anything but `false` there asks.
 */
export async function askFirst(
  { ctx, held }: Attempt,
  index: number,
  call: ToolCall,
  config: Record<string, unknown>,
): Promise<void> {
  if (config.approval === undefined || config.approval === false) return;
  const asking = Asking.safeParse(config.approval);
  const wanted = asking.success && asking.data !== true ? asking.data : null;
  const key = `${index}:${call.id}`;
  const verdict = await verdictOf(ctx, held.id, key);
  if (verdict?.decision === 'approved') return;
  if (verdict?.decision === 'expired') throw new Error('Nobody approved this call in time.');
  if (verdict)
    throw new Error(`A person rejected this call.${verdict.comment && ` ${verdict.comment}`}`);
  throw new WaitForApproval({
    key,
    tool: call.name,
    input: bounded(call.input),
    assignees: wanted?.assignees ?? [],
    timeoutSeconds: wanted?.timeout_seconds ?? null,
  });
}

/** Puts the execution aside and asks, once for each call. False when the answer has come meanwhile. */
export async function parkForApproval(
  tx: TxCtx,
  held: Execution,
  { key, tool, input, assignees, timeoutSeconds }: Request,
): Promise<boolean> {
  // Locked, so that nobody can answer unseen between this look and the wait.
  await tx.sql(
    'SELECT 1 FROM executions WHERE organization_id = $1::uuid AND id = $2::uuid FOR UPDATE',
    tx.organizationId,
    held.id,
  );
  if (await verdictOf(tx, held.id, key)) return false;
  await fenced(tx, held, { status: 'waiting', waitReason: 'approval' });
  await addLog(tx, held.id, 'info', `Waiting for a person to approve a call of ${tool}.`);
  const dueAt = timeoutSeconds && new Date(Date.now() + timeoutSeconds * 1000).toISOString();
  await write(tx, {
    id: v5(`approval ${key}`, held.id),
    type: 'approval.requested',
    source: 'approvals',
    data: {
      kind: 'tool_call',
      executionId: held.id,
      agentId: held.agentId,
      key,
      attempt: 1,
      asker: held.agentName ?? '',
      title: `Let ${held.agentName ?? 'the agent'} call ${tool}?`,
      assignees,
      quorum: 1,
      form: null,
      dueAt: dueAt || null,
      data: { tool, input },
    },
    metadata: {},
  });
  await notify(tx, held.id);
  return true;
}

/** Records what was said of a call and lets the execution go on. False when it has ended. */
export async function settleToolCall(
  tx: TxCtx,
  executionId: string,
  key: string,
  verdict: Verdict,
): Promise<boolean> {
  const [row] = await tx.sql<{ status: string; waitReason: string | null }>(
    `UPDATE executions SET tool_approvals = jsonb_build_object($3::text, $4::jsonb) || tool_approvals
     WHERE organization_id = $1::uuid AND id = $2::uuid AND status IN ('queued', 'running', 'waiting')
     RETURNING status, wait_reason AS "waitReason"`,
    tx.organizationId,
    executionId,
    key,
    JSON.stringify(verdict),
  );
  if (!row) return false;
  if (row.status === 'waiting' && row.waitReason === 'approval') {
    await tx.db.execution.updateMany({
      where: { id: executionId, status: 'waiting', waitReason: 'approval' },
      data: { status: 'queued', waitReason: null },
    });
    await enqueue(tx, runExecution, { executionId });
    await notify(tx, executionId);
  }
  return true;
}
