import { type Call, sendableKey, type Vendor } from '@/lib/connectors/call';
import { failure } from '@/lib/connectors/error';
import { authHeader } from '@/lib/connectors/http-auth';
import { callMcpTool, listMcpTools, type McpWay } from '@/lib/connectors/vendors/mcp-client';
import type { Json } from '@/lib/engine/json';

function way(call: Call): McpWay {
  const { url } = call.config;
  if (typeof url !== 'string')
    throw failure('CONNECTOR_NOT_FOUND', 'Name the connector that says where the MCP server is.');
  return {
    url: new URL(url),
    auth:
      Object.keys(call.fields).length > 0
        ? authHeader(String(call.provider ?? 'http'), call.fields)
        : null,
    allowedHosts: call.allowedHosts,
    idempotencyKey: sendableKey(call.idempotencyKey),
    signal: call.signal,
    timeoutMs: call.timeoutMs,
  };
}

export const mcp: Vendor = {
  actions: {
    list_tools: async (call) => {
      const { tools, dropped } = await listMcpTools(way(call));
      return { tools, dropped } as unknown as Json;
    },
    call_tool: async (call) =>
      (await callMcpTool(way(call), call.input as unknown as { tool: string })) as Json,
  },
  test: async (call) => {
    const { tools, dropped, server } = await listMcpTools(way(call));
    const left = dropped > 0 ? `, ${dropped} left out` : '';
    const count = tools.length === 1 ? '1 tool' : `${tools.length} tools`;
    return { message: `${server || 'The server'} offers ${count}${left}.`, details: { tools } };
  },
};
