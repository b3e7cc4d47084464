import { beforeAll, describe, expect, test } from 'vitest';
import { routes } from '@/lib/api/registry';
import { newId } from '@/lib/core/ids';
import { operationTools } from '@/lib/mcp/operation-tools';
import { OPERATIONS } from '@/lib/mcp/operations';
import { makeApiKey, makeOrganization } from '@/lib/testing/factories/accounts';
import { connect, keyOf, makeSome, mcpUrl } from '@/lib/testing/mcp-api';
import { allTools, callTool } from '@/lib/testing/mcp-client';
import { withServedApi } from '@/lib/testing/served-api';

const api = withServedApi();
beforeAll(() => makeSome(api.ctx));

const post = (body: unknown, headers: Record<string, string> = {}, query = '') =>
  fetch(mcpUrl(api, query), {
    method: 'POST',
    headers: {
      authorization: `Bearer ${api.apiKey}`,
      'content-type': 'application/json',
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

describe('the list of tools', () => {
  test('holds agents, workflows and operations with schemas, titles and hints', async () => {
    const tools = await allTools(await connect(api));
    const named = new Map(tools.map((it) => [it.name, it]));
    expect(named.size).toBe(tools.length);
    for (const { name } of tools) expect(name).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
    expect(named.get('agent_support-triage')).toMatchObject({
      title: 'Support triage',
      description: 'Answers questions',
      inputSchema: { properties: { message: { type: 'string' } } },
    });
    const workflow = tools.find((it) => it.name.startsWith('workflow_greet_people_'));
    expect(workflow?.inputSchema).toMatchObject({
      properties: { who: { type: 'string' } },
      required: ['who'],
    });
    expect(named.get('agents_list')?.annotations).toMatchObject({ readOnlyHint: true });
    expect(named.get('executions_cancel')?.annotations).toMatchObject({
      readOnlyHint: false,
      destructiveHint: true,
      idempotentHint: true,
    });
    expect(named.get('agents_create')?.inputSchema).toMatchObject({
      required: ['name'],
      properties: { config: { properties: { model: {} } } },
    });
    expect(JSON.stringify(tools)).not.toContain('$ref');
  });

  test('has a tool for every operation that is named', () => {
    const tools = operationTools(routes);
    expect([...tools.keys()].sort()).toEqual(
      Object.values(OPERATIONS)
        .map((it) => it.name)
        .sort(),
    );
  });

  test('shows only what the scopes of the key allow, and only the kinds that are asked for', async () => {
    const names = async (key: string, query?: string) =>
      (await allTools(await connect(api, key, query))).map((it) => it.name);
    const reader = await names(await keyOf(api, 'executions:read', 'credits:read'));
    expect(reader.sort()).toEqual(
      ['credits_balance', 'credits_history', 'executions_get', 'executions_list'].concat([
        'executions_logs',
        'executions_steps',
      ]),
    );
    const runner = await names(await keyOf(api, 'agents:read', 'agents:execute'));
    expect(runner).toContain('agent_support-triage');
    expect(runner.some((it) => it.startsWith('workflow_'))).toBe(false);
    const kinds = await names(api.apiKey, '?tools=agents,workflows');
    expect(kinds.every((it) => /^(agent|workflow)_/.test(it))).toBe(true);
    expect(kinds.length).toBeGreaterThan(1);
  });

  test('comes in pages when there are many agents, each once', async () => {
    const { organization, owner, ctx } = await makeOrganization();
    const { key } = await makeApiKey(organization.id, owner.id);
    const ids = Array.from({ length: 230 }, () => newId());
    await ctx.db.agent.createMany({
      data: ids.map((id) => ({
        id,
        organizationId: ctx.organizationId,
        name: 'Same name',
        slug: `${'very-long-'.repeat(8)}${id}`,
        status: 'active',
        systemPrompt: 'x',
        config: { model: 'sandbox' },
      })),
    });
    const client = await connect(api, key);
    const first = await client.listTools();
    expect(first.nextCursor).toBeTruthy();
    const tools = (await allTools(client)).filter((it) => it.name.startsWith('agent_'));
    expect(new Set(tools.map((it) => it.name)).size).toBe(230);
    await expect(client.listTools({ cursor: 'nonsense' })).rejects.toMatchObject({ code: -32602 });
    // A name that was cut still means its agent.
    expect(await callTool(client, tools[7]?.name ?? '', { message: 'Hi' })).toMatchObject({
      structuredContent: { code: 'INSUFFICIENT_CREDITS' },
    });
  });
});

describe('the door', () => {
  const list = { jsonrpc: '2.0', id: 1, method: 'tools/list' };

  test('is shut without a key, and says how to open it', async () => {
    const answer = await fetch(mcpUrl(api), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(list),
    });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  test('answers 405 to GET and DELETE, since there are no sessions', async () => {
    for (const method of ['GET', 'DELETE']) {
      const headers = { authorization: `Bearer ${api.apiKey}`, accept: 'text/event-stream' };
      const answer = await fetch(mcpUrl(api), { method, headers });
      expect(answer.status).toBe(405);
      expect(answer.headers.get('allow')).toContain('POST');
    }
  });

  test('refuses other sites’ pages, and lets ours and those of the machine in', async () => {
    expect((await post(list, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await post(list, { origin: 'null' })).status).toBe(403);
    expect((await post(list, { origin: api.origin })).status).toBe(200);
    expect((await post(list, { origin: 'http://localhost:6274' })).status).toBe(200);
  });

  test.each(['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25'])(
    'speaks %s with who asks for it',
    async (protocolVersion) => {
      const answer = await post({
        ...list,
        method: 'initialize',
        params: { protocolVersion, capabilities: {}, clientInfo: { name: 'old', version: '1' } },
      });
      const { result } = (await answer.json()) as { result: Record<string, unknown> };
      expect(result).toMatchObject({ protocolVersion, serverInfo: { name: 'fleetprompt' } });
      const after = await post(list, { 'mcp-protocol-version': protocolVersion });
      expect(after.status).toBe(200);
    },
  );

  test('gives documented answers to what is no MCP', async () => {
    const odd: [unknown, number][] = [
      ['{', 400],
      ['[]', 400],
      [{}, 400],
      [{ jsonrpc: '1.0', id: 1, method: 'ping' }, 400],
      [{ jsonrpc: '2.0', id: 1 }, 400],
      [{ jsonrpc: '2.0', id: 1, method: 'no/such' }, 200],
      [{ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 5 } }, 200],
      [{ jsonrpc: '2.0', method: 'notifications/initialized' }, 202],
      [{ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 1 } }, 202],
      [[list, { ...list, id: 2, method: 'ping' }], 200],
      [[1, 2].map((id) => ({ ...list, id, method: 'tools/call', params: { name: 'x' } })), 400],
    ];
    for (const [body, status] of odd)
      expect((await post(body)).status, JSON.stringify(body)).toBe(status);
    expect((await post(list, { 'mcp-protocol-version': '1999-01-01' })).status).toBe(400);
    expect((await post(list, { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await post(list, {}, '?tools=everything')).status).toBe(400);
  });
});
