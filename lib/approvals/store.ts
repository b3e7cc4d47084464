import type { Approval, ApprovalDecision, Prisma } from '@/generated/prisma/client';
import type { ApprovalView } from '@/lib/approvals/contract';
import type { Ctx, TxCtx } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import { isUuid } from '@/lib/core/ids';
import type { Page } from '@/lib/core/page';
import { allows, type Role } from '@/lib/core/scopes';

type Row = Approval & { decisions: ApprovalDecision[] };

/** Who looks or decides: the person, or the maker of the key. */
export interface Viewer {
  userId: string;
  email: string;
  role: Role;
}

/** Null for background work, which decides nothing. */
export async function viewerOf(ctx: Ctx): Promise<Viewer | null> {
  const { actor } = ctx;
  if (actor.kind === 'system') return null;
  if (actor.kind === 'user') return { userId: actor.id, email: actor.email, role: actor.role };
  const [row] = await ctx.sql<{ email: string }>(
    `SELECT u.email::text AS email FROM users u JOIN members m ON m.user_id = u.id
     WHERE m.organization_id = $1::uuid AND u.id = $2::uuid`,
    ctx.organizationId,
    actor.userId,
  );
  return row ? { userId: actor.userId, email: row.email, role: actor.role } : null;
}

const leads = (role: Role) => role === 'owner' || role === 'admin';

/** The entries of `assignees` that mean this person. */
const namesOf = ({ userId, email, role }: Viewer) => [
  email.toLowerCase(),
  `role:${role}`,
  userId.toLowerCase(),
];

/** Whether the person may decide: one of the assignees, or an owner or admin. */
export const isAsked = (row: Pick<Approval, 'assignees'>, viewer: Viewer): boolean =>
  leads(viewer.role) || namesOf(viewer).some((name) => row.assignees.includes(name));

/** Going beyond a spending limit takes what setting it takes, so that no key lifts its own. */
export const mayDecide = ({ scopes }: Ctx, { kind }: Pick<Approval, 'kind'>): boolean =>
  allows(scopes, 'approvals:write') && (kind !== 'overspend' || allows(scopes, 'credits:admin'));

const isOver = ({ dueAt }: Approval, now = new Date()) => dueAt !== null && dueAt <= now;

/** `expired` from the moment it is due, before the sweep has said so. */
export const statusOf = (row: Approval) =>
  (row.status === 'pending' && isOver(row) ? 'expired' : row.status) as ApprovalView['status'];

export const present = (row: Row, ctx: Ctx, viewer: Viewer | null): ApprovalView => ({
  id: row.id,
  kind: row.kind as ApprovalView['kind'],
  status: statusOf(row),
  title: row.title,
  description: row.description,
  asker: row.asker,
  workflow_id: row.workflowId,
  run_id: row.runId,
  execution_id: row.executionId,
  step: row.key,
  assignees: row.assignees,
  quorum: row.quorum,
  form: row.form as ApprovalView['form'],
  data: row.data,
  decisions: row.decisions
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ by, decision, comment, data, at }) => ({
      by,
      decision: decision as 'approved' | 'rejected',
      comment,
      data,
      at: at.toISOString(),
    })),
  can_decide:
    viewer !== null &&
    mayDecide(ctx, row) &&
    statusOf(row) === 'pending' &&
    isAsked(row, viewer) &&
    !row.decisions.some(({ userId }) => userId === viewer.userId),
  due_at: row.dueAt?.toISOString() ?? null,
  created_at: row.createdAt.toISOString(),
  ended_at: row.endedAt?.toISOString() ?? null,
});

/** The approval, or 404: another organization's is answered like one that does not exist. */
export async function loadApproval(ctx: Ctx, id: string): Promise<Row> {
  const row = isUuid(id)
    ? await ctx.db.approval.findUnique({ where: { id }, include: { decisions: true } })
    : null;
  return row ?? fail('NOT_FOUND', 'No such approval.');
}

/** The organization's approvals with these ids, in any order, as the API shows them. */
export async function approvalsByIds(ctx: Ctx, ids: string[]): Promise<ApprovalView[]> {
  const where = { id: { in: ids } };
  const [viewer, rows] = await Promise.all([
    viewerOf(ctx),
    ctx.db.approval.findMany({ where, include: { decisions: true } }),
  ]);
  return rows.map((row) => present(row, ctx, viewer));
}

/** The approval, held until the transaction ends: of two who decide at once, one waits for the other. */
export async function lockApproval(tx: TxCtx, id: string): Promise<Row> {
  if (isUuid(id))
    await tx.sql(
      'SELECT 1 FROM approvals WHERE organization_id = $1::uuid AND id = $2::uuid FOR UPDATE',
      tx.organizationId,
      id,
    );
  return loadApproval(tx, id);
}

type Query = Page & { status?: string; assignee?: 'me'; kind?: string; run_id?: string };

export async function findApprovals(ctx: Ctx, query: Query) {
  const viewer = await viewerOf(ctx);
  const where: Prisma.ApprovalWhereInput = {
    kind: query.kind,
    runId: query.run_id,
    AND: [byStatus(query.status), query.assignee ? ofMine(viewer) : {}],
  };
  const [rows, total] = await Promise.all([
    ctx.db.approval.findMany({
      where,
      include: { decisions: true },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: query.limit,
      skip: query.offset,
    }),
    ctx.db.approval.count({ where }),
  ]);
  const { limit, offset } = query;
  return { data: rows.map((row) => present(row, ctx, viewer)), limit, offset, total };
}

function byStatus(status: string | undefined): Prisma.ApprovalWhereInput {
  const now = new Date();
  const late = { status: 'pending', dueAt: { lte: now } };
  if (status === undefined) return {};
  if (status === 'pending') return { status, OR: [{ dueAt: null }, { dueAt: { gt: now } }] };
  if (status === 'ended') return { OR: [{ status: { not: 'pending' } }, late] };
  return status === 'expired' ? { OR: [{ status }, late] } : { status };
}

/** What the person is asked for; what nobody is named for is for owners and admins. */
function ofMine(viewer: Viewer | null): Prisma.ApprovalWhereInput {
  if (!viewer) return { id: { in: [] } };
  return {
    OR: [
      { assignees: { hasSome: namesOf(viewer) } },
      ...(leads(viewer.role) ? [{ assignees: { isEmpty: true } }] : []),
    ],
    decisions: { none: { userId: viewer.userId } },
  };
}

/** The addresses of the members who are asked; owners and admins when nobody else is. At most 100. */
export async function addressees(ctx: Ctx, row: Pick<Approval, 'assignees'>): Promise<string[]> {
  const members = await ctx.sql<{ email: string; userId: string; role: Role }>(
    `SELECT u.email::text AS email, m.user_id AS "userId", m.role FROM members m
     JOIN users u ON u.id = m.user_id
     WHERE m.organization_id = $1::uuid AND m.role <> 'viewer' ORDER BY m.joined_at LIMIT 10000`,
    ctx.organizationId,
  );
  const asked = members.filter((member) =>
    namesOf(member).some((name) => row.assignees.includes(name)),
  );
  const chosen = asked.length > 0 ? asked : members.filter(({ role }) => leads(role));
  return chosen.slice(0, 100).map(({ email }) => email);
}
