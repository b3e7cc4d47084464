import { loadAgent } from '@/lib/agents/store';
import { bind } from '@/lib/core/bind';
import type { Ctx } from '@/lib/core/context';
import { type Reply, type RequestInfo, reply } from '@/lib/core/endpoint';
import { eventStream } from '@/lib/core/sse';
import { cancelById } from '@/lib/executions/cancel';
import {
  actOnExecution,
  cancelExecution,
  executeAgent,
  getCommandExecution,
  getExecution,
  listCommandExecutions,
  listExecutionLogs,
  listExecutionSteps,
  listExecutions,
  playAgent,
  streamExecution,
} from '@/lib/executions/contract';
import { follow, waitForEnd } from '@/lib/executions/follow';
import { isOpen, presentCommand, presentExecution } from '@/lib/executions/present';
import { type StartInput, startExecution } from '@/lib/executions/start';
import { findExecutions, findLogs, findSteps, loadExecution } from '@/lib/executions/store';

/** Starts, then streams, waits or answers at once, as the client asked. */
async function started(
  ctx: Ctx,
  request: RequestInfo,
  wait: number,
  start: StartInput,
): Promise<Reply> {
  const row = await startExecution(ctx, start);
  if (request.raw.headers.get('accept')?.includes('text/event-stream'))
    return reply(200, undefined, { raw: streamOf(ctx, request, row.id, 0) });
  const now = wait > 0 ? await waitForEnd(ctx, row.id, wait, request.signal) : row;
  return reply(isOpen(now.status) ? 202 : 200, presentExecution(now), {
    headers: { Location: `/api/v1/executions/${row.id}` },
  });
}

const streamOf = (ctx: Ctx, request: RequestInfo, id: string, after: number): Response =>
  // The client's own signal, not the request's: a stream may last longer than a minute.
  eventStream(request.raw.signal, async (send, signal) => {
    send('execution', { id });
    await follow(ctx, id, after, send, signal);
  });

export const executionRoutes = [
  bind(executeAgent, async (ctx, { params, query, body, request }) => {
    const agent = await loadAgent(ctx, params.id);
    const { input, metadata } = body;
    return started(ctx, request, query.wait, { agent, input, metadata, source: 'api' });
  }),
  bind(playAgent, async (ctx, { params, query, body, request }) => {
    const agent = await loadAgent(ctx, params.id);
    const { input, overrides } = body;
    return started(ctx, request, query.wait, { agent, input, overrides, source: 'playground' });
  }),
  bind(listExecutions, async (ctx, { query }) => {
    const { rows, total } = await findExecutions(ctx, query);
    const { limit, offset } = query;
    return reply(200, { data: rows.map(presentExecution), limit, offset, total });
  }),
  bind(listCommandExecutions, async (ctx, { query }) => {
    const { rows, total } = await findExecutions(ctx, query);
    const { limit, offset } = query;
    return reply(200, { data: rows.map(presentCommand), limit, offset, total });
  }),
  bind(getExecution, async (ctx, { params, query, request }) =>
    reply(200, presentExecution(await waitForEnd(ctx, params.id, query.wait, request.signal))),
  ),
  bind(getCommandExecution, async (ctx, { params }) =>
    reply(200, presentCommand(await loadExecution(ctx, params.id))),
  ),
  bind(actOnExecution, async (ctx, { params, request }) =>
    reply(200, presentExecution(await cancelById(ctx, params.id, request.signal))),
  ),
  bind(cancelExecution, async (ctx, { params, request }) =>
    reply(200, presentExecution(await cancelById(ctx, params.id, request.signal))),
  ),
  bind(listExecutionLogs, async (ctx, { params, query }) => {
    const { id } = await loadExecution(ctx, params.id);
    return reply(200, await findLogs(ctx, id, query));
  }),
  bind(listExecutionSteps, async (ctx, { params }) => {
    const { id } = await loadExecution(ctx, params.id);
    return reply(200, { data: await findSteps(ctx, id) });
  }),
  bind(streamExecution, async (ctx, { params, request }) => {
    const { id } = await loadExecution(ctx, params.id);
    const after = Number(request.raw.headers.get('last-event-id') ?? 0) || 0;
    return reply(200, undefined, { raw: streamOf(ctx, request, id, after) });
  }),
];
