import type { Prisma } from '@/generated/prisma/client';
import type { McpServerUse } from '@/lib/agents/mcp-use';
import { ConnectorError } from '@/lib/connectors/error';
import { type RunOptions, runAction } from '@/lib/connectors/run-action';
import { serverTools } from '@/lib/connectors/server-tools';
import { transaction } from '@/lib/core/context';
import type { JsonObject } from '@/lib/engine/json';
import type { Attempt } from '@/lib/executions/model-step';
import type { Snapshot } from '@/lib/executions/snapshot';
import { addLog, fenced } from '@/lib/executions/store';

/** A tool of an MCP server as the model of one execution sees it. */
export interface RemoteTool {
  /** `sums__add`: told apart from our own tools and from those of other servers */
  name: string;
  /** as the server calls it */
  tool: string;
  connectorId: string;
  description: string;
  inputSchema: Record<string, unknown>;
  /** as in the config of our own tools: anything but false or nothing asks a person first */
  approval?: unknown;
}

/** Of all servers together; models lose their way among more. */
const MOST_TOOLS = 100;
const TOOL_TIMEOUT_MS = 60_000;
const LONGEST_NAME = 64;

/** The snapshot with what its MCP servers offer now, kept before anything is done with it. */
export async function pinRemoteTools(at: Attempt): Promise<Snapshot> {
  const { ctx, held, snapshot } = at;
  if (!snapshot.servers || snapshot.remote) return snapshot;
  const warn = (message: string) => addLog(ctx, held.id, 'warning', message);
  const remote: RemoteTool[] = [];
  if (!mayUseServers(snapshot))
    await warn('The package that brought this agent did not ask to use MCP servers.');
  else {
    const taken = new Set<string>(snapshot.tools.map((it) => it.name));
    const offers = await Promise.all(snapshot.servers.map((use) => offered(at, use)));
    for (const { tools, warnings } of offers) {
      for (const warning of warnings) await warn(warning);
      for (const tool of tools) remote.push({ ...tool, name: free(tool.name, taken) });
    }
    if (remote.length > MOST_TOOLS)
      await warn(`Of ${remote.length} tools of MCP servers the first ${MOST_TOOLS} are used.`);
  }
  const pinned: Snapshot = { ...snapshot, remote: remote.slice(0, MOST_TOOLS) };
  await transaction(ctx, (tx) =>
    fenced(tx, held, { snapshot: pinned as unknown as Prisma.InputJsonValue }),
  );
  return pinned;
}

const mayUseServers = ({ grant }: Snapshot): boolean =>
  !grant || ['mcp', 'mcp.*', 'mcp.call_tool'].some((one) => grant.actions.includes(one));

/** What one server offers of what the agent may use. A server that is away is no reason to fail. */
async function offered(at: Attempt, use: McpServerUse) {
  const { connectorId } = use;
  try {
    const { name, tools, problem } = await serverTools(at.ctx, connectorId, optionsOf(at));
    const wanted = tools.filter((it) => !use.tools || use.tools.includes(it.name));
    const missing = (use.tools ?? []).filter((it) => !tools.some((tool) => tool.name === it));
    const warnings = missing.map((it) => `The MCP server "${name}" has no tool "${it}" any more.`);
    if (problem) warnings.push(`The MCP server "${name}" cannot be asked now: ${problem}`);
    return {
      warnings,
      tools: wanted.map((tool) => ({
        name: `${word(name).slice(0, 24)}__${word(tool.name)}`,
        tool: tool.name,
        connectorId,
        description: tool.description || (tool.title ?? tool.name),
        inputSchema: tool.inputSchema,
        approval: approvalOf(use, tool.name),
      })),
    };
  } catch (error) {
    if (!(error instanceof ConnectorError) || at.signal.aborted) throw error;
    return { tools: [], warnings: [`The tools of an MCP server are missing: ${error.message}`] };
  }
}

/** `true`, who is asked, or nothing when this one of its tools does not ask. */
function approvalOf({ approval }: McpServerUse, tool: string): unknown {
  if (typeof approval !== 'object') return approval;
  const { tools, ...asking } = approval;
  return !tools || tools.includes(tool) ? asking : undefined;
}

const word = (text: string): string =>
  text.replace(/[^a-zA-Z0-9_-]+/g, '_').replace(/^_+|_+$/g, '') || 'mcp';

/** The name, or with a number behind when another tool has it. */
function free(wanted: string, taken: Set<string>): string {
  let name = wanted.slice(0, LONGEST_NAME);
  for (let n = 2; taken.has(name); n++)
    name = `${wanted.slice(0, LONGEST_NAME - 1 - String(n).length)}_${n}`;
  taken.add(name);
  return name;
}

function optionsOf({ held, snapshot, signal }: Attempt) {
  const { grant } = snapshot;
  return {
    usedBy: { type: 'execution', id: held.id },
    signal,
    ...(grant && { secrets: { values: [], allowedHosts: grant.hosts } }),
  } satisfies Partial<RunOptions>;
}

/** Calls a tool of an MCP server: its structured answer, else its text, else what else it sent. */
export async function callRemote(
  at: Attempt,
  { connectorId, tool }: RemoteTool,
  input: unknown,
  idempotencyKey: string,
): Promise<unknown> {
  const said = await runAction(
    at.ctx,
    { connectorId, action: 'call_tool', input: { tool, arguments: input as JsonObject } },
    { ...optionsOf(at), idempotencyKey, timeoutMs: TOOL_TIMEOUT_MS },
  );
  const { structured, text, content } = said as {
    structured: unknown;
    text: string;
    content: { type: string }[];
  };
  if (structured !== null && structured !== undefined) return structured;
  return content.every((it) => it.type === 'text') ? text : content;
}
