import { onlyOwnersTouchOwners } from '@/lib/accounts/members';
import { lockOrganization } from '@/lib/accounts/organizations';
import { userIdOf } from '@/lib/accounts/person';
import { postLetter } from '@/lib/accounts/post-letter';
import { audit } from '@/lib/audit/record';
import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { randomToken, sha256 } from '@/lib/core/crypto';
import { fail } from '@/lib/core/errors';
import { isUuid, newId } from '@/lib/core/ids';
import { limiter } from '@/lib/core/limiter';
import type { Page } from '@/lib/core/page';
import type { Role } from '@/lib/core/scopes';
import { emit } from '@/lib/events/emit';

const DAYS = 7;

interface Row {
  id: string;
  email: string;
  role: string;
  invitedById: string | null;
  createdAt: Date;
  expiresAt: Date;
  acceptedAt: Date | null;
  revokedAt: Date | null;
}

function status(row: Row) {
  if (row.acceptedAt) return 'accepted' as const;
  if (row.revokedAt) return 'revoked' as const;
  return row.expiresAt.getTime() <= Date.now() ? ('expired' as const) : ('pending' as const);
}

const present = (row: Row) => ({
  id: row.id,
  email: row.email,
  role: row.role as Role,
  invited_by: row.invitedById,
  status: status(row),
  created_at: row.createdAt.toISOString(),
  expires_at: row.expiresAt.toISOString(),
});

const inDays = (days: number) => new Date(Date.now() + days * 24 * 3600 * 1000);

/** Mails that strangers get on our members' behalf are bounded per organization. */
async function countInvitation(ctx: Ctx): Promise<void> {
  const verdict = await limiter('invitations', 100, 3600).consume(ctx.organizationId);
  if (!verdict.allowed)
    fail('RATE_LIMITED', 'Too many invitations in an hour. Try again later.', {
      extra: { limit: verdict.limit, window: 3600 },
      headers: { 'Retry-After': String(Math.max(1, Math.ceil(verdict.resetMs / 1000))) },
    });
}

async function post(tx: TxCtx, organization: string, row: Row, token: string): Promise<void> {
  const [inviter] = await tx.sql<{ name: string | null; email: string }>(
    'select name, email::text as email from users where id = $1::uuid',
    userIdOf(tx),
  );
  await postLetter(tx, row.email, {
    about: 'invitation',
    token,
    organization,
    inviter: inviter?.name ?? inviter?.email ?? 'A member',
    role: row.role,
  });
}

/** Invites an address; an earlier open invitation of it ends. Does the same whether or not it has an account. */
export async function invite(ctx: Ctx, input: { email: string; role: Role }) {
  onlyOwnersTouchOwners(ctx, input.role);
  await countInvitation(ctx);
  return transaction(ctx, async (tx) => {
    const { name } = await lockOrganization(tx);
    const members = await tx.sql(
      `select 1 from members m join users u on u.id = m.user_id
       where m.organization_id = $1::uuid and u.email = $2::citext`,
      tx.organizationId,
      input.email,
    );
    if (members.length > 0) fail('CONFLICT', `${input.email} is a member already.`);
    await tx.db.invitation.updateMany({
      where: { email: input.email, acceptedAt: null, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    const token = randomToken();
    const row = await tx.db.invitation.create({
      data: {
        id: newId(),
        organizationId: tx.organizationId,
        ...input,
        tokenHash: sha256(token),
        invitedById: userIdOf(tx),
        expiresAt: inDays(DAYS),
      },
    });
    await post(tx, name, row, token);
    const target = { type: 'invitation', id: row.id };
    await audit(tx, { action: 'member.invited', target, data: { ...input } });
    await emit(tx, 'member.invited', { invitationId: row.id, ...input });
    return present(row);
  });
}

export async function listInvitations(ctx: Ctx, query: Page & { status: 'pending' | 'all' }) {
  const { limit, offset } = query;
  const open = { acceptedAt: null, revokedAt: null, expiresAt: { gt: new Date() } };
  const where = query.status === 'pending' ? open : {};
  const [rows, total] = await Promise.all([
    ctx.db.invitation.findMany({
      where,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit,
      skip: offset,
    }),
    ctx.db.invitation.count({ where }),
  ]);
  return { invitations: rows.map(present), limit, offset, total };
}

/** Ends an open invitation. Throws NOT_FOUND when it was accepted or taken back before. */
export async function revokeInvitation(ctx: Ctx, id: string): Promise<void> {
  await transaction(ctx, async (tx) => {
    const ended = isUuid(id)
      ? await tx.db.invitation.updateMany({
          where: { id, acceptedAt: null, revokedAt: null },
          data: { revokedAt: new Date() },
        })
      : { count: 0 };
    if (ended.count === 0) fail('NOT_FOUND', 'No such open invitation.');
    await audit(tx, { action: 'invitation.revoked', target: { type: 'invitation', id } });
  });
}

/** Replaces the link of an open or lapsed invitation, and mails it. */
export async function resendInvitation(ctx: Ctx, id: string) {
  await countInvitation(ctx);
  return transaction(ctx, async (tx) => {
    const { name } = await lockOrganization(tx);
    const token = randomToken();
    const [row] = isUuid(id)
      ? await tx.db.invitation.updateManyAndReturn({
          where: { id, acceptedAt: null, revokedAt: null },
          data: { tokenHash: sha256(token), expiresAt: inDays(DAYS) },
        })
      : [];
    if (!row) fail('NOT_FOUND', 'No such open invitation.');
    onlyOwnersTouchOwners(tx, row.role as Role);
    await post(tx, name, row, token);
    await audit(tx, { action: 'invitation.resent', target: { type: 'invitation', id } });
    return present(row);
  });
}
