import type { Prisma, WorkflowRun } from '@/generated/prisma/client';
import type { Ctx } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import { isUuid } from '@/lib/core/ids';
import { creditsOf } from '@/lib/credits/money';
import type { Json } from '@/lib/engine/json';
import type { HistoryEvent, HistoryType } from '@/lib/engine/protocol';
import type { RunError } from '@/lib/engine/state';
import type { HostStatus, RunDescription, RunFilter } from '@/lib/workflows/host';

/** What is not needed to say how a run stands, and may be large. */
export const omit = { state: true, plan: true } as const;

type Row = Omit<WorkflowRun, keyof typeof omit>;

export function describeRow(row: Row): RunDescription {
  return {
    id: row.id,
    workflowId: row.workflowId,
    version: row.version,
    workflowType: row.workflowType,
    clientId: row.clientId,
    status: row.status as HostStatus,
    waitReason: row.waitReason as RunDescription['waitReason'],
    input: row.input as Json,
    trigger: row.trigger as Json,
    metadata: row.metadata as Json,
    output: row.output as Json,
    error: row.error as unknown as RunError | null,
    parentRunId: row.parentRunId,
    reusedRunId: row.reusedRunId,
    credits: creditsOf(row.microCredits),
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    completedAt: row.completedAt?.toISOString() ?? null,
  };
}

export async function describe(ctx: Ctx, runId: string): Promise<RunDescription> {
  const row = isUuid(runId)
    ? await ctx.db.workflowRun.findUnique({ where: { id: runId }, omit })
    : null;
  return row ? describeRow(row) : fail('NOT_FOUND', 'No such run.');
}

export async function list(
  ctx: Ctx,
  filter: RunFilter,
): Promise<{ runs: RunDescription[]; total: number }> {
  const ids = [filter.workflowId, filter.parentRunId];
  if (ids.some((id) => id !== undefined && !isUuid(id))) return { runs: [], total: 0 };
  const where: Prisma.WorkflowRunWhereInput = {
    workflowId: filter.workflowId,
    workflowType: filter.workflowType,
    parentRunId: filter.parentRunId,
    status: filter.statuses && { in: filter.statuses },
    createdAt: {
      gte: filter.createdAfter ? new Date(filter.createdAfter) : undefined,
      lte: filter.createdBefore ? new Date(filter.createdBefore) : undefined,
    },
  };
  const [rows, total] = await Promise.all([
    ctx.db.workflowRun.findMany({
      where,
      omit,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: filter.limit,
      skip: filter.offset,
    }),
    ctx.db.workflowRun.count({ where }),
  ]);
  return { runs: rows.map(describeRow), total };
}

export async function history(
  ctx: Ctx,
  runId: string,
  { after, limit }: { after: number; limit: number },
): Promise<{ events: HistoryEvent[]; total: number }> {
  const { id } = await describe(ctx, runId);
  const [rows, total] = await Promise.all([
    ctx.db.workflowHistory.findMany({
      where: { runId: id, eventId: { gt: after } },
      orderBy: { eventId: 'asc' },
      take: limit,
    }),
    ctx.db.workflowHistory.count({ where: { runId: id } }),
  ]);
  return { events: rows.map(presentEvent), total };
}

export const presentEvent = (row: {
  eventId: number;
  eventType: string;
  timestamp: Date;
  attributes: unknown;
}): HistoryEvent => ({
  eventId: row.eventId,
  eventType: row.eventType as HistoryType,
  timestamp: row.timestamp.toISOString(),
  attributes: row.attributes as HistoryEvent['attributes'],
});
