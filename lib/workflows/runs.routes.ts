import { bind } from '@/lib/core/bind';
import type { Ctx } from '@/lib/core/context';
import { type RequestInfo, reply } from '@/lib/core/endpoint';
import { eventStream } from '@/lib/core/sse';
import { bulk } from '@/lib/workflows/bulk';
import {
  cancelExecution,
  historyOf,
  listExecutions,
  presentExecution,
  startByType,
} from '@/lib/workflows/command-runs';
import { followRun, waitForEnd } from '@/lib/workflows/follow';
import type { RunDescription } from '@/lib/workflows/host';
import { host } from '@/lib/workflows/postgres/host';
import { fork, runAgain, tellRun } from '@/lib/workflows/run-control';
import {
  bulkWorkflowRuns,
  cancelWorkflowRun,
  createWorkflowRun,
  forkWorkflowRun,
  getWorkflowRun,
  getWorkflowRunHistory,
  listWorkflowRunSteps,
  pauseWorkflowRun,
  resumeWorkflowRun,
  retryWorkflowRun,
  signalWorkflowRun,
  streamWorkflowRun,
} from '@/lib/workflows/run-control.contract';
import { findSteps } from '@/lib/workflows/run-steps';
import { findRun, findRuns, presentRun } from '@/lib/workflows/runs';
import {
  cancelWorkflowExecution,
  getWorkflowExecution,
  getWorkflowExecutionHistory,
  listWorkflowExecutions,
  listWorkflowRuns,
  startWorkflow,
} from '@/lib/workflows/runs.contract';
import { start } from '@/lib/workflows/start';
import { isOpen } from '@/lib/workflows/statuses';

const MOST_HISTORY = 1000;

const shown = async (ctx: Ctx, status: number, run: RunDescription) =>
  reply(status, await presentRun(ctx, run), {
    headers: status === 202 ? { Location: `/api/v1/workflow-runs/${run.id}` } : {},
  });

const streamOf = (ctx: Ctx, request: RequestInfo, id: string, after: number): Response =>
  // The client's own signal, not the request's: a stream may last longer than a minute.
  eventStream(request.raw.signal, (send, signal, ready) =>
    followRun(ctx, id, after, send, signal, ready),
  );

export const runRoutes = [
  bind(startWorkflow, async (ctx, { body }) => reply(202, await startByType(ctx, body))),
  bind(listWorkflowExecutions, async (ctx, { query }) =>
    reply(200, await listExecutions(ctx, query)),
  ),
  bind(getWorkflowExecution, async (ctx, { params }) =>
    reply(200, await presentExecution(ctx, await findRun(ctx, params.workflowId))),
  ),
  bind(cancelWorkflowExecution, async (ctx, { params, body }) =>
    reply(200, await cancelExecution(ctx, params.workflowId, body.reason)),
  ),
  bind(getWorkflowExecutionHistory, async (ctx, { params, query }) =>
    reply(200, await historyOf(ctx, params.workflowId, query.after)),
  ),
  bind(listWorkflowRuns, async (ctx, { query }) => reply(200, await findRuns(ctx, query))),
  bind(createWorkflowRun, async (ctx, { query, body, request }) => {
    const run = await start(ctx, {
      workflowId: body.workflow_id,
      version: body.version,
      input: body.input,
      metadata: body.metadata,
      trigger: { type: 'manual' },
    });
    const now = await waitForEnd(ctx, run.id, query.wait, request.signal);
    return shown(ctx, isOpen(now.status) ? 202 : 200, now);
  }),
  bind(getWorkflowRun, async (ctx, { params, query, request }) =>
    shown(ctx, 200, await waitForEnd(ctx, params.id, query.wait, request.signal)),
  ),
  bind(cancelWorkflowRun, async (ctx, { params, body }) =>
    shown(ctx, 200, await host.cancel(ctx, params.id, body.reason)),
  ),
  bind(pauseWorkflowRun, async (ctx, { params }) =>
    shown(ctx, 200, await tellRun(ctx, params.id, { type: 'PauseRequested' })),
  ),
  bind(resumeWorkflowRun, async (ctx, { params }) =>
    shown(ctx, 200, await tellRun(ctx, params.id, { type: 'ResumeRequested' })),
  ),
  bind(signalWorkflowRun, async (ctx, { params, body }) => {
    const { name, data = null, id } = body;
    const signal = {
      type: 'SignalReceived',
      name,
      data: data as never,
      ...(id && { id }),
    } as const;
    return shown(ctx, 200, await tellRun(ctx, params.id, signal, id && `signal:${name}:${id}`));
  }),
  bind(retryWorkflowRun, async (ctx, { params, body }) =>
    shown(ctx, 202, await runAgain(ctx, params.id, body)),
  ),
  bind(forkWorkflowRun, async (ctx, { params, body }) =>
    shown(ctx, 202, await fork(ctx, params.id, { ...body, version: 'same' })),
  ),
  bind(listWorkflowRunSteps, async (ctx, { params, query }) =>
    reply(200, await findSteps(ctx, params.id, query)),
  ),
  bind(getWorkflowRunHistory, async (ctx, { params, query }) => {
    const page = { after: query.after, limit: MOST_HISTORY };
    const { events, total } = await host.history(ctx, params.id, page);
    return reply(200, { data: events, total });
  }),
  bind(streamWorkflowRun, async (ctx, { params, request }) => {
    const { id } = await host.describe(ctx, params.id);
    const after = Number(request.raw.headers.get('last-event-id') ?? 0) || 0;
    return reply(200, undefined, {
      raw: streamOf(ctx, request, id, Math.max(0, Math.trunc(after))),
    });
  }),
  bind(bulkWorkflowRuns, async (ctx, { body }) => reply(200, await bulk(ctx, body))),
];
