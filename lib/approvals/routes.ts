import { approve, getApproval, listApprovals, reject } from '@/lib/approvals/contract';
import { decide } from '@/lib/approvals/decide';
import { findApprovals, loadApproval, present, viewerOf } from '@/lib/approvals/store';
import { bind } from '@/lib/core/bind';
import type { Ctx } from '@/lib/core/context';
import { reply } from '@/lib/core/endpoint';

const shown = async (ctx: Ctx, row: Awaited<ReturnType<typeof loadApproval>>) =>
  present(row, ctx, await viewerOf(ctx));

export const approvalRoutes = [
  bind(listApprovals, async (ctx, { query }) => {
    const page = await findApprovals(ctx, query);
    return reply(200, page, { total: page.total });
  }),
  bind(getApproval, async (ctx, { params }) =>
    reply(200, await shown(ctx, await loadApproval(ctx, params.id))),
  ),
  bind(approve, async (ctx, { params, body }) =>
    reply(200, await shown(ctx, await decide(ctx, params.id, 'approved', body))),
  ),
  bind(reject, async (ctx, { params, body }) =>
    reply(200, await shown(ctx, await decide(ctx, params.id, 'rejected', body))),
  ),
];
