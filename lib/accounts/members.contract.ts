import { z } from 'zod';
import { SignedIn } from '@/lib/accounts/auth.contract';
import {
  Email,
  IdParams,
  InvitationShape,
  LinkToken,
  MemberShape,
  Message,
  Password,
  PersonName,
  RoleSchema,
  Time,
} from '@/lib/accounts/contract';
import { endpoint } from '@/lib/core/endpoint';
import { PageQuery } from '@/lib/core/page';

const tag = 'Members';

/** Teams are listed whole unless a page is asked for. */
const WholeTeam = PageQuery.extend({ limit: z.coerce.number().int().min(1).max(100).default(100) });
const paged = { limit: z.number().int(), offset: z.number().int(), total: z.number().int() };
const UserParams = z.object({ userId: z.string().max(100) });
const OneInvitation = z.object({ invitation: InvitationShape });

export const listMembers = endpoint({
  id: 'listMembers',
  method: 'GET',
  path: '/api/organizations/members',
  auth: 'members:read',
  tag,
  summary: 'List members',
  query: WholeTeam,
  responses: { 200: z.object({ members: z.array(MemberShape), ...paged }) },
});

export const inviteMember = endpoint({
  id: 'inviteMember',
  method: 'POST',
  path: '/api/organizations/members',
  auth: 'members:admin',
  tag,
  summary: 'Invite someone by email',
  description: 'The link in the mail works once, for seven days. Only owners invite owners.',
  body: z.strictObject({ email: Email, role: RoleSchema.default('member') }),
  responses: { 201: OneInvitation },
  errors: ['NOT_FOUND', 'CONFLICT', 'RATE_LIMITED'],
  example: { body: { email: 'newmember@example.com', role: 'member' } },
});

export const updateMember = endpoint({
  id: 'updateMember',
  method: 'PATCH',
  path: '/api/organizations/members/{userId}',
  auth: 'members:admin',
  tag,
  summary: "Change a member's role",
  description: 'Only owners make owners or change them. The last owner stays one.',
  params: UserParams,
  body: z.strictObject({ role: RoleSchema }),
  responses: { 200: z.object({ member: MemberShape }) },
  errors: ['NOT_FOUND', 'LAST_OWNER'],
  example: { body: { role: 'admin' } },
});

export const removeMember = endpoint({
  id: 'removeMember',
  method: 'DELETE',
  path: '/api/organizations/members/{userId}',
  auth: 'authenticated',
  tag,
  summary: 'Remove a member, or leave',
  description:
    'Needs `members:admin`, except for oneself. The API keys that the member made end at once.',
  params: UserParams,
  responses: { 200: Message },
  errors: ['FORBIDDEN', 'NOT_FOUND', 'LAST_OWNER'],
});

export const listInvitations = endpoint({
  id: 'listInvitations',
  method: 'GET',
  path: '/api/organizations/invitations',
  auth: 'members:read',
  tag,
  summary: 'List invitations',
  query: PageQuery.extend({ status: z.enum(['pending', 'all']).default('pending') }),
  responses: { 200: z.object({ invitations: z.array(InvitationShape), ...paged }) },
});

export const revokeInvitation = endpoint({
  id: 'revokeInvitation',
  method: 'DELETE',
  path: '/api/organizations/invitations/{id}',
  auth: 'members:admin',
  tag,
  summary: 'Take an invitation back',
  params: IdParams,
  responses: { 200: Message },
  errors: ['NOT_FOUND'],
});

export const resendInvitation = endpoint({
  id: 'resendInvitation',
  method: 'POST',
  path: '/api/organizations/invitations/{id}/resend',
  auth: 'members:admin',
  tag,
  summary: 'Send an invitation again',
  description: 'With a new link, for another seven days; the former link ends.',
  params: IdParams,
  responses: { 200: OneInvitation },
  errors: ['NOT_FOUND', 'RATE_LIMITED'],
});

export const lookUpInvitation = endpoint({
  id: 'lookUpInvitation',
  method: 'POST',
  path: '/api/invitations/lookup',
  auth: 'public',
  tag,
  summary: 'Read an invitation by its link',
  limit: 'sign-in',
  body: z.strictObject({ token: LinkToken }),
  responses: {
    200: z.object({
      invitation: z.object({
        email: z.string(),
        role: RoleSchema,
        organization: z.object({ id: z.uuid(), name: z.string() }),
        expires_at: Time,
        /** whether the address has an account: then its password is needed to accept */
        has_account: z.boolean(),
        /** the inviter's name, or else address */
        invited_by: z.string().nullable(),
      }),
    }),
  },
  errors: ['TOKEN_INVALID'],
  example: { body: { token: 'zq0uCYJ3DPHXYG0LTmY0gRzJ3cHfQJ9QfSgMDEo_7dY' } },
});

export const acceptInvitation = endpoint({
  id: 'acceptInvitation',
  method: 'POST',
  path: '/api/invitations/accept',
  auth: 'public',
  tag,
  summary: 'Accept an invitation',
  description:
    'Signed in with the invited address: the token is enough. Otherwise with the password of its account, or a new password for a new account. Answers a session in the organization.',
  limit: 'sign-in',
  body: z.strictObject({
    token: LinkToken,
    password: Password.optional(),
    name: PersonName.optional(),
  }),
  responses: { 200: SignedIn },
  errors: ['TOKEN_INVALID', 'INVALID_CREDENTIALS', 'CONFLICT', 'RATE_LIMITED'],
  example: {
    body: { token: 'zq0uCYJ3DPHXYG0LTmY0gRzJ3cHfQJ9QfSgMDEo_7dY', password: 'password123' },
  },
});
