import type { Prisma } from '@/generated/prisma/client';
import { refuse } from '@/lib/a2a/errors';
import type { TaskState } from '@/lib/a2a/shapes';
import { ASKING, rowsInState, type TaskRow } from '@/lib/a2a/task';
import { type AgentRow, loadAgent } from '@/lib/agents/store';
import type { Turn } from '@/lib/chat/history';
import type { Ctx } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import { isUuid } from '@/lib/core/ids';
import { allows } from '@/lib/core/scopes';

/** The agent, when it may be reached over A2A; 404 for any other, as for one that does not exist. */
export async function loadPublicAgent(ctx: Ctx, id: string): Promise<AgentRow> {
  const agent = await loadAgent(ctx, id);
  if (!agent.a2aEnabled || agent.status !== 'active') fail('NOT_FOUND', 'No such agent.');
  return agent;
}

/** A caller sees its own tasks, and those of others if it may see (or stop) their executions anyway. */
const mine = (ctx: Ctx, scope: 'executions:read' | 'executions:write') =>
  allows(ctx.scopes, scope) ? undefined : ctx.actor.id;

/** The task of this agent, or the protocol's error: another agent's is answered like one that does not exist. */
export async function loadTask(
  ctx: Ctx,
  agentId: string,
  id: string,
  scope: 'executions:read' | 'executions:write' = 'executions:read',
): Promise<TaskRow> {
  const row = isUuid(id)
    ? await ctx.db.a2aTask.findFirst({
        where: { executionId: id, agentId, actorId: mine(ctx, scope) },
        include: { execution: true },
      })
    : null;
  if (!row) return refuse('TASK_NOT_FOUND', 'There is no such task.');
  const { execution, ...a2aTask } = row;
  return { ...execution, a2aTask };
}

/** The task that this caller has begun with the message before. */
export async function findByMessage(
  ctx: Ctx,
  agentId: string,
  messageId: string,
): Promise<TaskRow | null> {
  const row = await ctx.db.a2aTask.findFirst({
    where: { agentId, actorId: ctx.actor.id, messageId },
    include: { execution: true },
  });
  if (!row) return null;
  const { execution, ...a2aTask } = row;
  return { ...execution, a2aTask };
}

/** Earlier tasks of a context that a model is reminded of, at most. */
const MOST_TASKS = 100;

/** What was said in the context before, oldest first: the messages and the answers that came of them. */
export async function turnsOf(ctx: Ctx, agentId: string, contextId: string): Promise<Turn[]> {
  const rows = await ctx.db.a2aTask.findMany({
    where: { agentId, contextId, actorId: mine(ctx, 'executions:read') },
    orderBy: [{ createdAt: 'desc' }, { executionId: 'desc' }],
    take: MOST_TASKS,
    select: { message: true, execution: { select: { output: true } } },
  });
  return rows.toReversed().flatMap(({ message, execution }): Turn[] => {
    const output = execution.output as { message?: unknown } | null;
    const answer = typeof output?.message === 'string' ? output.message : JSON.stringify(output);
    const asked: Turn = { role: 'user', content: (message as { text: string }).text };
    // What failed or still runs has said nothing to go on from.
    return output ? [asked, { role: 'assistant', content: answer }] : [asked];
  });
}

interface ListQuery {
  contextId?: string;
  state?: TaskState;
  since?: string;
  limit: number;
  /** of the last task of the page before */
  after?: { at: string; id: string };
}

/** The caller's tasks of an agent, latest change first. */
export async function findTasks(ctx: Ctx, agentId: string, query: ListQuery) {
  const { contextId, state, since, limit, after } = query;
  const wanted = state ? rowsInState(state) : null;
  const where = `t.organization_id = $1::uuid AND t.agent_id = $2::uuid
    AND ($3::text IS NULL OR t.actor_id = $3) AND ($4::text IS NULL OR t.context_id = $4)
    AND ($5::text[] IS NULL OR e.status = ANY($5))
    AND ($6::boolean IS NULL OR (e.status = 'waiting' AND e.wait_reason = ANY($7::text[])) = $6)
    AND ($8::timestamptz IS NULL OR ${CHANGED} >= $8)`;
  const values = [
    ctx.organizationId,
    agentId,
    mine(ctx, 'executions:read') ?? null,
    contextId ?? null,
    wanted?.statuses ?? null,
    wanted?.asking ?? null,
    ASKING,
    since ?? null,
  ];
  const from = `FROM a2a_tasks t JOIN executions e
    ON e.organization_id = t.organization_id AND e.id = t.execution_id`;
  const ids = await ctx.sql<{ id: string; at: Date }>(
    `SELECT e.id, ${CHANGED} AS at ${from} WHERE ${where}
     AND ($9::timestamptz IS NULL OR (${CHANGED}, e.id) < ($9, $10::uuid))
     ORDER BY ${CHANGED} DESC, e.id DESC LIMIT $11`,
    ...values,
    after?.at ?? null,
    after?.id ?? null,
    limit + 1,
  );
  const [count] = await ctx.sql<{ total: number }>(
    `SELECT count(*)::int AS total ${from} WHERE ${where}`,
    ...values,
  );
  const page = ids.slice(0, limit);
  const rows = await ctx.db.execution.findMany({
    where: { id: { in: page.map(({ id }) => id) } },
    include: { a2aTask: true } satisfies Prisma.ExecutionInclude,
  });
  const byId = new Map(rows.map((row) => [row.id, row as TaskRow]));
  const last = page.at(-1);
  return {
    rows: page.flatMap(({ id }) => byId.get(id) ?? []),
    total: count?.total ?? 0,
    next: last && ids.length > limit ? { at: last.at.toISOString(), id: last.id } : null,
  };
}

/** When a task's status last changed, as `statusOf` tells it. */
const CHANGED = 'COALESCE(e.completed_at, e.started_at, e.created_at)';
