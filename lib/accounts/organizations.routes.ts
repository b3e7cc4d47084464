import { acceptInvitation, lookUpInvitation } from '@/lib/accounts/accept-invitation';
import {
  invite,
  listInvitations,
  resendInvitation,
  revokeInvitation,
} from '@/lib/accounts/invitations';
import { changeRole, listMembers, removeMember } from '@/lib/accounts/members';
import * as m from '@/lib/accounts/members.contract';
import {
  createAnother,
  deleteOrganization,
  myOrganizations,
  readOrganization,
  renameOrganization,
  switchTo,
} from '@/lib/accounts/organizations';
import * as c from '@/lib/accounts/organizations.contract';
import { bind, bindPublic } from '@/lib/core/bind';
import { reply } from '@/lib/core/endpoint';

export const organizationRoutes = [
  bind(c.currentOrganization, async (ctx) => reply(200, await readOrganization(ctx))),
  bind(c.updateOrganization, async (ctx, { body }) =>
    reply(200, { organization: await renameOrganization(ctx, body.name) }),
  ),
  bind(c.deleteOrganization, async (ctx, { body }) => {
    await deleteOrganization(ctx, body.name);
    return reply(200, { message: 'Organization deleted successfully' });
  }),
  bind(c.listOrganizations, async (ctx) => {
    const organizations = await myOrganizations(ctx);
    return reply(200, { organizations }, { total: organizations.length });
  }),
  bind(c.createOrganization, async (ctx, { body }) =>
    reply(201, await createAnother(ctx, body.name)),
  ),
  bind(c.switchOrganization, async (ctx, { body }) =>
    reply(200, await switchTo(ctx, body.organization_id)),
  ),
  bind(m.listMembers, async (ctx, { query }) => {
    const page = await listMembers(ctx, query);
    return reply(200, page, { total: page.total });
  }),
  bind(m.inviteMember, async (ctx, { body }) =>
    reply(201, { invitation: await invite(ctx, body) }),
  ),
  bind(m.updateMember, async (ctx, { params, body }) =>
    reply(200, { member: await changeRole(ctx, params.userId, body.role) }),
  ),
  bind(m.removeMember, async (ctx, { params }) => {
    await removeMember(ctx, params.userId);
    return reply(200, { message: 'Member removed successfully' });
  }),
  bind(m.listInvitations, async (ctx, { query }) => {
    const page = await listInvitations(ctx, query);
    return reply(200, page, { total: page.total });
  }),
  bind(m.revokeInvitation, async (ctx, { params }) => {
    await revokeInvitation(ctx, params.id);
    return reply(200, { message: 'Invitation revoked successfully' });
  }),
  bind(m.resendInvitation, async (ctx, { params }) =>
    reply(200, { invitation: await resendInvitation(ctx, params.id) }),
  ),
  bindPublic(m.lookUpInvitation, async ({ body }) =>
    reply(200, { invitation: await lookUpInvitation(body.token) }),
  ),
  bindPublic(m.acceptInvitation, async ({ body, request }) => {
    const { answer, cookie } = await acceptInvitation(body, request, request.raw.headers);
    return reply(200, answer, { cookies: [cookie] });
  }),
];
