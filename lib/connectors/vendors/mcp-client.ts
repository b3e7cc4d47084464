import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { McpError, ErrorCode as Rpc } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { commonFailure, type Last, retryAfter } from '@/lib/connectors/call';
import { type ConnectorError, failure, oneLine } from '@/lib/connectors/error';
import { storable } from '@/lib/connectors/send-http';
import { keptTools, toolAnswer } from '@/lib/connectors/vendors/mcp-tools';
import { createEgressFetch } from '@/lib/core/egress/egress';
import { EgressError } from '@/lib/core/egress/error';
import { noSchemas } from '@/lib/core/mcp-schemas';

export interface McpWay {
  url: URL;
  /** A header that carries a credential. */
  auth: [name: string, value: string] | null;
  allowedHosts: readonly string[] | undefined;
  idempotencyKey: string;
  signal: AbortSignal;
  timeoutMs: number;
}

/** Bytes of one answer, decompressed. */
const MAX_ANSWER = 2 * 1024 * 1024;
const MOST_PAGES = 20;

// Read leniently: one odd tool must not hide the others.
const Page = z.looseObject({
  tools: z.array(z.unknown()).default([]),
  nextCursor: z.string().max(2000).optional(),
});
const Result = z.looseObject({
  content: z.unknown().optional(),
  structuredContent: z.unknown().optional(),
  isError: z.boolean().optional(),
});

/** The way out: guarded, bound to hosts; the SDK follows redirects within the origin only, each checked again. */
function wayOut(way: McpWay, last: Last): typeof globalThis.fetch {
  const outwards = createEgressFetch({
    allowedHosts: way.allowedHosts,
    totalTimeoutMs: way.timeoutMs,
    headersTimeoutMs: way.timeoutMs,
    idleTimeoutMs: way.timeoutMs,
    maxResponseBytes: MAX_ANSWER,
    redirect: 'refuse',
  });
  return async (input, init) => {
    // A stream for what the server says by itself is not needed, and would stay open.
    if (init?.method === 'GET') return new Response(null, { status: 405 });
    const signal = AbortSignal.any([way.signal, ...(init?.signal ? [init.signal] : [])]);
    try {
      const response = await outwards(input, { ...init, signal });
      last.status = response.status;
      last.retryAfterMs = retryAfter(response.headers);
      return response;
    } catch (error) {
      const cause = (error as { cause?: unknown }).cause;
      last.failure = [error, cause].find((it) => it instanceof EgressError) as EgressError | null;
      throw error;
    }
  };
}

/** Connects, works, and says goodbye. Throws a ConnectorError; `answered` keeps the words of the server itself. */
async function withServer<T>(way: McpWay, work: (client: Client) => Promise<T>): Promise<T> {
  const last: Last = { status: null, retryAfterMs: null, failure: null };
  const transport = new StreamableHTTPClientTransport(way.url, {
    fetch: wayOut(way, last),
    requestInit: {
      headers: {
        'idempotency-key': way.idempotencyKey,
        ...(way.auth && { [way.auth[0]]: way.auth[1] }),
      },
    },
    reconnectionOptions: {
      initialReconnectionDelay: 1,
      maxReconnectionDelay: 1,
      reconnectionDelayGrowFactor: 1,
      maxRetries: 0,
    },
  });
  const client = new Client(
    { name: 'fleetprompt', version: '1.0.0' },
    { jsonSchemaValidator: noSchemas },
  );
  try {
    await client.connect(transport as never, options(way));
    return await work(client);
  } catch (error) {
    if (way.signal.aborted) throw way.signal.reason;
    throw asFailure(error, last, way.url.host);
  } finally {
    // A session that stays behind is the server's to forget.
    void transport
      .terminateSession()
      .catch(() => {})
      .then(() => client.close())
      .catch(() => {});
  }
}

const options = ({ signal, timeoutMs }: McpWay) => ({
  signal,
  timeout: timeoutMs,
  maxTotalTimeout: timeoutMs,
});

function asFailure(error: unknown, last: Last, host: string): ConnectorError {
  const { status } = last;
  if (status === 401 || status === 403)
    return failure('AUTHENTICATION_FAILED', `${host} refused the credential (${status}).`, {
      status,
    });
  const common = commonFailure(error, last, host);
  if (common) return common;
  if (error instanceof McpError && error.code === Rpc.RequestTimeout)
    return failure('TIMEOUT', `${host} did not answer in time.`, { retryable: true });
  if (error instanceof McpError && error.code !== Rpc.ConnectionClosed)
    return failure('VENDOR_REFUSED', `${host} refused: ${oneLine(error.message)}`, {
      details: { code: error.code },
    });
  const answered = status !== null && status >= 400 ? ` (it answered ${status})` : '';
  return failure('NOT_MCP', `${host} does not speak MCP over streamable HTTP${answered}.`, {
    ...(status !== null && { status }),
    retryable: answered === '',
  });
}

/** Every tool of a server, page by page; what is no tool is left out. */
export const listMcpTools = (way: McpWay) =>
  withServer(way, async (client) => {
    const found: unknown[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES; page++) {
      const params = cursor === undefined ? {} : { cursor };
      const answer = await client.request({ method: 'tools/list', params }, Page, options(way));
      found.push(...answer.tools);
      cursor = answer.nextCursor;
      if (cursor === undefined) break;
    }
    const { name, version } = client.getServerVersion() ?? { name: '', version: '' };
    return { ...keptTools(found), server: oneLine(`${name} ${version}`.trim(), 200) };
  });

/** Calls a tool and answers what it says; a tool's own failure is TOOL_FAILED. */
export const callMcpTool = (
  way: McpWay,
  { tool, arguments: given = {} }: { tool: string; arguments?: Record<string, unknown> },
) =>
  withServer(way, async (client) => {
    const params = { name: tool, arguments: given };
    const said = await client.request({ method: 'tools/call', params }, Result, options(way));
    const answer = toolAnswer(said);
    if (said.isError)
      throw failure('TOOL_FAILED', oneLine(answer.text, 2000) || 'The tool failed.');
    return { ...answer, structured: storable(answer.structured) };
  });
