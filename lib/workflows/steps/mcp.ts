import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ConnectorError } from '@/lib/connectors/error';
import { redactor } from '@/lib/connectors/redact';
import { fillWith } from '@/lib/connectors/secrets';
import { checkUrl, createEgressFetch } from '@/lib/core/egress/egress';
import { isObject, type Json } from '@/lib/engine/json';
import { boundsOfRun, within } from '@/lib/workflows/steps/bounds';
import { type Perform, StepFailure } from '@/lib/workflows/steps/failure';

function failed(code: string, message: string, retryable: boolean): never {
  throw new StepFailure({ code, message: message.slice(0, 1000), retryable });
}

/** Calls a tool of a remote MCP server (streamable HTTP): its structured answer, else its content. */
export const mcp: Perform = async (activity) => {
  const { ctx, runId, signal, idempotencyKey } = activity;
  const usedBy = { type: 'workflow_run', id: runId };
  const { input, secrets } = await fillWith(ctx, activity.input, activity.secrets, usedBy).catch(
    (error) => {
      throw error instanceof ConnectorError ? new StepFailure(error.error) : error;
    },
  );
  const bounds = await boundsOfRun(ctx, runId);
  const config = isObject(input) ? input : {};
  const url = address(String(config.server));
  const transport = new StreamableHTTPClientTransport(url, {
    fetch: createEgressFetch({ allowedHosts: within(bounds, secrets).allowedHosts }) as never,
    requestInit: { headers: { 'idempotency-key': idempotencyKey } },
  });
  const client = new Client({ name: 'fleetprompt', version: '1' });
  try {
    await client.connect(transport as never, { signal });
    const result = await client.callTool(
      { name: String(config.tool), arguments: isObject(config.arguments) ? config.arguments : {} },
      undefined,
      { signal, timeout: 5 * 60_000 },
    );
    const clean = redactor(secrets.values);
    const content = (result.content ?? []) as { type: string; text?: string }[];
    if (result.isError) failed('TOOL_FAILED', clean(said(content)) || 'The tool failed.', false);
    return clean((result.structuredContent ?? { content }) as Json);
  } catch (error) {
    if (error instanceof StepFailure || signal.aborted) throw error;
    const cause = (error as { cause?: unknown }).cause;
    const known = [error, cause].find((it) => (it as Error | undefined)?.name === 'EgressError');
    if (known) throw known;
    failed('MCP_FAILED', `The MCP server at ${url.host} did not answer as one.`, true);
  } finally {
    await client.close().catch(() => {});
  }
};

const said = (content: readonly { text?: string }[]) =>
  content.map((it) => it.text ?? '').join('\n');

function address(server: string): URL {
  try {
    return checkUrl(server);
  } catch (error) {
    return failed('MCP_SERVER', (error as Error).message, false);
  }
}
