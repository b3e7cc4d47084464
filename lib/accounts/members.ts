import { forgetAll } from '@/lib/accounts/auth-cache';
import { leaveSessions } from '@/lib/accounts/end-sessions';
import { lockOrganization } from '@/lib/accounts/organizations';
import { audit } from '@/lib/audit/record';
import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import { isUuid } from '@/lib/core/ids';
import type { Page } from '@/lib/core/page';
import { allows, type Role } from '@/lib/core/scopes';
import { emit } from '@/lib/events/emit';

interface MemberRow {
  id: string;
  userId: string;
  email: string;
  name: string | null;
  role: Role;
  joinedAt: Date;
}

const SELECT = `select m.id, m.user_id as "userId", u.email::text as email, u.name, m.role, m.joined_at as "joinedAt"
  from members m join users u on u.id = m.user_id where m.organization_id = $1::uuid`;

const present = (row: MemberRow) => ({
  id: row.id,
  user_id: row.userId,
  email: row.email,
  name: row.name,
  role: row.role,
  joined_at: row.joinedAt.toISOString(),
});

export async function listMembers(ctx: Ctx, { limit, offset }: Page) {
  const [rows, total] = await Promise.all([
    ctx.sql<MemberRow>(
      `${SELECT} order by m.joined_at desc, m.id desc limit $2::int offset $3::int`,
      ctx.organizationId,
      limit,
      offset,
    ),
    ctx.db.member.count(),
  ]);
  return { members: rows.map(present), limit, offset, total };
}

async function load(ctx: Ctx, userId: string): Promise<MemberRow> {
  const rows = isUuid(userId)
    ? await ctx.sql<MemberRow>(`${SELECT} and m.user_id = $2::uuid`, ctx.organizationId, userId)
    : [];
  return rows[0] ?? fail('NOT_FOUND', 'No such member.');
}

/** Call with the organization locked: the count holds until the commit. */
async function keepAnOwner(tx: TxCtx): Promise<void> {
  if ((await tx.db.member.count({ where: { role: 'owner' } })) <= 1) fail('LAST_OWNER');
}

/** Throws FORBIDDEN unless the actor is an owner too, or no owner is concerned. */
export function onlyOwnersTouchOwners(ctx: Ctx, ...roles: Role[]): void {
  if (roles.includes('owner') && ctx.actor.role !== 'owner')
    fail('FORBIDDEN', 'Only an owner can do this to an owner.');
}

/** Changes a role. The organization is locked, so that owners can't demote each other at once. */
export async function changeRole(ctx: Ctx, userId: string, role: Role) {
  const member = await transaction(ctx, async (tx) => {
    await lockOrganization(tx);
    const before = await load(tx, userId);
    onlyOwnersTouchOwners(tx, before.role, role);
    if (before.role === role) return before;
    if (before.role === 'owner') await keepAnOwner(tx);
    await tx.db.member.updateMany({ where: { userId }, data: { role } });
    const data = { userId, from: before.role, to: role };
    await audit(tx, { action: 'member.updated', target: { type: 'user', id: userId }, data });
    await emit(tx, 'member.updated', { ...data, email: before.email });
    return { ...before, role };
  });
  forgetAll();
  return present(member);
}

/**
 * Removes a member, or lets oneself leave. The keys that the member made are deleted, and the member's
 * sessions here go on in another organization or end.
 */
export async function removeMember(ctx: Ctx, userId: string): Promise<void> {
  const self = ctx.actor.kind === 'user' && ctx.actor.id === userId;
  if (!self && !allows(ctx.scopes, 'members:admin'))
    fail(
      'FORBIDDEN',
      'This needs the scope members:admin. Ask an owner or admin of your organization.',
    );
  await transaction(ctx, async (tx) => {
    await lockOrganization(tx);
    const member = await load(tx, userId);
    if (!self) onlyOwnersTouchOwners(tx, member.role);
    if (member.role === 'owner') await keepAnOwner(tx);
    await tx.db.apiKey.deleteMany({ where: { userId } });
    await tx.db.member.deleteMany({ where: { userId } });
    await leaveSessions(tx, userId);
    await audit(tx, {
      action: self ? 'member.left' : 'member.removed',
      target: { type: 'user', id: userId },
      data: { role: member.role },
    });
    await emit(tx, 'member.removed', { userId, email: member.email, left: self });
  });
  forgetAll();
}
