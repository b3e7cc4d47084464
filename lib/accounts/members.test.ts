import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forgetAll } from '@/lib/accounts/auth-cache';
import { authenticate } from '@/lib/accounts/authenticate';
import { changeRole, listMembers, removeMember } from '@/lib/accounts/members';
import {
  createAnother,
  deleteOrganization,
  myOrganizations,
  renameOrganization,
  switchTo,
} from '@/lib/accounts/organizations';
import { readSession } from '@/lib/accounts/read-session';
import { pool } from '@/lib/core/db/pool';
import type { Role } from '@/lib/core/scopes';
import { testDatabase } from '@/lib/testing/db';
import { ctxOf, makeApiKey, makeMember, makeOrganization } from '@/lib/testing/factories/accounts';

let drop: () => Promise<void>;
beforeAll(async () => {
  ({ drop } = await testDatabase());
});
afterAll(() => drop());

const owners = async (organizationId: string) =>
  Number(
    (
      await pool().query(
        `select count(*) from members where organization_id = $1 and role = 'owner'`,
        [organizationId],
      )
    ).rows[0].count,
  );

const works = (headers: Record<string, string>) =>
  authenticate(new Headers(headers), { mount: 'api' }).then(
    (found) => found !== null,
    () => false,
  );

async function team(...roles: Role[]) {
  const home = await makeOrganization();
  const members = await Promise.all(roles.map((role) => makeMember(home.organization.id, role)));
  return { ...home, members };
}

describe('the last owner', () => {
  it('cannot leave or be demoted', async () => {
    const { ctx, owner } = await team('admin');
    await expect(removeMember(ctx, owner.id)).rejects.toMatchObject({ code: 'LAST_OWNER' });
    await expect(changeRole(ctx, owner.id, 'member')).rejects.toMatchObject({ code: 'LAST_OWNER' });
  });

  it('remains when ten owners demote each other at once', async () => {
    const { ctx, owner, organization, members } = await team(...Array<Role>(9).fill('owner'));
    const all = [{ ctx, id: owner.id }, ...members.map((m) => ({ ctx: m.ctx, id: m.user.id }))];
    const results = await Promise.allSettled(
      all.map(({ ctx: by }, n) =>
        changeRole(by, (all[(n + 1) % 10] as (typeof all)[0]).id, 'member'),
      ),
    );
    expect(await owners(organization.id)).toBe(1);
    const refused = results.filter((r) => r.status === 'rejected');
    expect(refused).toHaveLength(1);
    expect((refused[0] as PromiseRejectedResult).reason).toMatchObject({ code: 'LAST_OWNER' });
  });

  it('remains when all owners leave at once', async () => {
    const { ctx, owner, organization, members } = await team('owner', 'owner', 'owner');
    await Promise.allSettled([
      removeMember(ctx, owner.id),
      ...members.map((m) => removeMember(m.ctx, m.user.id)),
    ]);
    expect(await owners(organization.id)).toBe(1);
  });
});

describe('an admin', () => {
  it('neither makes nor touches owners', async () => {
    const { owner, members } = await team('admin', 'member');
    const [admin, member] = members as [(typeof members)[0], (typeof members)[0]];
    for (const deed of [
      () => changeRole(admin.ctx, owner.id, 'member'),
      () => changeRole(admin.ctx, member.user.id, 'owner'),
      () => changeRole(admin.ctx, admin.user.id, 'owner'),
      () => removeMember(admin.ctx, owner.id),
    ])
      await expect(deed()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect((await changeRole(admin.ctx, member.user.id, 'viewer')).role).toBe('viewer');
  });
});

describe('a member', () => {
  it('may leave, but removes nobody else', async () => {
    const { members, ctx } = await team('member', 'viewer');
    const [member, viewer] = members as [(typeof members)[0], (typeof members)[0]];
    await expect(removeMember(member.ctx, viewer.user.id)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await removeMember(viewer.ctx, viewer.user.id);
    expect((await listMembers(ctx, { limit: 100, offset: 0 })).total).toBe(2);
  });

  it('removed loses session and keys at once, and gets neither back by returning', async () => {
    const { ctx, organization, members } = await team('member');
    const { user, headers } = members[0] as (typeof members)[0];
    const key = await makeApiKey(organization.id, user.id);
    expect([await works(headers), await works(key.headers)]).toEqual([true, true]);
    await removeMember(ctx, user.id);
    expect([await works(headers), await works(key.headers)]).toEqual([false, false]);
    await makeMember(organization.id, 'member', user);
    forgetAll();
    expect([await works(headers), await works(key.headers)]).toEqual([false, false]);
  });

  it('removed goes on in another organization of theirs', async () => {
    const { ctx, members } = await team('member');
    const { user, headers } = members[0] as (typeof members)[0];
    const { organization: own } = await makeOrganization({ owner: user });
    await removeMember(ctx, user.id);
    expect(await ctxOf(headers)).toMatchObject({
      organizationId: own.id,
      actor: { role: 'owner' },
    });
  });

  it('of another organization is answered like an id that does not exist', async () => {
    const { ctx } = await team();
    const stranger = (await team()).owner;
    for (const id of [stranger.id, crypto.randomUUID(), 'rubbish'])
      await expect(removeMember(ctx, id)).rejects.toMatchObject({
        code: 'NOT_FOUND',
        message: 'No such member.',
      });
  });

  it('demoted loses the admin scopes with the next request', async () => {
    const { ctx, members } = await team('admin');
    const { user, headers } = members[0] as (typeof members)[0];
    expect((await ctxOf(headers)).scopes).toEqual(['*:*']);
    await changeRole(ctx, user.id, 'viewer');
    expect((await ctxOf(headers)).scopes).toEqual(['*:read']);
  });
});

describe('an organization', () => {
  it('renamed is seen under its new name at once, in the session too', async () => {
    const { ctx, headers } = await team();
    await readSession(new Headers(headers));
    expect((await renameOrganization(ctx, 'New Company Name')).name).toBe('New Company Name');
    expect(await readSession(new Headers(headers))).toMatchObject({
      organization: { name: 'New Company Name' },
    });
  });

  it('made beside another one is switched to by the same session and token', async () => {
    const { ctx, headers, organization } = await team();
    const { organization: second } = await createAnother(ctx, 'Second');
    expect(second.credits).toBe(0);
    const moved = await switchTo(ctx, second.id);
    expect(moved.role).toBe('owner');
    for (const by of [headers, { authorization: `Bearer ${moved.session.access_token}` }])
      expect((await ctxOf(by)).organizationId).toBe(second.id);
    const mine = await myOrganizations(await ctxOf(headers));
    expect(mine.map((o) => [o.id, o.current]).sort()).toEqual(
      [
        [organization.id, false],
        [second.id, true],
      ].sort(),
    );
    const stranger = (await team()).organization;
    await expect(switchTo(ctx, stranger.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is deleted by an owner who types its name, and by nobody else', async () => {
    const { ctx, organization, owner, headers, members } = await team('admin');
    const { organization: own } = await makeOrganization({ owner });
    const key = await makeApiKey(organization.id, owner.id);
    const admin = members[0] as (typeof members)[0];
    await expect(deleteOrganization(admin.ctx, 'Acme')).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(deleteOrganization(ctx, 'acme')).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
    });
    await deleteOrganization(ctx, 'Acme');
    expect([await works(key.headers), await works(admin.headers)]).toEqual([false, false]);
    expect((await ctxOf(headers)).organizationId).toBe(own.id);
  });
});
