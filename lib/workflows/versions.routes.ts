import { bind, bindPublic } from '@/lib/core/bind';
import type { Ctx } from '@/lib/core/context';
import { reply } from '@/lib/core/endpoint';
import { callHook } from '@/lib/workflows/call-hook';
import { waitForEnd } from '@/lib/workflows/follow';
import { makeHook, removeHook } from '@/lib/workflows/hook';
import type { RunDescription } from '@/lib/workflows/host';
import { start } from '@/lib/workflows/start';
import { asExecution, isOpen } from '@/lib/workflows/statuses';
import { compare, findVersions, listTriggers, readVersion } from '@/lib/workflows/versions';
import {
  callHook as callHookEndpoint,
  compareWorkflowVersions,
  executeWorkflow,
  getWorkflowVersion,
  listWorkflowTriggers,
  listWorkflowVersions,
  makeWorkflowHook,
  patchHook,
  putHook,
  removeWorkflowHook,
} from '@/lib/workflows/versions.contract';

/** What a started run answers, after at most `wait` seconds. */
async function started(ctx: Ctx, run: RunDescription, wait: number, signal: AbortSignal) {
  const now = await waitForEnd(ctx, run.id, wait, signal);
  const open = isOpen(now.status);
  const body = {
    executionId: now.id,
    runId: now.id,
    status: wait > 0 ? asExecution(now.status) : ('pending' as const),
    startedAt: now.createdAt,
    ...(!open && wait > 0 && { output: now.output, error: now.error }),
  };
  return reply(open || wait === 0 ? 202 : 200, body, {
    headers: { Location: `/api/v1/workflow-runs/${now.id}` },
  });
}

const hook = (endpoint: typeof callHookEndpoint | typeof putHook | typeof patchHook) =>
  bindPublic(endpoint as typeof callHookEndpoint, async ({ params, query, request }) => {
    const { ctx, run } = await callHook(params.token, request);
    return started(ctx, run, query.wait, request.signal);
  });

export const versionRoutes = [
  bind(listWorkflowVersions, async (ctx, { params, query }) =>
    reply(200, await findVersions(ctx, params.id, query)),
  ),
  bind(getWorkflowVersion, async (ctx, { params }) =>
    reply(200, await readVersion(ctx, params.id, Number(params.version))),
  ),
  bind(compareWorkflowVersions, async (ctx, { params, query }) =>
    reply(200, await compare(ctx, params.id, query.from, query.to)),
  ),
  bind(listWorkflowTriggers, async (ctx, { params }) =>
    reply(200, { data: await listTriggers(ctx, params.id) }),
  ),
  bind(makeWorkflowHook, async (ctx, { params, body }) =>
    reply(201, await makeHook(ctx, params.id, body.secret)),
  ),
  bind(removeWorkflowHook, async (ctx, { params }) => reply(204, await removeHook(ctx, params.id))),
  bind(executeWorkflow, async (ctx, { params, query, body, request }) => {
    const run = await start(ctx, {
      workflowId: params.id,
      version: body.version,
      input: body.input,
      metadata: body.metadata,
      trigger: { type: 'manual' },
    });
    return started(ctx, run, query.wait, request.signal);
  }),
  hook(callHookEndpoint),
  hook(putHook),
  hook(patchHook),
];
