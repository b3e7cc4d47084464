import { z } from 'zod';
import { endpoint } from '@/lib/core/endpoint';

export const TOOL_KINDS = ['operations', 'agents', 'workflows'] as const;
export type ToolKind = (typeof TOOL_KINDS)[number];

const Message = z
  .looseObject({
    jsonrpc: z.literal('2.0'),
    id: z.union([z.string().max(200), z.int()]).optional(),
    method: z.string().max(200).optional(),
    params: z.record(z.string().max(200), z.unknown()).optional(),
  })
  .meta({ id: 'McpMessage', description: 'A JSON-RPC 2.0 request, notification or response.' });

/** A batch is one request to the rate limits, so it may not be long and calls one tool at most. */
const MOST_IN_BATCH = 20;

const Answer = z
  .looseObject({ jsonrpc: z.literal('2.0'), id: z.union([z.string(), z.number()]).optional() })
  .meta({ id: 'McpAnswer' });

export const callMcp = endpoint({
  id: 'callMcp',
  method: 'POST',
  path: '/api/mcp',
  auth: 'authenticated',
  tag: 'MCP',
  summary: 'Talk to the MCP server',
  description:
    'Model Context Protocol over streamable HTTP, without sessions: each POST stands alone, GET and DELETE answer 405. ' +
    'Active agents, published workflows and the operations of this API are tools, as far as the key’s scopes go. ' +
    'A `tools/call` with a `progressToken` is answered as a stream of server-sent events when the client accepts one; ' +
    'closing it ends the waiting, never the execution.',
  query: z.object({
    tools: z.string().max(100).optional().meta({
      description: 'Only these kinds, separated by commas: operations, agents, workflows.',
    }),
  }),
  body: z.union([Message, z.array(Message).min(1).max(MOST_IN_BATCH)]),
  stream: 'accept',
  responses: { 200: z.union([Answer, z.array(Answer)]), 202: null },
  errors: ['CROSS_SITE'],
  example: { body: { jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} } },
});
