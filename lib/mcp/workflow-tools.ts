import type { CallToolResult, Tool } from '@modelcontextprotocol/sdk/types.js';
import { requireScope } from '@/lib/mcp/operation-tools';
import { problem, result } from '@/lib/mcp/result';
import type { ListedWorkflow } from '@/lib/mcp/store';
import { objectSchema, type ToolCall } from '@/lib/mcp/tool';
import { workflowToolName } from '@/lib/mcp/tool-names';
import { waitWithProgress } from '@/lib/mcp/wait';
import { waitForEnd } from '@/lib/workflows/follow';
import type { RunDescription } from '@/lib/workflows/host';
import { start } from '@/lib/workflows/start';
import { isOpen, outward } from '@/lib/workflows/statuses';

export const workflowTool = (workflow: ListedWorkflow): Tool => ({
  name: workflowToolName(workflow),
  title: workflow.name,
  description:
    workflow.description ||
    `Runs the workflow "${workflow.name}" and answers its output when it has ended.`,
  inputSchema: objectSchema(workflow.inputSchema),
  annotations: {
    title: workflow.name,
    readOnlyHint: false,
    destructiveHint: false,
    idempotentHint: false,
    openWorldHint: true,
  },
});

/** Runs a workflow as `POST /api/v1/workflow-runs` does, and waits for its end. */
export async function callWorkflowTool(call: ToolCall, workflowId: string) {
  const { ctx, signal } = call;
  requireScope(ctx, 'workflows:execute');
  const { id } = await start(ctx, {
    workflowId,
    input: call.arguments,
    trigger: { type: 'manual' },
  });
  const now = await waitWithProgress(
    call,
    (seconds) => waitForEnd(ctx, id, seconds, signal),
    (run) => ({ open: isOpen(run.status), message: standing(run) }),
  );
  return told(now);
}

const standing = ({ status, waitReason }: RunDescription): string =>
  waitReason ? `${outward(status)}, waiting for ${waitReason}` : outward(status);

function told(run: RunDescription): CallToolResult {
  const status = outward(run.status);
  const meta = { run_id: run.id, status, credits: run.credits };
  if (isOpen(run.status))
    return result(
      { run_id: run.id, status, wait_reason: run.waitReason },
      meta,
      `Still ${standing(run)}. It goes on by itself: read it with runs_get, id ${run.id}.`,
    );
  if (status !== 'completed') {
    const { code = 'CANCELLED', message = 'The run was cancelled.' } = run.error ?? {};
    return problem({ code, message, extra: { run_id: run.id, status } }, meta);
  }
  return result(run.output, meta);
}
