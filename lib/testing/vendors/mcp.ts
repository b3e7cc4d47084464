import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { z } from 'zod';

export interface McpVendor {
  /** `http://127.0.0.1:…/mcp` */
  url: string;
  requests: { method: string; headers: IncomingMessage['headers']; rpc: string; body: unknown }[];
  /** What registers the tools of each request's server; `standard` unless changed. */
  tools(register: (server: McpServer) => void): void;
  /** Answers instead of the server; undefined lets it answer again. */
  instead(answer: ((body: unknown, response: ServerResponse) => void) | undefined): void;
  close(): Promise<void>;
}

/** `add`, `echo` and `break`. */
export function standard(server: McpServer): void {
  server.registerTool(
    'add',
    {
      description: 'Adds two numbers',
      inputSchema: { a: z.number(), b: z.number() },
      annotations: { readOnlyHint: true },
    },
    ({ a, b }) => ({
      content: [{ type: 'text', text: String(a + b) }],
      structuredContent: { sum: a + b },
    }),
  );
  server.registerTool(
    'echo',
    { description: 'Says it again', inputSchema: { text: z.string() } },
    ({ text }) => ({ content: [{ type: 'text', text }] }),
  );
  server.registerTool('break', { annotations: { destructiveHint: true } }, () => ({
    content: [{ type: 'text', text: 'It is broken.' }],
    isError: true,
  }));
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text ? JSON.parse(text) : undefined;
}

/** A real MCP server of the official SDK on loopback, without sessions. */
export async function startMcpServer(): Promise<McpVendor> {
  const requests: McpVendor['requests'] = [];
  let register = standard;
  let instead: ((body: unknown, response: ServerResponse) => void) | undefined;
  const http = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const { method = '', headers } = request;
    requests.push({ method, headers, rpc: (body as { method?: string })?.method ?? '', body });
    if (instead) return instead(body, response);
    const server = new McpServer({ name: 'fake', version: '1' });
    register(server);
    const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
    await server.connect(transport as never);
    await transport.handleRequest(request, response, body);
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/mcp`,
    requests,
    tools(given) {
      register = given;
    },
    instead(answer) {
      instead = answer;
    },
    async close() {
      http.closeAllConnections();
      http.close();
    },
  };
}

/** A server that answers the handshake and then whatever it is told: for lists and results no SDK would send. */
export const raw =
  (answers: Record<string, (params: unknown) => unknown>) =>
  (body: unknown, response: ServerResponse): void => {
    const { id, method, params } = body as { id?: number; method: string; params: unknown };
    if (id === undefined) return void response.writeHead(202).end();
    const result =
      method === 'initialize'
        ? {
            protocolVersion: '2025-06-18',
            capabilities: { tools: {} },
            serverInfo: { name: 'raw', version: '1' },
          }
        : answers[method]?.(params);
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ jsonrpc: '2.0', id, result }));
  };
