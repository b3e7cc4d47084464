import { create, loadConfigDeployment, remove, update } from '@/lib/configs/deployments';
import {
  createDeployment,
  deleteDeployment,
  executeDeployment,
  listDeploymentExecutions,
  listDeploymentTriggers,
  updateDeployment,
} from '@/lib/configs/deployments.contract';
import { execute } from '@/lib/configs/execute';
import { findTriggers } from '@/lib/configs/triggers';
import { bind } from '@/lib/core/bind';
import { reply } from '@/lib/core/endpoint';
import { presentConfigDeployment } from '@/lib/deployments/present';
import { loadDeployment } from '@/lib/deployments/store';
import { presentCommand } from '@/lib/executions/present';
import { findExecutions } from '@/lib/executions/store';

/** Deployments are one collection; what only those of configs can do is bound here. */
export const configDeploymentRoutes = [
  bind(createDeployment, async (ctx, { body }) => {
    const row = await create(ctx, body);
    return reply(201, presentConfigDeployment(row), {
      headers: { Location: `/api/deployments/${row.id}` },
    });
  }),
  bind(updateDeployment, async (ctx, { params, body }) =>
    reply(200, presentConfigDeployment(await update(ctx, params.id, body))),
  ),
  bind(deleteDeployment, async (ctx, { params }) => reply(204, await remove(ctx, params.id))),
  bind(executeDeployment, async (ctx, { params, body }) => {
    const row = await execute(ctx, params.id, body.variables ?? {});
    return reply(202, presentCommand(row), { headers: { Location: `/api/executions/${row.id}` } });
  }),
  bind(listDeploymentExecutions, async (ctx, { params, query }) => {
    const { id } = await loadDeployment(ctx, params.id);
    const { rows, total } = await findExecutions(ctx, { ...query, deployment_id: id });
    const { limit, offset } = query;
    return reply(200, { data: rows.map(presentCommand), limit, offset, total });
  }),
  bind(listDeploymentTriggers, async (ctx, { params, query }) => {
    const row = await loadConfigDeployment(ctx, params.id);
    return reply(200, await findTriggers(ctx, row, query));
  }),
];
