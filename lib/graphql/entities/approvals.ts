import type { z } from 'zod';
import { ApprovalSchema, getApproval, listApprovals } from '@/lib/approvals/contract';
import { approvalsByIds } from '@/lib/approvals/store';
import type { Ctx } from '@/lib/core/context';
import { isUuid } from '@/lib/core/ids';
import type { Scope } from '@/lib/core/scopes';
import { type Entity, NEWEST } from '@/lib/graphql/entities/entity';
import { equal, type Piece, piece, same } from '@/lib/graphql/store';

type Query = z.output<NonNullable<typeof listApprovals.query>>;

const LATE = `(t.status = 'pending' AND coalesce(t.due_at <= now(), false))`;

/** `expired` from the moment it is due, as REST says it. */
function byStatus(status: Query['status']): Piece[] {
  if (status === undefined) return [];
  if (status === 'pending') return [piece(`t.status = 'pending' AND NOT ${LATE}`)];
  if (status === 'ended') return [piece(`(t.status <> 'pending' OR ${LATE})`)];
  if (status === 'expired') return [piece(`(t.status = 'expired' OR ${LATE})`)];
  return equal('t.status', status);
}

/** What the person, or the maker of the key, is asked for and has not decided. */
function mine({ actor }: Ctx): Piece[] {
  if (actor.kind === 'system') return [piece('false')];
  const userId = actor.kind === 'user' ? actor.id : actor.userId;
  const leads = actor.role === 'owner' || actor.role === 'admin';
  return [
    piece(
      `(t.assignees && ARRAY[lower((SELECT u.email::text FROM users u WHERE u.id = ?::uuid)), ?::text, ?::text]
        ${leads ? 'OR cardinality(t.assignees) = 0' : ''})
       AND NOT EXISTS (SELECT 1 FROM approval_decisions d WHERE d.organization_id = t.organization_id
         AND d.approval_id = t.id AND d.user_id = ?::uuid)`,
      userId,
      `role:${actor.role}`,
      userId,
      userId,
    ),
  ];
}

export const approvals: Entity = {
  name: 'Approval',
  schema: ApprovalSchema,
  scope: getApproval.auth as Scope,
  source: { from: 'approvals t', ref: 't.id', tenant: true },
  filters: listApprovals.query as z.ZodType,
  where: ({ status, assignee, kind, run_id }: Query, ctx) => [
    ...byStatus(status),
    ...(assignee ? mine(ctx) : []),
    ...equal('t.kind', kind),
    ...same('t.run_id', run_id, isUuid),
  ],
  order: () => NEWEST,
  load: approvalsByIds,
};
