import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acceptInvitation, lookUpInvitation } from '@/lib/accounts/accept-invitation';
import {
  invite,
  listInvitations,
  resendInvitation,
  revokeInvitation,
} from '@/lib/accounts/invitations';
import { login } from '@/lib/accounts/login';
import { memberships } from '@/lib/accounts/users';
import { pool } from '@/lib/core/db/pool';
import { newId } from '@/lib/core/ids';
import { testDatabase } from '@/lib/testing/db';
import { makeMember, makeOrganization, makeUser, PASSWORD } from '@/lib/testing/factories/accounts';
import { tokenTo } from '@/lib/testing/factories/letters';

let drop: () => Promise<void>;
beforeAll(async () => {
  ({ drop } = await testDatabase());
});
afterAll(() => drop());

const from = { ip: '127.0.0.1', userAgent: 'test' };
const nobody = new Headers();
const address = () => `${newId()}@example.com`;

async function invited(email = address()) {
  const home = await makeOrganization();
  const invitation = await invite(home.ctx, { email, role: 'member' });
  return { ...home, email, invitation, token: await tokenTo(email, 'invitation') };
}

describe('an invitation', () => {
  it('is seen by its link and makes a verified account in that organization only', async () => {
    const { email, token, organization } = await invited();
    expect(await lookUpInvitation(token)).toMatchObject({
      email,
      role: 'member',
      organization: { id: organization.id, name: 'Acme' },
      has_account: false,
    });
    await expect(acceptInvitation({ token }, from, nobody)).rejects.toMatchObject({
      details: { password: 'is required' },
    });
    const { answer } = await acceptInvitation(
      { token, password: PASSWORD, name: 'Ada' },
      from,
      nobody,
    );
    expect(answer).toMatchObject({
      user: { email, name: 'Ada', email_verified: true },
      organization: { id: organization.id },
      role: 'member',
    });
    expect(await memberships(answer.user.id)).toHaveLength(1);
    await login({ email, password: PASSWORD }, from);
  });

  it('accepted ten times at once makes one member', async () => {
    const { token, organization } = await invited();
    const all = await Promise.allSettled(
      Array.from({ length: 10 }, () =>
        acceptInvitation({ token, password: PASSWORD }, from, nobody),
      ),
    );
    expect(all.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
    const { rows } = await pool().query('select 1 from members where organization_id = $1', [
      organization.id,
    ]);
    expect(rows).toHaveLength(2);
    await expect(lookUpInvitation(token)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
  });

  it('of a known address needs its password, or its session', async () => {
    const user = await makeUser();
    const own = await makeOrganization({ owner: user });
    const first = await invited(user.email);
    const stranger = await makeOrganization();
    for (const [password, headers] of [
      [undefined, nobody],
      ['wrong password', nobody],
      [undefined, new Headers(stranger.headers)],
    ] as const)
      await expect(
        acceptInvitation({ token: first.token, password }, from, headers),
      ).rejects.toThrow();
    expect(await memberships(user.id)).toHaveLength(1);
    const byPassword = await acceptInvitation(
      { token: first.token, password: PASSWORD },
      from,
      nobody,
    );
    expect(byPassword.answer.organization.id).toBe(first.organization.id);
    const second = await invited(user.email);
    const bySession = await acceptInvitation(
      { token: second.token },
      from,
      new Headers(own.headers),
    );
    expect(bySession.answer.organization.id).toBe(second.organization.id);
    expect(await memberships(user.id)).toHaveLength(3);
  });

  it('taken back, replaced or over cannot be accepted', async () => {
    const { ctx, invitation, token, email } = await invited();
    const refused = (t: string) =>
      expect(
        acceptInvitation({ token: t, password: PASSWORD }, from, nobody),
      ).rejects.toMatchObject({
        code: 'TOKEN_INVALID',
      });
    await resendInvitation(ctx, invitation.id);
    await refused(token);
    const second = await tokenTo(email, 'invitation');
    const again = await invite(ctx, { email: email.toUpperCase(), role: 'viewer' });
    await refused(second);
    const third = await tokenTo(email.toUpperCase(), 'invitation');
    await pool().query('update invitations set expires_at = now() where id = $1', [again.id]);
    await refused(third);
    await resendInvitation(ctx, again.id);
    await revokeInvitation(ctx, again.id);
    await refused(await tokenTo(email.toUpperCase(), 'invitation'));
    await expect(revokeInvitation(ctx, again.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await listInvitations(ctx, { limit: 20, offset: 0, status: 'pending' })).total).toBe(0);
    expect((await listInvitations(ctx, { limit: 20, offset: 0, status: 'all' })).total).toBe(2);
  });

  it('to a member is a conflict, and to be an owner takes an owner', async () => {
    const { ctx, organization, owner } = await makeOrganization();
    await expect(invite(ctx, { email: owner.email, role: 'viewer' })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    const admin = await makeMember(organization.id, 'admin');
    await expect(invite(admin.ctx, { email: address(), role: 'owner' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('of another organization can be neither resent nor taken back', async () => {
    const { invitation } = await invited();
    const { ctx } = await makeOrganization();
    await expect(resendInvitation(ctx, invitation.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(revokeInvitation(ctx, invitation.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
