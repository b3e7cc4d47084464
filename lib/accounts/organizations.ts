import { ACCESS_SECONDS, issueAccessToken } from '@/lib/accounts/access-token';
import { forgetAll, forgetSession } from '@/lib/accounts/auth-cache';
import { createOrganization, type Organization } from '@/lib/accounts/create-organization';
import { organizationCredits } from '@/lib/accounts/credits';
import { leaveSessions } from '@/lib/accounts/end-sessions';
import { person } from '@/lib/accounts/person';
import { memberships } from '@/lib/accounts/users';
import { audit } from '@/lib/audit/record';
import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { fail, invalid } from '@/lib/core/errors';
import { emit } from '@/lib/events/emit';

const COLUMNS = `id, name, slug, created_at as "createdAt", updated_at as "updatedAt"`;

/** Organizations one person may own: a bound, not a plan. */
const OWNED = 50;

async function present(row: Organization) {
  return {
    id: row.id,
    name: row.name,
    slug: row.slug,
    ...(await organizationCredits(row.id)),
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}

/** The context's organization, locked when asked: membership rules are decided under that lock. */
export async function loadOrganization(ctx: Ctx, lock = false): Promise<Organization> {
  const rows = await ctx.sql<Organization>(
    `select ${COLUMNS} from organizations where id = $1::uuid ${lock ? 'for update' : ''}`,
    ctx.organizationId,
  );
  return rows[0] ?? fail('NOT_FOUND', 'This organization was deleted.');
}

export const lockOrganization = (tx: TxCtx) => loadOrganization(tx, true);

export async function readOrganization(ctx: Ctx) {
  return { organization: await present(await loadOrganization(ctx)), role: ctx.actor.role };
}

export async function renameOrganization(ctx: Ctx, name: string) {
  const row = await transaction(ctx, async (tx) => {
    const rows = await tx.sql<Organization>(
      `update organizations set name = $2::text, updated_at = now() where id = $1::uuid returning ${COLUMNS}`,
      tx.organizationId,
      name,
    );
    const target = { type: 'organization', id: tx.organizationId };
    await audit(tx, { action: 'organization.updated', target, data: { name } });
    await emit(tx, 'organization.updated', { organizationId: tx.organizationId, name });
    return rows[0] ?? fail('NOT_FOUND');
  });
  forgetAll();
  return present(row);
}

/**
 * Deletes the organization with its members, invitations, keys and sessions. Rooms to the right clean up
 * on `organization.deleted`; the ledger and the audit log stay.
 */
export async function deleteOrganization(ctx: Ctx, typedName: string): Promise<void> {
  if (person(ctx).role !== 'owner') fail('FORBIDDEN', 'Only an owner can delete the organization.');
  await transaction(ctx, async (tx) => {
    const { id, name } = await lockOrganization(tx);
    if (typedName !== name) invalid('name', `must be the name of the organization, "${name}"`);
    await leaveSessions(tx);
    await audit(tx, {
      action: 'organization.deleted',
      target: { type: 'organization', id },
      data: { name },
    });
    await emit(tx, 'organization.deleted', { organizationId: id, name });
    await tx.sql('delete from organizations where id = $1::uuid', id);
  });
  forgetAll();
}

export async function myOrganizations(ctx: Ctx) {
  const all = await memberships(person(ctx).id);
  return all.map(({ organizationId: id, name, slug, role }) => ({
    id,
    name,
    slug,
    role,
    current: id === ctx.organizationId,
  }));
}

export async function createAnother(ctx: Ctx, name: string) {
  const me = person(ctx);
  const owned = (await memberships(me.id)).filter((m) => m.role === 'owner').length;
  if (owned >= OWNED) fail('CONFLICT', `One person can own at most ${OWNED} organizations.`);
  const made = await createOrganization({ name, owner: me, welcome: false });
  return { organization: await present(made), role: 'owner' as const };
}

/** Moves the session. Throws NOT_FOUND for an organization that the person does not belong to. */
export async function switchTo(ctx: Ctx, organizationId: string) {
  const me = person(ctx);
  const rows = await ctx.sql<{ role: typeof me.role; expiresAt: Date }>(
    `update sessions s set organization_id = m.organization_id, last_seen_at = now() from members m
     where s.id = $1::uuid and s.revoked_at is null
       and m.user_id = s.user_id and m.organization_id = $2::uuid
     returning m.role, s.expires_at as "expiresAt"`,
    me.sessionId,
    organizationId,
  );
  const moved = rows[0] ?? fail('NOT_FOUND', 'No such organization.');
  forgetSession(me.sessionId);
  const [organization] = await ctx.sql<Organization>(
    `select ${COLUMNS} from organizations where id = $1::uuid`,
    organizationId,
  );
  const left = Math.floor((moved.expiresAt.getTime() - Date.now()) / 1000);
  const expires_in = Math.max(1, Math.min(ACCESS_SECONDS, left));
  const claims = { userId: me.id, sessionId: me.sessionId, organizationId };
  return {
    organization: await present(organization as Organization),
    role: moved.role,
    session: { access_token: await issueAccessToken(claims, expires_in), expires_in },
  };
}
