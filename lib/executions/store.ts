import type { Execution, ExecutionLog, ExecutionStep, Prisma } from '@/generated/prisma/client';
import type { Ctx, TxCtx } from '@/lib/core/context';
import type { MakePart } from '@/lib/core/db/part';
import { fail } from '@/lib/core/errors';
import { isUuid } from '@/lib/core/ids';
import { creditsOf } from '@/lib/credits/money';
import type { ExecutionFilters } from '@/lib/executions/contract';
import { innerStatuses } from '@/lib/executions/present';

export async function loadExecution(ctx: Ctx, id: string): Promise<Execution> {
  const row = isUuid(id) ? await ctx.db.execution.findUnique({ where: { id } }) : null;
  return row ?? fail('NOT_FOUND', 'No such execution.');
}

/** The organization's executions with these ids, in any order. */
export const executionsByIds = (ctx: Ctx, ids: string[]): Promise<Execution[]> =>
  ctx.db.execution.findMany({ where: { id: { in: ids } } });

export async function findExecutions(ctx: Ctx, query: ExecutionFilters) {
  const agentId = query.agent_id ?? query['filter[agent_id]'];
  const status = query.status ?? query['filter[status]'];
  const named = [agentId, query.parent_id, query.deployment_id];
  const none = named.some((id) => id !== undefined && !isUuid(id));
  if (none) return { rows: [], total: 0 };
  const where: Prisma.ExecutionWhereInput = {
    agentId,
    kind: query.kind ?? query['filter[kind]'],
    source: query.source,
    parentId: query.parent_id,
    deploymentId: query.deployment_id,
    status: status && { in: innerStatuses(status) },
    createdAt: {
      gte: query.created_after ? new Date(query.created_after) : undefined,
      lte: query.created_before ? new Date(query.created_before) : undefined,
    },
  };
  const [rows, total] = await Promise.all([
    ctx.db.execution.findMany({
      where,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: query.limit,
      skip: query.offset,
    }),
    ctx.db.execution.count({ where }),
  ]);
  return { rows, total };
}

export async function findSteps(ctx: Ctx, executionId: string) {
  const rows = await ctx.db.executionStep.findMany({
    where: { executionId },
    orderBy: { index: 'asc' },
  });
  return rows.map(presentStep);
}

export const presentStep = (s: ExecutionStep) => ({
  index: s.index,
  type: s.type as 'model' | 'tool',
  name: s.name,
  status: s.status as 'completed' | 'failed',
  input: s.input,
  output: s.output,
  error: s.error,
  input_tokens: s.inputTokens,
  output_tokens: s.outputTokens,
  credits: creditsOf(s.microCredits),
  started_at: s.startedAt.toISOString(),
  completed_at: s.completedAt?.toISOString() ?? null,
});

export async function findLogs(
  ctx: Ctx,
  executionId: string,
  query: { limit: number; offset: number; after?: string },
) {
  const where = { executionId, ...(query.after && { id: { gt: BigInt(query.after) } }) };
  const [rows, total] = await Promise.all([
    ctx.db.executionLog.findMany({
      where,
      orderBy: { id: 'asc' },
      take: query.limit,
      skip: query.offset,
    }),
    ctx.db.executionLog.count({ where }),
  ]);
  return { data: rows.map(presentLog), limit: query.limit, offset: query.offset, total };
}

export const presentLog = (l: ExecutionLog) => ({
  id: String(l.id),
  level: l.level as 'info',
  message: l.message,
  data: l.data,
  timestamp: l.timestamp.toISOString(),
});

/** Adds a line to the execution's log. */
export async function addLog(
  ctx: Ctx,
  executionId: string,
  level: 'debug' | 'info' | 'warning' | 'error',
  message: string,
  data?: Record<string, unknown>,
): Promise<void> {
  await ctx.db.executionLog.create({
    data: {
      organizationId: ctx.organizationId,
      executionId,
      level,
      message,
      data: data as Prisma.InputJsonValue | undefined,
    },
  });
}

/** The same as a piece of a bigger statement, without data. */
export const logPart =
  (ctx: Ctx, executionId: string, level: 'info' | 'error', message: string): MakePart =>
  (first, when) => ({
    ctes: `logged AS (
  INSERT INTO execution_logs (organization_id, execution_id, level, message)
  SELECT $${first}::uuid, $${first + 1}::uuid, $${first + 2}::text, $${first + 3}::text FROM ${when})`,
    values: [ctx.organizationId, executionId, level, message],
    select: [],
  });

export const CHANNEL = 'fp_execution';

/** Tells whoever follows the execution, in any process, to look again once this commits. */
export async function notify(ctx: Ctx, executionId: string): Promise<void> {
  await ctx.sql(`SELECT pg_notify('${CHANNEL}', $1)::text AS told`, executionId);
}

/** Thrown when another worker has taken the execution over: this one must stop without a trace. */
export class Overtaken extends Error {
  override name = 'Overtaken';
}

/** Writes to the execution if this attempt still holds it. */
export async function fenced(
  tx: TxCtx,
  held: Pick<Execution, 'id' | 'fence'>,
  data: Prisma.ExecutionUpdateManyMutationInput,
): Promise<void> {
  const { count } = await tx.db.execution.updateMany({
    where: { id: held.id, fence: held.fence, status: 'running' },
    data,
  });
  if (count !== 1) throw new Overtaken('Another worker goes on with this execution.');
}
