import type { CallToolResult, Tool } from '@modelcontextprotocol/sdk/types.js';
import type { Execution } from '@/generated/prisma/client';
import { usdFromMicroCredits } from '@/lib/agents/models/cost';
import { loadAgent } from '@/lib/agents/store';
import { parse } from '@/lib/core/validate';
import { creditsOf } from '@/lib/credits/money';
import { executeAgent } from '@/lib/executions/contract';
import { waitForEnd } from '@/lib/executions/follow';
import { isOpen, outwardStatus } from '@/lib/executions/present';
import { startExecution } from '@/lib/executions/start';
import { requireScope } from '@/lib/mcp/operation-tools';
import { problem, result } from '@/lib/mcp/result';
import type { ListedAgent } from '@/lib/mcp/store';
import type { ToolCall } from '@/lib/mcp/tool';
import { agentToolName } from '@/lib/mcp/tool-names';
import { waitWithProgress } from '@/lib/mcp/wait';

export const agentTool = (agent: ListedAgent): Tool => ({
  name: agentToolName(agent),
  title: agent.name,
  description:
    agent.description ||
    `Asks the agent "${agent.name}" and answers what it says when it has ended.`,
  inputSchema: {
    type: 'object',
    properties: {
      message: { type: 'string', description: 'What the agent is asked.' },
      messages: {
        type: 'array',
        description: 'The conversation before it.',
        items: {
          type: 'object',
          properties: {
            role: { type: 'string', enum: ['user', 'assistant'] },
            content: { type: 'string' },
          },
          required: ['role', 'content'],
        },
      },
    },
    // Anything else is given to the agent as JSON.
    additionalProperties: true,
  },
  annotations: {
    title: agent.name,
    readOnlyHint: false,
    destructiveHint: false,
    idempotentHint: false,
    openWorldHint: true,
  },
});

/** Executes an agent as `POST /api/v1/agents/{id}/execute` does, and waits for what it says. */
export async function callAgentTool(call: ToolCall, agentId: string): Promise<CallToolResult> {
  const { ctx, signal } = call;
  requireScope(ctx, 'agents:execute');
  const body = parse(executeAgent.body as NonNullable<typeof executeAgent.body>, {
    input: call.arguments,
  });
  const agent = await loadAgent(ctx, agentId);
  const { id } = await startExecution(ctx, { agent, input: body.input, source: 'api' });
  const now = await waitWithProgress(
    call,
    (seconds) => waitForEnd(ctx, id, seconds, signal),
    (row) => ({ open: isOpen(row.status), message: standing(row) }),
  );
  return told(now);
}

const standing = (row: Execution): string => {
  const waits = row.waitReason ? `, waiting for ${row.waitReason}` : '';
  return `${outwardStatus(row.status)}, ${row.steps} steps done${waits}`;
};

function told(row: Execution): CallToolResult {
  const status = outwardStatus(row.status);
  const meta = {
    execution_id: row.id,
    status,
    model: row.modelUsed,
    input_tokens: row.inputTokens,
    output_tokens: row.outputTokens,
    credits: creditsOf(row.microCredits),
    cost_usd: usdFromMicroCredits(row.microCredits),
  };
  if (isOpen(row.status))
    return result(
      { execution_id: row.id, status, wait_reason: row.waitReason },
      meta,
      `Still ${standing(row)}. It goes on by itself: read it with executions_get, id ${row.id}.`,
    );
  if (status !== 'completed') {
    const error = row.error as { code: string; message: string } | null;
    const { code = 'CANCELLED', message = 'The execution was cancelled.' } = error ?? {};
    return problem({ code, message, extra: { execution_id: row.id, status } }, meta);
  }
  const output = row.output as Record<string, unknown> | null;
  const text = typeof output?.message === 'string' ? output.message : undefined;
  return result(output, meta, text);
}
