import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { type Ctx, systemCtx } from '@/lib/core/context';
import { newId } from '@/lib/core/ids';
import { ended, startRun } from '@/lib/testing/workflow-runs';
import { withWorker } from '@/lib/testing/workflow-worker';

const world = withWorker();
let ctx: Ctx;
beforeEach(() => {
  ctx = systemCtx(newId(), 'test');
});

/** A real MCP server on loopback with two tools. */
async function mcpServer(): Promise<string> {
  const http = createServer(async (request, response) => {
    const server = new McpServer({ name: 'test', version: '1' });
    server.registerTool('add', { inputSchema: { a: z.number(), b: z.number() } }, ({ a, b }) => ({
      content: [{ type: 'text', text: String(a + b) }],
      structuredContent: { sum: a + b },
    }));
    server.registerTool('break', { inputSchema: {} }, () => ({
      content: [{ type: 'text', text: 'It is broken.' }],
      isError: true,
    }));
    const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
    await server.connect(transport as never);
    await transport.handleRequest(request, response);
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  onTestFinished(() => {
    http.closeAllConnections();
    http.close();
  });
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}/mcp`;
}

const call = async (config: object) => {
  const retry = { maxAttempts: 1 };
  const { id } = await startRun(ctx, { steps: [{ id: 'tool', type: 'mcp_tool', config, retry }] });
  return ended(ctx, id);
};

test('a tool of a remote MCP server is called with its arguments, and its answer is the output', async () => {
  const server = await mcpServer();
  const done = await call({ server, tool: 'add', arguments: { a: 2, b: 3 } });
  expect(done).toMatchObject({ status: 'completed', output: { sum: 5 } });
  expect((await call({ server, tool: 'break' })).error).toMatchObject({
    code: 'TOOL_FAILED',
    message: 'It is broken.',
  });
});

test('a server that speaks something else, or stands inside, fails the step with a sentence', async () => {
  world.receiver.script({ status: 200, body: 'hello' });
  const odd = await call({ server: world.receiver.url, tool: 'add' });
  expect(odd.error?.code).toMatch(/MCP_FAILED|EGRESS/);
  const inside = await call({ server: 'http://169.254.169.254/mcp', tool: 'add' });
  expect(inside.error?.code).toBe('MCP_SERVER');
});

test('a connector step answers what its action answers', async () => {
  world.receiver.script({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: '{"n":1}',
  });
  const { id } = await startRun(ctx, {
    steps: [
      {
        id: 'it',
        type: 'connector',
        config: {
          connectorType: 'http',
          action: 'request',
          method: 'POST',
          url: world.receiver.url,
        },
      },
    ],
  });
  const done = await ended(ctx, id);
  expect(done.error).toBeNull();
  expect(done.output).toMatchObject({ status: 200, data: { n: 1 } });
  expect(world.receiver.requests.at(-1)?.headers['idempotency-key']).toBe(`${id}:it`);
});
