import type { z } from 'zod';
import { McpUse, type ToolUse } from '@/lib/agents/tool-use';
import type { Ctx } from '@/lib/core/context';
import { fail, invalid } from '@/lib/core/errors';
import { allows } from '@/lib/core/scopes';

export type McpServerUse = z.output<typeof McpUse>;
type Used = { name: string; config?: Record<string, unknown> };

/** The MCP servers among an agent's or a skill's tools, each once: the first says how. */
export function serversOf(tools: readonly Used[]): McpServerUse[] {
  const servers = new Map<string, McpServerUse>();
  for (const { name, config } of tools) {
    const use = name === 'mcp' ? McpUse.safeParse(config) : null;
    if (use?.success && !servers.has(use.data.connectorId))
      servers.set(use.data.connectorId, use.data);
  }
  return [...servers.values()];
}

/**
 * Checks the MCP servers that are given to an agent or a skill: they must be the organization's, and whoever adds
 * one must be allowed to use connectors, since the agent will do it in their stead.
 */
export async function checkServers(
  ctx: Ctx,
  tools: readonly z.output<typeof ToolUse>[] | undefined,
  before: readonly Used[] = [],
): Promise<void> {
  const added = beyond(serversOf(tools ?? []), serversOf(before));
  if (added.length === 0) return;
  requireConnectors(ctx);
  const ids = added.map((it) => it.connectorId);
  const known = await ctx.db.connector.count({ where: { id: { in: ids }, type: 'mcp' } });
  if (known !== ids.length) invalid('tools', 'names an MCP server that does not exist');
}

/** Those of the servers that reach further than what there was: a new one, or tools that it did not have. */
export function beyond(after: McpServerUse[], before: McpServerUse[]): McpServerUse[] {
  const had = new Map(before.map((it) => [it.connectorId, it]));
  return after.filter(({ connectorId, tools }) => {
    const former = had.get(connectorId);
    if (!former) return true;
    return former.tools !== undefined && !tools?.every((it) => former.tools?.includes(it));
  });
}

export function requireConnectors(ctx: Ctx): void {
  if (allows(ctx.scopes, 'connectors:execute')) return;
  fail('FORBIDDEN', 'Giving an agent an MCP server needs the scope connectors:execute.', {
    details: { required_scope: 'connectors:execute' },
  });
}
