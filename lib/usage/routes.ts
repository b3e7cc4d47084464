import { bind } from '@/lib/core/bind';
import { reply } from '@/lib/core/endpoint';
import { readActivity } from '@/lib/usage/activity';
import { readChart } from '@/lib/usage/chart';
import * as c from '@/lib/usage/contract';
import { exportUsage } from '@/lib/usage/export';
import { readMetrics } from '@/lib/usage/metrics';

export const usageRoutes = [
  bind(c.getMetrics, async (ctx, { query }) => reply(200, await readMetrics(ctx, query.days))),
  bind(c.getChart, async (ctx, { query }) =>
    reply(200, { data: await readChart(ctx, query.days) }),
  ),
  bind(c.getActivity, async (ctx, { query }) =>
    reply(200, { events: await readActivity(ctx, query.limit) }),
  ),
  bind(c.exportUsage, async (ctx, { body }) => reply(200, await exportUsage(ctx, body))),
];
