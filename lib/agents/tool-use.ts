import { z } from 'zod';
import { TOOL_NAMES } from '@/lib/agents/tools.contract';

/** The name under which the tools of a remote MCP server are given to an agent. */
export const MCP = 'mcp';

const Asking = z.strictObject({
  assignees: z.array(z.string().max(254)).max(100).optional(),
  timeout_seconds: z.number().min(1).max(31_536_000).optional(),
  tools: z.array(z.string().min(1).max(128)).max(200).optional(),
});

/** `config` of a tool named `mcp`: which server, which of its tools (all when left out), which of them ask first. */
export const McpUse = z.strictObject({
  connectorId: z.uuid(),
  tools: z.array(z.string().min(1).max(128)).min(1).max(200).optional(),
  approval: z.union([z.boolean(), Asking]).optional(),
});

export const ToolUse = z
  .strictObject({
    name: z.enum([MCP, ...TOOL_NAMES]),
    config: z.record(z.string().max(100), z.unknown()).optional(),
  })
  .superRefine(({ name, config }, ctx) => {
    if (name !== MCP) return;
    const { error } = McpUse.safeParse(config ?? {});
    for (const { path, message } of error?.issues ?? [])
      ctx.addIssue({ code: 'custom', path: ['config', ...path], message });
  })
  .meta({
    id: 'ToolUse',
    description:
      'A tool by name; http_request takes config.allowed_hosts. With `config.approval: true`, or `{assignees, timeout_seconds}`, a person is asked before each call. `mcp` stands for the tools of an MCP server: `config.connectorId` is its connector, `config.tools` those of its tools that the agent gets (all when left out), and `config.approval.tools` those that ask.',
  });
