import { bind } from '@/lib/core/bind';
import { reply } from '@/lib/core/endpoint';
import { eventStream } from '@/lib/core/sse';
import { cancel } from '@/lib/deployments/cancel';
import {
  cancelDeployment,
  deployPackage,
  getDeployment,
  listDeployments,
  queueStats,
  retryDeployment,
  rollbackDeployment,
  streamDeployment,
} from '@/lib/deployments/contract';
import { follow } from '@/lib/deployments/follow';
import { presentDeployment, presentPackageDeployment } from '@/lib/deployments/present';
import { deploy, presentQueued, retry, rollback } from '@/lib/deployments/queue';
import { stats } from '@/lib/deployments/stats';
import { findDeployments, loadDeployment, loadPackageDeployment } from '@/lib/deployments/store';

export const deploymentRoutes = [
  bind(deployPackage, async (ctx, { params, request }) => {
    const queued = presentQueued(await deploy(ctx, params.id, request));
    return reply(202, queued, {
      headers: { Location: `/api/deployments/${queued.deployment.id}` },
    });
  }),
  bind(listDeployments, async (ctx, { query }) => {
    const { rows, total } = await findDeployments(ctx, query);
    const { limit, offset } = query;
    return reply(200, { data: rows.map(presentDeployment), limit, offset, total }, { total });
  }),
  bind(queueStats, async (ctx) => reply(200, await stats(ctx))),
  bind(getDeployment, async (ctx, { params }) => {
    const row = await loadDeployment(ctx, params.id);
    const shown = presentDeployment(row);
    return reply(200, row.kind === 'package' ? { deployment: shown } : shown);
  }),
  bind(cancelDeployment, async (ctx, { params }) =>
    reply(200, { deployment: presentPackageDeployment(await cancel(ctx, params.id)) }),
  ),
  bind(retryDeployment, async (ctx, { params }) =>
    reply(202, presentQueued(await retry(ctx, params.id))),
  ),
  bind(rollbackDeployment, async (ctx, { params }) =>
    reply(202, presentQueued(await rollback(ctx, params.id))),
  ),
  bind(streamDeployment, async (ctx, { params, request }) => {
    const { id } = await loadPackageDeployment(ctx, params.id);
    // The client's own signal: a stream may last longer than a minute.
    const raw = eventStream(request.raw.signal, (send, signal) => follow(ctx, id, send, signal));
    return reply(200, undefined, { raw });
  }),
];
