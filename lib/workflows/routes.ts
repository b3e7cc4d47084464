import type { z } from 'zod';
import { bind } from '@/lib/core/bind';
import type { Ctx } from '@/lib/core/context';
import { type RequestInfo, reply } from '@/lib/core/endpoint';
import { fail } from '@/lib/core/errors';
import { allows } from '@/lib/core/scopes';
import { presentExecution, startByType } from '@/lib/workflows/command-runs';
import {
  createWorkflow,
  deleteWorkflow,
  duplicateWorkflow,
  getWorkflow,
  listWorkflows,
  pauseWorkflow,
  publishWorkflow,
  putWorkflow,
  resumeWorkflow,
  updateWorkflow,
  validateWorkflow,
  type WorkflowPatch,
} from '@/lib/workflows/contract';
import {
  create,
  duplicate,
  ifMatch,
  publish,
  remove,
  setPaused,
  update,
} from '@/lib/workflows/edit';
import { presentWorkflow, presentWorkflows } from '@/lib/workflows/present';
import { lookUpRun } from '@/lib/workflows/runs';
import { runRoutes } from '@/lib/workflows/runs.routes';
import { findById, findWorkflows, type WorkflowRow } from '@/lib/workflows/store';
import { validate } from '@/lib/workflows/versions';
import { versionRoutes } from '@/lib/workflows/versions.routes';

const answer = async (ctx: Ctx, status: number, row: WorkflowRow) =>
  reply(status, await presentWorkflow(ctx, row), {
    headers: { ETag: `"${row.latestVersion}"` },
  });

const change = async (
  ctx: Ctx,
  id: string,
  patch: z.output<typeof WorkflowPatch>,
  { raw }: RequestInfo,
) => answer(ctx, 200, await update(ctx, id, patch, ifMatch(raw.headers.get('if-match'))));

/** The one endpoint that does two things asks for the scope of the other itself. */
function requireExecute({ scopes }: Ctx): void {
  if (!allows(scopes, 'workflows:execute'))
    fail('FORBIDDEN', 'This needs the scope workflows:execute. Ask an owner or admin.', {
      details: { required_scope: 'workflows:execute' },
    });
}

export const workflowRoutes = [
  bind(listWorkflows, async (ctx, { query }) => {
    const status = query.status ?? query['filter[status]'];
    const { rows, total } = await findWorkflows(ctx, { ...query, status });
    return reply(200, await presentWorkflows(ctx, rows), { total });
  }),
  bind(createWorkflow, async (ctx, { body }) => {
    if (!('workflowType' in body)) return answer(ctx, 201, await create(ctx, body));
    requireExecute(ctx);
    return reply(202, await startByType(ctx, body));
  }),
  bind(validateWorkflow, async (ctx, { body }) => reply(200, await validate(ctx, body.definition))),
  bind(getWorkflow, async (ctx, { params }) => {
    const row = await findById(ctx, params.id);
    if (row) return answer(ctx, 200, row);
    const run = await lookUpRun(ctx, params.id);
    if (!run) fail('NOT_FOUND', 'No such workflow.');
    return reply(200, await presentExecution(ctx, run));
  }),
  bind(updateWorkflow, (ctx, { params, body, request }) => change(ctx, params.id, body, request)),
  bind(putWorkflow, (ctx, { params, body, request }) => change(ctx, params.id, body, request)),
  bind(deleteWorkflow, async (ctx, { params, query }) => {
    const force = query.force !== undefined && !['false', '0'].includes(query.force);
    return reply(204, await remove(ctx, params.id, force));
  }),
  bind(publishWorkflow, async (ctx, { params, body }) =>
    answer(ctx, 200, await publish(ctx, params.id, body.version)),
  ),
  bind(duplicateWorkflow, async (ctx, { params, body }) =>
    answer(ctx, 201, await duplicate(ctx, params.id, body.name)),
  ),
  bind(pauseWorkflow, async (ctx, { params }) =>
    answer(ctx, 200, await setPaused(ctx, params.id, true)),
  ),
  bind(resumeWorkflow, async (ctx, { params }) =>
    answer(ctx, 200, await setPaused(ctx, params.id, false)),
  ),
  ...versionRoutes,
  ...runRoutes,
];
