import type { Ctx } from '@/lib/core/context';
import { isUuid } from '@/lib/core/ids';
import { isObject, type Json } from '@/lib/engine/json';
import { host } from '@/lib/workflows/postgres/host';
import { type InboxEvent, tell } from '@/lib/workflows/postgres/inbox';
import { workId } from '@/lib/workflows/postgres/interpret';

interface Happened {
  id: string;
  type: string;
  data: Record<string, unknown>;
}

type Origin = { runId: string; key: string; attempt: number; type: string };

/** The step of a run that an execution was started for; null when there is none. */
function originOf(execution: { id: string; metadata: unknown }): Origin | null {
  const { workflow: of } = (execution.metadata ?? {}) as { workflow?: Partial<Origin> };
  if (typeof of?.runId !== 'string' || typeof of.key !== 'string' || !isUuid(of.runId)) return null;
  const { runId, key, attempt = 0, type = '' } = of;
  // Whoever starts an execution may write any metadata: only the id made of the step's try proves it.
  return workId(runId, key, attempt) === execution.id ? { runId, key, attempt, type } : null;
}

/** An execution has ended: the step that it works for has its answer. */
export async function onExecution(ctx: Ctx, { data }: Happened): Promise<void> {
  const id = String(data.executionId);
  if (data.kind !== 'agent' || !isUuid(id)) return;
  const row = await ctx.db.execution.findUnique({ where: { id } });
  const origin = row && originOf(row);
  if (!row || !origin || !row.completedAt) return;
  const { runId, key, attempt, type } = origin;
  const to = { key, attempt, microCredits: String(row.microCredits) };
  const { output } = row;
  const usage = {
    input_tokens: row.inputTokens,
    output_tokens: row.outputTokens,
    credits: Number(row.microCredits) / 1e6,
  };
  const event: InboxEvent =
    row.status === 'completed'
      ? { type: 'StepCompleted', ...to, output: answerOf(type, output as Json, usage) }
      : { type: 'StepFailed', ...to, error: failureOf(row) };
  await tell(ctx, runId, event, `execution:${id}`);
}

/** An agent that works for a run has nothing left to spend: the run shows it, though it has nothing to do itself. */
export async function onExecutionWaits(ctx: Ctx, { data }: Happened): Promise<void> {
  const id = String(data.executionId);
  const row = isUuid(id) ? await ctx.db.execution.findUnique({ where: { id } }) : null;
  const origin = row?.status === 'waiting' && row.waitReason === 'credits' ? originOf(row) : null;
  if (!origin) return;
  await ctx.db.workflowRun.updateMany({
    where: { id: origin.runId, held: false, status: 'running' },
    data: { status: 'waiting', waitReason: 'credits' },
  });
}

/** Of an agent what it answered and its usage; of a model its text, or the object of its schema. */
function answerOf(type: string, output: Json, usage: { [key: string]: Json }): Json {
  if (!isObject(output)) return output;
  if (type !== 'llm') return { ...output, usage };
  const keys = Object.keys(output);
  return keys.length === 1 && typeof output.message === 'string' ? output.message : output;
}

function failureOf({ status, error }: { status: string; error: unknown }) {
  const { code, message } = (error ?? {}) as { code?: string; message?: string };
  if (status === 'cancelled')
    return { code: 'CANCELLED', message: 'The execution was cancelled.', retryable: false };
  return { code: code ?? 'FAILED', message: message ?? 'The execution failed.' };
}

/** A job that a step started has ended. */
export async function onJob(ctx: Ctx, { id, type, data }: Happened): Promise<void> {
  const parent = data.parent as { runId?: unknown; stepKey?: unknown; attempt?: unknown } | null;
  if (!parent || !isUuid(String(parent.runId)) || typeof parent.stepKey !== 'string') return;
  const to = { key: parent.stepKey, attempt: Number(parent.attempt) };
  const known = await ctx.db.workflowRun.findUnique({
    where: { id: String(parent.runId) },
    select: { id: true },
  });
  if (!known) return;
  const { code, message } = (data.error ?? {}) as { code?: string; message?: string };
  const error = {
    code: type === 'job.canceled' ? 'CANCELLED' : (code ?? 'JOB_FAILED'),
    message: message ?? (type === 'job.canceled' ? 'The job was cancelled.' : 'The job failed.'),
    retryable: false,
  };
  await tell(
    ctx,
    known.id,
    type === 'job.completed'
      ? { type: 'JobCompleted', ...to, output: (data.result ?? null) as Json }
      : { type: 'JobFailed', ...to, error },
    `job:${id}`,
  );
}

/** Steps that wait for an event of this type hear of it; what they match is theirs to say. */
export async function onEvent(ctx: Ctx, { id, type, data }: Happened): Promise<void> {
  const waits = await ctx.db.workflowWait.findMany({
    where: { event: type },
    select: { runId: true },
    distinct: ['runId'],
  });
  for (const { runId } of waits)
    await host.signal(
      ctx,
      runId,
      { type: 'EventReceived', event: type, data: data as Json, id },
      id,
    );
}

/** Credits came in: every run of the organization that a step is blocked in goes on. */
export async function onCredits(ctx: Ctx, { id }: Happened): Promise<void> {
  const waiting = await ctx.sql<{ id: string }>(
    `SELECT id FROM workflow_runs WHERE organization_id = $1::uuid
       AND status IN ('running', 'waiting', 'paused')
       AND jsonb_path_exists(state, '$.instances.*.status ? (@ == "blocked")')
     ORDER BY created_at`,
    ctx.organizationId,
  );
  // Those whose agents wait go on with them, and only showed it.
  await ctx.sql(
    `UPDATE workflow_runs SET status = 'running', wait_reason = NULL WHERE organization_id = $1::uuid
       AND NOT held AND status = 'waiting' AND wait_reason = 'credits'
       AND state->>'waitingFor' IS NULL RETURNING 1`,
    ctx.organizationId,
  );
  for (const run of waiting) await host.signal(ctx, run.id, { type: 'CreditsGranted' }, id);
}
