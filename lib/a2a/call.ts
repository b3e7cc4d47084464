import { idOf, jsonOf, type RpcId, requestOf, versionNamed } from '@/lib/a2a/envelope';
import { asRpcError, refuse } from '@/lib/a2a/errors';
import { eventToLegacy } from '@/lib/a2a/legacy';
import { type Call, METHODS, STREAMS } from '@/lib/a2a/methods';
import { loadPublicAgent } from '@/lib/a2a/store';
import { streamTask } from '@/lib/a2a/stream';
import { rawBody } from '@/lib/billing/raw-body';
import type { Ctx } from '@/lib/core/context';
import { type Reply, type RequestInfo, reply } from '@/lib/core/endpoint';
import { eventStream } from '@/lib/core/sse';

const envelope = (id: RpcId, said: { result: unknown } | { error: unknown }) => ({
  jsonrpc: '2.0' as const,
  id,
  ...said,
});

/**
 * Answers one request of JSON-RPC to an agent. Its errors are answered with 200, as the protocol has it; whom
 * the agent is hidden from, and what no agent can mend, gets an error of HTTP.
 */
export async function callAgent(ctx: Ctx, agentId: string, request: RequestInfo): Promise<Reply> {
  const agent = await loadPublicAgent(ctx, agentId);
  const bytes = await rawBody(request.raw, request.signal);
  let id: RpcId = null;
  try {
    const json = jsonOf(bytes, request.raw.headers.get('content-type'));
    id = idOf(json);
    versionNamed(request.raw.headers, request.url.searchParams);
    const { version, method, params } = requestOf(json);
    const call: Call = { ctx, agent, version, signal: request.signal };
    const answer = Object.hasOwn(METHODS, method) ? METHODS[method] : undefined;
    if (answer) return reply(200, envelope(id, { result: await answer(call, params) }));
    if (Object.hasOwn(STREAMS, method)) return await streamed(call, method, params, id, request);
    return refuse('METHOD_NOT_FOUND', `There is no method ${method.slice(0, 100)}.`);
  } catch (error) {
    if ((error as { code?: string }).code === 'UNSUPPORTED_MEDIA_TYPE') throw error;
    return reply(200, envelope(id, { error: asRpcError(error).body() }));
  }
}

async function streamed(
  call: Call,
  method: string,
  params: Record<string, unknown>,
  id: RpcId,
  request: RequestInfo,
): Promise<Reply> {
  const { ctx, version } = call;
  const { row, historyLength } =
    (await STREAMS[method]?.(call, params)) ?? refuse('METHOD_NOT_FOUND', method);
  // The client's own signal, not the request's: a stream may last longer than a request.
  const raw = eventStream(request.raw.signal, async (send, signal) => {
    const tell = (said: { result: unknown } | { error: unknown }) =>
      send('message', envelope(id, said));
    try {
      await streamTask(
        ctx,
        row,
        (event, final = false) =>
          tell({ result: version === '0.3' ? eventToLegacy(event, final) : event }),
        signal,
        historyLength,
      );
    } catch (error) {
      tell({ error: asRpcError(error).body() });
    }
  });
  return reply(200, undefined, { raw });
}
