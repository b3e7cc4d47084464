import type { Conversation, Execution, ExecutionStep, Message } from '@/generated/prisma/client';
import type { ConversationView, MessageView } from '@/lib/chat/contract';
import { partsOf } from '@/lib/chat/parts';
import type { Ctx } from '@/lib/core/context';
import { outwardStatus, presentExecution } from '@/lib/executions/present';

/** Conversations with their agents' names and whether an answer is being written. */
export async function presentConversations(
  ctx: Ctx,
  rows: readonly Conversation[],
): Promise<ConversationView[]> {
  const agentIds = rows.flatMap((r) => r.agentId ?? []);
  const [agents, streaming] = await Promise.all([
    ctx.db.agent.findMany({ where: { id: { in: agentIds } }, select: { id: true, name: true } }),
    ctx.db.message.findMany({
      where: { conversationId: { in: rows.map((r) => r.id) }, status: 'streaming' },
      select: { conversationId: true },
    }),
  ]);
  const names = new Map(agents.map((a) => [a.id, a.name]));
  const busy = new Set(streaming.map((m) => m.conversationId));
  return rows.map((row) => ({
    id: row.id,
    title: row.title || 'New conversation',
    agent_id: row.agentId,
    agent_name: (row.agentId && names.get(row.agentId)) || null,
    streaming: busy.has(row.id),
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  }));
}

export async function presentConversation(ctx: Ctx, row: Conversation): Promise<ConversationView> {
  return (await presentConversations(ctx, [row]))[0] as ConversationView;
}

export const attachedIds = (row: Message): string[] => row.attachments as unknown as string[];

/** Messages with what their executions did and what was attached. */
export async function presentMessages(ctx: Ctx, rows: readonly Message[]): Promise<MessageView[]> {
  const own = rows.flatMap((r) => r.executionId ?? []);
  const ids = [...new Set([...own, ...rows.flatMap(attachedIds)])];
  const [executions, steps] = await Promise.all([
    ctx.db.execution.findMany({ where: { id: { in: ids } } }),
    ctx.db.executionStep.findMany({
      where: { executionId: { in: own } },
      orderBy: [{ executionId: 'asc' }, { index: 'asc' }],
    }),
  ]);
  const byId = new Map(executions.map((e) => [e.id, e]));
  const stepsOf = Map.groupBy(steps, (s) => s.executionId);
  return rows.map((row) => presentMessage(row, byId, stepsOf));
}

function presentMessage(
  row: Message,
  executions: Map<string, Execution>,
  stepsOf: Map<string, ExecutionStep[]>,
): MessageView {
  const execution = row.executionId ? executions.get(row.executionId) : undefined;
  const parts = row.executionId ? partsOf(stepsOf.get(row.executionId) ?? []) : [];
  return {
    id: row.id,
    conversation_id: row.conversationId,
    role: row.role as MessageView['role'],
    status: row.status as MessageView['status'],
    content: row.content,
    // Steps may be gone or never have been; the text is still what was said.
    parts: parts.length === 0 && row.content ? [{ type: 'text', text: row.content }] : parts,
    attachments: attachedIds(row).map((id) => {
      const attached = executions.get(id);
      return {
        id,
        agent_name: attached?.agentName ?? null,
        status: attached ? outwardStatus(attached.status) : 'deleted',
      };
    }),
    execution: execution ? shortExecution(execution) : null,
    created_at: row.createdAt.toISOString(),
  };
}

function shortExecution(row: Execution): NonNullable<MessageView['execution']> {
  const e = presentExecution(row);
  return {
    id: e.id,
    status: e.status,
    wait_reason: e.wait_reason,
    agent_id: e.agent_id,
    agent_name: e.agent_name,
    model: e.model,
    model_used: e.model_used,
    input_tokens: e.input_tokens,
    output_tokens: e.output_tokens,
    cost_usd: e.cost_usd,
    credits: e.credits,
    latency_ms: e.latency_ms,
    error: e.error,
  };
}
