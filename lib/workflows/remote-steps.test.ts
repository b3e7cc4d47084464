import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { type Ctx, systemCtx } from '@/lib/core/context';
import { newId } from '@/lib/core/ids';
import { makeConnector, makeCredential } from '@/lib/testing/factories/connector-resources';
import { type McpVendor, startMcpServer } from '@/lib/testing/vendors/mcp';
import { ended, startRun } from '@/lib/testing/workflow-runs';
import { withWorker } from '@/lib/testing/workflow-worker';
import { checkDefinition } from '@/lib/workflows/check';

const world = withWorker();
let ctx: Ctx;
beforeEach(() => {
  ctx = systemCtx(newId(), 'test');
});

async function mcpServer(): Promise<McpVendor> {
  const vendor = await startMcpServer();
  onTestFinished(() => vendor.close());
  return vendor;
}

const call = async (config: object) => {
  const retry = { maxAttempts: 1 };
  const { id } = await startRun(ctx, { steps: [{ id: 'tool', type: 'mcp_tool', config, retry }] });
  return ended(ctx, id);
};

test('a tool of a remote MCP server is called with its arguments, and its answer is the output', async () => {
  const { url: server } = await mcpServer();
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
  expect(odd.error?.code).toBe('NOT_MCP');
  const inside = await call({ server: 'http://169.254.169.254/mcp', tool: 'add' });
  expect(inside.error?.code).toBe('MCP_SERVER');
});

test('a configured MCP server is named by its connector, which brings its credential', async () => {
  const vendor = await mcpServer();
  const credentialId = await makeCredential(ctx, {
    data: { authType: 'api_key', header: 'X-Key', key: 'a-key-that-nobody-sees' },
  });
  await makeConnector(ctx, {
    name: 'Sums',
    type: 'mcp',
    credentialId,
    config: { url: vendor.url },
  });
  const done = await call({ server: 'Sums', tool: 'add', arguments: { a: 2, b: 3 } });
  expect(done).toMatchObject({ status: 'completed', output: { sum: 5 } });
  expect(vendor.requests.every((it) => it.headers['x-key'] === 'a-key-that-nobody-sees')).toBe(
    true,
  );
  expect((await call({ server: 'Others', tool: 'add' })).error?.code).toBe('CONNECTOR_NOT_FOUND');
  const { problems } = await checkDefinition(ctx, {
    steps: [{ id: 'a', type: 'mcp_tool', config: { server: 'Others', tool: 'add' } }],
  });
  expect(problems).toMatchObject([{ message: 'There is no MCP server "Others".' }]);
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
