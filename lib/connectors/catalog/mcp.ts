import { z } from 'zod';
import { type ConnectorSpec, READS } from '@/lib/connectors/catalog/declare';
import { http } from '@/lib/connectors/catalog/http';

/** A tool of an MCP server as it is kept: bounded, since its words are a stranger's. */
export const McpTool = z.object({
  name: z.string(),
  title: z.string().nullable(),
  description: z.string(),
  read_only: z.boolean().meta({ description: 'As the server says; nothing holds it to that.' }),
  destructive: z.boolean(),
  inputSchema: z.record(z.string(), z.unknown()),
});
export type McpToolView = z.output<typeof McpTool>;

export const mcp: ConnectorSpec = {
  type: 'mcp',
  name: 'MCP server',
  description: 'Use the tools of a remote MCP server',
  credential: { ...http.credential },
  config: z.strictObject({
    url: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .meta({ description: 'Where it speaks streamable HTTP, as https://example.com/mcp.' }),
  }),
  actions: {
    list_tools: {
      description: 'List the tools of the server',
      writes: false,
      idempotency: READS,
      input: z.strictObject({}),
      output: z.object({
        tools: z.array(McpTool),
        dropped: z.int().meta({ description: 'Tools that are too large, or no tools at all.' }),
      }),
    },
    call_tool: {
      description: 'Call a tool of the server',
      writes: true,
      idempotency: 'An Idempotency-Key header: it counts where the server knows it.',
      input: z.strictObject({
        tool: z.string().min(1).max(200),
        arguments: z.record(z.string().max(200), z.unknown()).optional(),
      }),
      output: z.object({
        text: z.string().meta({ description: 'The texts of its answer, in lines.' }),
        structured: z.unknown().meta({ description: 'Its structured answer; null without one.' }),
        content: z.array(z.record(z.string(), z.unknown())).meta({
          description: 'The parts of its answer; of images, sounds and files the kind and size.',
        }),
      }),
    },
  },
};
