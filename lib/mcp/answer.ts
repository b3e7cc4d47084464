import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import type { Ctx } from '@/lib/core/context';
import { type Reply, type RequestInfo, reply } from '@/lib/core/endpoint';
import { fail, invalid } from '@/lib/core/errors';
import { TOOL_KINDS, type ToolKind } from '@/lib/mcp/contract';
import type { OperationTool } from '@/lib/mcp/operation-tools';
import { checkOrigin } from '@/lib/mcp/origin';
import { mcpServer } from '@/lib/mcp/server';

type Message = { method?: string; id?: unknown; params?: { _meta?: { progressToken?: unknown } } };

/** Seconds: an answer of one piece ends within a request's minute, a stream within ten. */
const LONGEST_ANSWER = 50;
const LONGEST_STREAM = 600;

/** Answers one POST by itself, since no process remembers another one's: as JSON, or as a stream with progress. */
export async function answerMcp(
  ctx: Ctx,
  request: RequestInfo,
  body: Message | Message[],
  operations: ReadonlyMap<string, OperationTool>,
): Promise<Reply> {
  checkOrigin(request.raw.headers, request.url);
  const kinds = kindsOf(request.url.searchParams.get('tools'));
  const given = Array.isArray(body) ? body : [body];
  const calls = given.filter((it) => it.method === 'tools/call');
  if (calls.length > 1)
    fail('BAD_REQUEST', 'A batch may call one tool. Send the others on their own.');
  // A cancellation can only reach the request that is open elsewhere, and would leave its own unanswered.
  const messages = given.filter((it) => it.method !== 'notifications/cancelled');
  if (messages.length === 0) return reply(202);

  const streams =
    calls[0]?.params?._meta?.progressToken !== undefined &&
    request.raw.headers.get('accept')?.includes('text/event-stream') === true;
  const left = new AbortController();
  const server = mcpServer({
    ctx,
    request,
    operations,
    kinds,
    longestWait: streams ? LONGEST_STREAM : LONGEST_ANSWER,
    // A stream outlasts the minute that the request's own signal grants.
    gone: AbortSignal.any([left.signal, streams ? request.raw.signal : request.signal]),
  });
  const transport = new WebStandardStreamableHTTPServerTransport({
    sessionIdGenerator: undefined,
    enableJsonResponse: !streams,
  });
  await server.connect(transport);
  const response = await transport.handleRequest(
    new Request(request.url, { method: 'POST', headers: headersOf(request.raw.headers) }),
    { parsedBody: Array.isArray(body) ? messages : messages[0] },
  );
  if (response.ok && streams && response.body) {
    const closed = () => {
      left.abort();
      void server.close();
    };
    return reply(200, undefined, {
      raw: new Response(whenOver(response.body, closed), { headers: response.headers }),
    });
  }
  const text = await response.text();
  await server.close();
  if (response.status === 202) return reply(202);
  const answer = JSON.parse(text);
  if (!response.ok) fail('BAD_REQUEST', String(answer.error?.message ?? 'This is no MCP message.'));
  return reply(200, answer);
}

function kindsOf(given: string | null): ReadonlySet<ToolKind> {
  if (given === null || given === '') return new Set(TOOL_KINDS);
  const kinds = given.split(',');
  if (!kinds.every((it): it is ToolKind => (TOOL_KINDS as readonly string[]).includes(it)))
    invalid('tools', `must name some of: ${TOOL_KINDS.join(' ')}`);
  return new Set(kinds as ToolKind[]);
}

/** What the transport looks at. We answer JSON whatever is accepted, as the rest of the API does. */
function headersOf(given: Headers): Headers {
  const version = given.get('mcp-protocol-version');
  return new Headers({
    accept: 'application/json, text/event-stream',
    'content-type': 'application/json',
    ...(version !== null && { 'mcp-protocol-version': version }),
  });
}

/** The same stream; `over` is called once it has ended or its reader has left. */
function whenOver(body: ReadableStream<Uint8Array>, over: () => void): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await reader.read();
      if (!done) return controller.enqueue(value);
      controller.close();
      over();
    },
    async cancel(reason) {
      over();
      await reader.cancel(reason).catch(() => {});
    },
  });
}
