import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  CallToolRequestSchema,
  type CallToolResult,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
} from '@modelcontextprotocol/sdk/types.js';
import type { Ctx } from '@/lib/core/context';
import type { RequestInfo } from '@/lib/core/endpoint';
import { noSchemas } from '@/lib/core/mcp-schemas';
import { callAgentTool } from '@/lib/mcp/agent-tools';
import type { ToolKind } from '@/lib/mcp/contract';
import { listTools } from '@/lib/mcp/list-tools';
import type { OperationTool } from '@/lib/mcp/operation-tools';
import { refused } from '@/lib/mcp/result';
import { agentIdOf, workflowIdOf } from '@/lib/mcp/store';
import type { Perform } from '@/lib/mcp/tool';
import { readToolName } from '@/lib/mcp/tool-names';
import { callWorkflowTool } from '@/lib/mcp/workflow-tools';

export interface Serving {
  ctx: Ctx;
  request: RequestInfo;
  operations: ReadonlyMap<string, OperationTool>;
  kinds: ReadonlySet<ToolKind>;
  /** The most seconds that a call may wait: a stream may wait longer than one answer. */
  longestWait: number;
  /** Fires when the client is gone. */
  gone: AbortSignal;
}

/** Clients give up after a minute unless they are told otherwise. */
const USUAL_WAIT = 45;

const INSTRUCTIONS =
  'FleetPrompt runs AI agents and workflows. Tools named agent_… ask an agent, tools named workflow_… run a workflow; ' +
  'both wait up to 45 seconds and otherwise answer an id to follow with executions_get or runs_get (`wait` waits again). ' +
  'Each call costs credits: _meta tells how many. The other tools are operations of the platform.';

/** An MCP server for one request of one caller. */
export function mcpServer(serving: Serving): Server {
  const { ctx, operations, kinds } = serving;
  const server = new Server(
    { name: 'fleetprompt', title: 'FleetPrompt', version: '1.0.0' },
    { capabilities: { tools: {} }, instructions: INSTRUCTIONS, jsonSchemaValidator: noSchemas },
  );
  server.setRequestHandler(ListToolsRequestSchema, async ({ params }) => {
    const page = await hidden(ctx, () => listTools(ctx, operations, kinds, params?.cursor));
    if (!page) throw new McpError(ErrorCode.InvalidParams, 'The cursor is not one of ours.');
    return page;
  });
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, extra) => {
    const perform = await hidden(ctx, () => find(serving, params.name));
    if (!perform) throw new McpError(ErrorCode.InvalidParams, `Tool ${params.name} not found`);
    const token = params._meta?.progressToken;
    let told = 0;
    try {
      return await perform({
        ctx,
        request: serving.request,
        arguments: params.arguments ?? {},
        waitSeconds: waitOf(params._meta, serving.longestWait),
        signal: AbortSignal.any([extra.signal, serving.gone]),
        progress: async (message) => {
          if (token === undefined) return;
          told++;
          await extra.sendNotification({
            method: 'notifications/progress',
            params: { progressToken: token, progress: told, message },
          });
        },
      });
    } catch (error) {
      return refused(ctx, error) satisfies CallToolResult;
    }
  });
  return server;
}

/** What a name means to this caller; null when there is nothing of that name. */
async function find({ ctx, operations, kinds }: Serving, name: string): Promise<Perform | null> {
  const operation = operations.get(name);
  if (operation) return kinds.has('operations') ? operation.perform : null;
  const read = readToolName(name);
  if (read?.kind === 'agent' && kinds.has('agents')) {
    const id = await agentIdOf(ctx, read.slug, read.tail);
    return id ? (call) => callAgentTool(call, id) : null;
  }
  if (read?.kind === 'workflow' && kinds.has('workflows') && read.tail) {
    const id = await workflowIdOf(ctx, read.tail);
    return id ? (call) => callWorkflowTool(call, id) : null;
  }
  return null;
}

/** `_meta.wait_seconds` of a call, as far as this answer can wait. */
function waitOf(meta: Record<string, unknown> | undefined, longest: number): number {
  const asked = Number(meta?.wait_seconds ?? USUAL_WAIT);
  return Number.isFinite(asked) ? Math.min(Math.max(asked, 0), longest) : USUAL_WAIT;
}

/** Errors of the protocol carry their words to the client: ours are no part of it. */
async function hidden<T>(ctx: Ctx, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { structuredContent } = refused(ctx, error);
    throw new McpError(ErrorCode.InternalError, String(structuredContent?.error));
  }
}
