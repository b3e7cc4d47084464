import { createServer } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { readConnector } from '@/lib/connectors/connector-store';
import type { ConnectorError } from '@/lib/connectors/error';
import { runAction } from '@/lib/connectors/run-action';
import { createConnector, updateConnector } from '@/lib/connectors/save-connector';
import { serverTools } from '@/lib/connectors/server-tools';
import { testConnector } from '@/lib/connectors/test-connection';
import type { Ctx } from '@/lib/core/context';
import { overrideEnv } from '@/lib/core/env';
import type { JsonObject } from '@/lib/engine/json';
import { testDatabase } from '@/lib/testing/db';
import { makeOrganization } from '@/lib/testing/factories/accounts';
import { makeConnector, makeCredential } from '@/lib/testing/factories/connector-resources';
import { type McpVendor, raw, standard, startMcpServer } from '@/lib/testing/vendors/mcp';

const TOKEN = 'a-token-that-nobody-sees';
let drop: () => Promise<void>;
let ctx: Ctx;
let vendor: McpVendor;
let connectorId: string;
let credentialId: string;

beforeAll(async () => {
  ({ drop } = await testDatabase());
  vendor = await startMcpServer();
  overrideEnv({ EGRESS_ALLOW: '127.0.0.1' });
  ({ ctx } = await makeOrganization());
  credentialId = await makeCredential(ctx, {
    provider: 'http',
    data: { authType: 'bearer', token: TOKEN },
    metadata: { allowed_hosts: ['127.0.0.1'] },
  });
});
afterAll(async () => {
  await vendor.close();
  await drop();
});
beforeEach(async () => {
  connectorId = await makeConnector(ctx, {
    type: 'mcp',
    credentialId,
    config: { url: vendor.url },
  });
});
afterEach(() => {
  vendor.instead(undefined);
  vendor.tools(standard);
  vendor.requests.length = 0;
});

const usedBy = { type: 'execution', id: 'x' };
const run = (action: string, input: JsonObject = {}, more = {}) =>
  runAction(ctx, { connectorId, action, input }, { idempotencyKey: 'run-1', usedBy, ...more });
const failing = (work: Promise<unknown>): Promise<ConnectorError['error']> =>
  work.then(
    () => expect.unreachable('it did not fail'),
    (error: ConnectorError) => error.error,
  );
const list = async () =>
  (await run('list_tools')) as { tools: { name: string; inputSchema: object }[]; dropped: number };

test('tools are listed and called with the credential, and their answers come in three forms', async () => {
  const { tools } = (await list()) as { tools: object[] };
  expect(tools).toMatchObject([
    { name: 'add', description: 'Adds two numbers', read_only: true, destructive: false },
    { name: 'echo', read_only: false },
    { name: 'break', destructive: true },
  ]);
  const added = await run('call_tool', { tool: 'add', arguments: { a: 2, b: 3 } });
  expect(added).toEqual({
    text: '5',
    structured: { sum: 5 },
    content: [{ type: 'text', text: '5' }],
  });
  for (const { headers } of vendor.requests) {
    expect(headers.authorization).toBe(`Bearer ${TOKEN}`);
    expect(headers['idempotency-key']).toBe('run-1');
  }
  const uses = await ctx.db.credentialUse.findMany({ where: { connectorId } });
  expect(uses.map((it) => it.action).sort()).toEqual(['mcp.call_tool', 'mcp.list_tools']);
});

test('a tool that fails, one that is not there, and wrong arguments are told in the words of the server', async () => {
  expect(await failing(run('call_tool', { tool: 'break' }))).toMatchObject({
    code: 'TOOL_FAILED',
    message: 'It is broken.',
    retryable: false,
  });
  expect(await failing(run('call_tool', { tool: 'nothing' }))).toMatchObject({
    message: expect.stringContaining('nothing'),
  });
  expect(await failing(run('call_tool', { tool: 'add', arguments: { a: 'x' } }))).toMatchObject({
    message: expect.stringContaining('add'),
  });
});

test('testing a connector lists the tools, and keeps them for the page until it is changed', async () => {
  const result = await testConnector(ctx, connectorId);
  expect(result).toMatchObject({
    ok: true,
    message: 'fake 1 offers 3 tools.',
    details: { tools: ['add', 'echo', 'break'] },
  });
  const shown = await readConnector(ctx, connectorId);
  expect(shown.tools?.[0]).toEqual({
    name: 'add',
    title: null,
    description: 'Adds two numbers',
    read_only: true,
    destructive: false,
  });
  vendor.requests.length = 0;
  const asked = { usedBy, signal: AbortSignal.timeout(10_000) };
  expect((await serverTools(ctx, connectorId, asked)).tools).toHaveLength(3);
  expect(vendor.requests).toHaveLength(0);
  await updateConnector(ctx, connectorId, { config: { url: `${vendor.url}?changed` } });
  expect((await readConnector(ctx, connectorId)).tools).toBeNull();
  expect((await serverTools(ctx, connectorId, asked)).tools).toHaveLength(3);
  expect(vendor.requests.length).toBeGreaterThan(0);
});

test('an address inside, or beyond the hosts of the credential, is not saved', async () => {
  const make = (url: string) =>
    createConnector(ctx, { name: 'x', type: 'mcp', credentialId, config: { url } });
  for (const url of ['http://169.254.169.254/mcp', 'https://example.com/mcp', 'ftp://127.0.0.1/'])
    await expect(make(url), url).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  await expect(createConnector(ctx, { name: 'x', type: 'mcp', config: {} })).rejects.toMatchObject({
    details: { 'config.url': 'is required' },
  });
});

test('a redirect to a place inside is not followed, and takes no credential anywhere', async () => {
  const seen: string[] = [];
  const other = createServer((request, response) => {
    seen.push(request.headers.authorization ?? '');
    response.end();
  });
  await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
  const { port } = other.address() as { port: number };
  for (const location of ['http://169.254.169.254/latest', `http://127.0.0.1:${port}/mcp`]) {
    vendor.instead((_, response) => void response.writeHead(307, { location }).end());
    const error = await failing(run('list_tools'));
    expect(error.code).toMatch(/NOT_MCP|REDIRECT_REFUSED|BLOCKED/);
  }
  other.close();
  expect(seen).toEqual([]);
});

test('a list without end, of odd and huge tools, is cut to what is bearable', async () => {
  const good = { inputSchema: { type: 'object' } };
  const odd = [
    { ...good, name: 'fine' },
    { ...good, name: 'fine' },
    { name: 'no-schema' },
    { name: 'array', inputSchema: { type: 'array' } },
    { name: 'text', inputSchema: 'object' },
    { ...good, name: '' },
    { ...good, name: 7 },
    { ...good, name: 'a\u0000b' },
    { name: 'huge', inputSchema: { type: 'object', description: 'x'.repeat(20_000) } },
    null,
    'tool',
    {
      name: 'patterns',
      description: `\u0000${'words '.repeat(1_000)}`,
      inputSchema: {
        type: 'object',
        properties: {
          pattern: { type: 'string', pattern: '(a+)+$' },
          away: { $ref: 'http://169.254.169.254/schema' },
        },
      },
    },
  ];
  let pages = 0;
  vendor.instead(
    raw({
      'tools/list': () => {
        pages++;
        const more = Array.from({ length: 50 }, (_, i) => ({ ...good, name: `t${pages}-${i}` }));
        return { tools: pages === 1 ? odd : more, nextCursor: 'more' };
      },
    }),
  );
  const { tools, dropped } = await list();
  expect(pages).toBeLessThanOrEqual(20);
  expect(tools).toHaveLength(200);
  expect(dropped).toBeGreaterThan(600);
  expect(tools.slice(0, 3).map((it) => it.name)).toEqual(['fine', 'no-schema', 'patterns']);
  expect(tools[2]).toMatchObject({
    description: expect.stringMatching(/^words .{1990,1999}$/s),
    inputSchema: { properties: { pattern: { type: 'string' }, away: {} } },
  });
  expect(JSON.stringify(tools)).not.toMatch(/\(a\+\)|169\.254|\\u0000/);
});

test('an answer that is too large, too slow, no MCP or a refusal fails with a sentence', async () => {
  vendor.instead(raw({ 'tools/list': () => ({ tools: ['x'.repeat(3 * 1024 * 1024)] }) }));
  expect(await failing(run('list_tools'))).toMatchObject({ code: 'ANSWER_TOO_LARGE' });
  vendor.instead(() => {});
  expect(await failing(run('list_tools', {}, { timeoutMs: 300 }))).toMatchObject({
    code: 'TIMEOUT',
    retryable: true,
  });
  vendor.instead((_, response) => void response.writeHead(200).end('hello'));
  expect(await failing(run('list_tools'))).toMatchObject({ code: 'NOT_MCP' });
  vendor.instead((_, response) => void response.writeHead(401).end(TOKEN));
  const refused = await failing(run('list_tools'));
  expect(refused).toMatchObject({ code: 'AUTHENTICATION_FAILED', retryable: false });
  vendor.instead((_, response) => void response.writeHead(503).end());
  expect(await failing(run('list_tools'))).toMatchObject({ code: 'UNAVAILABLE', retryable: true });
});

test('what a tool says never shows the credential, nor the bytes of a file', async () => {
  vendor.tools((server) => {
    server.registerTool('leak', { inputSchema: { n: z.number() } }, () => ({
      content: [
        { type: 'text', text: `you sent ${TOKEN}` },
        { type: 'image', data: 'aGVsbG8=', mimeType: 'image/png' },
      ],
      structuredContent: { token: TOKEN, nul: 'a\u0000b' },
    }));
  });
  const said = await run('call_tool', { tool: 'leak', arguments: { n: 1 } });
  expect(JSON.stringify(said)).not.toContain(TOKEN);
  expect(said).toMatchObject({
    structured: { nul: 'a\ufffdb' },
    content: [{}, { type: 'image', mimeType: 'image/png', bytes: 6 }],
  });
});
