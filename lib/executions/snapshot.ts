import type { z } from 'zod';
import { type Grant, grantOf } from '@/lib/agents/grants';
import { beyond, type McpServerUse, requireConnectors, serversOf } from '@/lib/agents/mcp-use';
import type { ToolDefinition } from '@/lib/agents/models/contract';
import { fillAll, fillIn } from '@/lib/agents/placeholders';
import { type AgentRow, presentAgent, type Runtime, runtimeOf } from '@/lib/agents/store';
import { TOOLS, type ToolName } from '@/lib/agents/tools.contract';
import type { Ctx } from '@/lib/core/context';
import type { playAgent } from '@/lib/executions/contract';
import type { RemoteTool } from '@/lib/executions/remote-tools';

type Overrides = z.output<NonNullable<(typeof playAgent)['body']>>['overrides'];

/** What an execution runs, pinned when it is accepted. */
export interface Snapshot {
  agentId: string;
  name: string;
  model: string;
  maxTokens: number;
  temperature: number;
  system: string;
  tools: { name: ToolName; config: Record<string, unknown> }[];
  limits: {
    maxSteps: number;
    timeoutSeconds: number;
    maxTokens: number | null;
    maxCredits: number | null;
  };
  outputSchema: Record<string, unknown> | null;
  /** the MCP servers that it may use; what they offer is asked when it first runs */
  servers?: McpServerUse[];
  /** their tools, pinned: whoever takes over sees the same */
  remote?: RemoteTool[];
  /** the bounds of an agent that came with a package; absent or null: none */
  grant?: Grant | null;
  /** the agent of the external runtime that does the work; absent or null: a model does it here */
  runtime?: Runtime | null;
}

/** The agent with its skills as one system prompt and one list of tools. */
export async function snapshotOf(
  ctx: Ctx,
  row: AgentRow,
  overrides?: Overrides,
): Promise<Snapshot> {
  const agent = presentAgent(row);
  const granted = await grantOf(ctx, agent.id);
  const skills = await ctx.db.skill.findMany({ where: { id: { in: agent.skill_ids } } });
  const ordered = agent.skill_ids.flatMap((id) => skills.filter((s) => s.id === id));
  const skillTools = ordered.flatMap((s) => s.tools as typeof agent.tools);
  const used = [
    ...((overrides?.tools as typeof agent.tools | undefined) ?? agent.tools),
    ...skillTools,
  ];
  // Whoever tries other tools in the playground gets no further past a person's approval than the agent does.
  const asking = new Map(
    [...agent.tools, ...skillTools]
      .filter((tool) => tool.config?.approval)
      .map((tool) => [tool.name, { approval: tool.config?.approval }]),
  );
  const tools = new Map<string, Snapshot['tools'][number]>();
  for (const tool of used)
    if (Object.hasOwn(TOOLS, tool.name) && !tools.has(tool.name))
      tools.set(tool.name, {
        name: tool.name as ToolName,
        config: toolConfig({ ...tool.config, ...asking.get(tool.name) }, granted),
      });
  const servers = serversWithin(ctx, serversOf(used), serversOf([...agent.tools, ...skillTools]));
  const config = { ...agent.config, ...overrides?.config };
  return {
    agentId: agent.id,
    name: agent.name,
    model: config.model ?? '',
    maxTokens: config.max_tokens,
    temperature: config.temperature,
    system: filled(systemPrompt(overrides?.system_prompt ?? agent.system_prompt, ordered), granted),
    tools: [...tools.values()],
    ...(servers.length > 0 && { servers }),
    limits: {
      maxSteps: agent.limits.max_steps,
      timeoutSeconds: agent.limits.timeout_seconds,
      maxTokens: agent.limits.max_tokens,
      maxCredits: least(agent.limits.max_credits, granted?.maxCredits ?? null),
    },
    outputSchema: agent.output_schema,
    grant: granted && boundsOf(granted),
    runtime: runtimeOf(row),
  };
}

/** What is tried may not reach servers that the agent does not have, nor get past who is asked for them. */
function serversWithin(ctx: Ctx, used: McpServerUse[], own: McpServerUse[]): McpServerUse[] {
  const had = new Map(own.map((it) => [it.connectorId, it]));
  if (beyond(used, own).length > 0) requireConnectors(ctx);
  return used.map((it) => {
    const { approval } = had.get(it.connectorId) ?? {};
    return approval ? { ...it, approval } : it;
  });
}

type Granted = Awaited<ReturnType<typeof grantOf>>;

/** Without its settings: they are no part of what is kept of a run. */
function boundsOf({ settings: _, ...bounds }: NonNullable<Granted>): Grant {
  return bounds;
}

const filled = (text: string, granted: Granted): string =>
  granted ? fillIn(text, granted.settings.config, granted.settings.secrets) : text;

/** Headers are filled in when they are sent, since they may hold secrets. */
function toolConfig({ headers, ...rest }: Record<string, unknown>, granted: Granted) {
  const config = granted
    ? (fillAll(rest, granted.settings.config, granted.settings.secrets) as typeof rest)
    : rest;
  return headers === undefined ? config : { ...config, headers };
}

const least = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b);

function systemPrompt(own: string, skills: { name: string; instructions: string }[]): string {
  const parts = skills
    .filter((s) => s.instructions)
    .map((s) => `## Skill: ${s.name}\n${s.instructions}`);
  return [own, ...parts].join('\n\n');
}

/** The tools as a model sees them. */
export function toolDefinitions(snapshot: Snapshot): ToolDefinition[] {
  const own = snapshot.tools.map(({ name }) => ({
    name,
    description: TOOLS[name].description,
    inputSchema: TOOLS[name].inputSchema as unknown as Record<string, unknown>,
  }));
  const remote = (snapshot.remote ?? []).map(({ name, description, inputSchema }) => ({
    name,
    description,
    inputSchema,
  }));
  return [...own, ...remote];
}
