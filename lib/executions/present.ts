import type { Execution } from '@/generated/prisma/client';
import { usdFromMicroCredits } from '@/lib/agents/models/cost';
import { creditsOf } from '@/lib/credits/money';
import type { ExecutionView } from '@/lib/executions/contract';

export const OPEN = ['queued', 'running', 'waiting'];
export const isOpen = (status: string): boolean => OPEN.includes(status);

/** Inner states as clients see them: waiting is running, timed_out is failed. */
export function outwardStatus(status: string): ExecutionView['status'] {
  if (status === 'waiting') return 'running';
  if (status === 'timed_out') return 'failed';
  return status as ExecutionView['status'];
}

/** The inner states behind an outward one, for filters. */
export function innerStatuses(outward: ExecutionView['status']): string[] {
  if (outward === 'running') return ['running', 'waiting'];
  if (outward === 'failed') return ['failed', 'timed_out'];
  return [outward];
}

/** An execution as /api/v1 shows it. */
export function presentExecution(row: Execution): ExecutionView {
  const iso = (date: Date | null) => date?.toISOString() ?? null;
  return {
    id: row.id,
    executionId: row.id,
    kind: row.kind as ExecutionView['kind'],
    status: outwardStatus(row.status),
    wait_reason: row.waitReason,
    source: row.source,
    agent_id: row.agentId,
    agentId: row.agentId,
    agent_name: row.agentName,
    parent_id: row.parentId,
    conversation_id: row.conversationId,
    deployment_id: row.deploymentId,
    input: row.input as Record<string, unknown>,
    output: row.output as Record<string, unknown> | null,
    error: row.error as ExecutionView['error'],
    model: row.model,
    model_used: row.modelUsed,
    input_tokens: row.inputTokens,
    output_tokens: row.outputTokens,
    total_tokens: row.inputTokens + row.outputTokens,
    latency_ms: row.completedAt ? row.completedAt.getTime() - row.createdAt.getTime() : null,
    cost_usd: usdFromMicroCredits(row.microCredits),
    credits: creditsOf(row.microCredits),
    steps: row.steps,
    created_at: row.createdAt.toISOString(),
    started_at: iso(row.startedAt),
    completed_at: iso(row.completedAt),
    createdAt: row.createdAt.toISOString(),
    startedAt: iso(row.startedAt),
    completedAt: iso(row.completedAt),
    cancel_requested_at: iso(row.cancelRequestedAt),
  };
}

const COMMAND_STATUS = {
  queued: 'pending',
  running: 'running',
  completed: 'completed',
  failed: 'failed',
  cancelled: 'canceled',
} as const;

/** An execution as /api shows it: a command with text output and an exit code. */
export function presentCommand(row: Execution) {
  const status = COMMAND_STATUS[outwardStatus(row.status)];
  const result = row.output as Record<string, unknown> | null;
  const error = row.error as { step: string | null; code: string; message: string } | null;
  const silent = status === 'completed' ? 'Completed successfully' : null;
  const text = result ? textOf(row.kind, result) : (error?.message ?? silent);
  const exit = { completed: 0, failed: 1, canceled: 130 } as Record<string, number>;
  return {
    id: row.id,
    kind: row.kind,
    status,
    deployment_id: row.deploymentId,
    command: 'execute',
    output: text,
    result,
    error,
    exit_code: exit[status] ?? null,
    started_at: row.createdAt.toISOString(),
    completed_at: row.completedAt?.toISOString() ?? null,
  };
}

/** What an agent said, or a workflow's output; other results as JSON. */
function textOf(kind: string, result: Record<string, unknown>): string {
  if (typeof result.message === 'string') return result.message;
  const alone = kind !== 'agent' && Object.keys(result).join() === 'value';
  const shown = alone ? result.value : result;
  return typeof shown === 'string' ? shown : JSON.stringify(shown);
}
