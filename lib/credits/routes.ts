import { bind } from '@/lib/core/bind';
import { reply } from '@/lib/core/endpoint';
import * as c from '@/lib/credits/contract';
import { history } from '@/lib/credits/history';
import { deleteLimit, findLimits, putLimit, readLimit } from '@/lib/credits/spending-limits';
import { burnDown, readBalance } from '@/lib/credits/statement';

const key = (id: string) => ({ type: 'key' as const, id });
const agent = (id: string) => ({ type: 'agent' as const, id });

export const creditRoutes = [
  bind(c.getBalance, async (ctx) => reply(200, await readBalance(ctx))),
  bind(c.getHistory, async (ctx, { query }) => {
    const page = await history(ctx, query);
    return reply(200, page, { total: page.total });
  }),
  bind(c.getBurnDown, async (ctx, { query }) => reply(200, await burnDown(ctx, query.days))),
  bind(c.listLimits, async (ctx, { query }) => {
    const page = await findLimits(ctx, query);
    return reply(200, page, { total: page.total });
  }),
  bind(c.getKeyLimit, async (ctx, { params }) => reply(200, await readLimit(ctx, key(params.id)))),
  bind(c.putKeyLimit, async (ctx, { params, body }) =>
    reply(200, await putLimit(ctx, key(params.id), body.monthly)),
  ),
  bind(c.deleteKeyLimit, async (ctx, { params }) => {
    await deleteLimit(ctx, key(params.id));
    return reply(204);
  }),
  bind(c.getAgentLimit, async (ctx, { params }) =>
    reply(200, await readLimit(ctx, agent(params.id))),
  ),
  bind(c.putAgentLimit, async (ctx, { params, body }) =>
    reply(200, await putLimit(ctx, agent(params.id), body.monthly)),
  ),
  bind(c.deleteAgentLimit, async (ctx, { params }) => {
    await deleteLimit(ctx, agent(params.id));
    return reply(204);
  }),
];
