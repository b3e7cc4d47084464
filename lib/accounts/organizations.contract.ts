import { z } from 'zod';
import { Message, OrganizationName, OrganizationShape, RoleSchema } from '@/lib/accounts/contract';
import { endpoint } from '@/lib/core/endpoint';

const tag = 'Organizations';

const WithRole = z.object({ organization: OrganizationShape, role: RoleSchema });

export const currentOrganization = endpoint({
  id: 'currentOrganization',
  method: 'GET',
  path: '/api/organizations/current',
  auth: 'organization:read',
  tag,
  summary: 'Read your organization',
  responses: { 200: WithRole },
  errors: ['NOT_FOUND'],
});

export const updateOrganization = endpoint({
  id: 'updateOrganization',
  method: 'PATCH',
  path: '/api/organizations/current',
  auth: 'organization:admin',
  tag,
  summary: 'Change your organization',
  body: z.strictObject({ name: OrganizationName }),
  responses: { 200: z.object({ organization: OrganizationShape }) },
  errors: ['NOT_FOUND'],
  example: { body: { name: 'New Company Name' } },
});

export const deleteOrganization = endpoint({
  id: 'deleteOrganization',
  method: 'DELETE',
  path: '/api/organizations/current',
  auth: 'session',
  tag,
  summary: 'Delete your organization',
  description:
    'Owners only. `name` repeats the name of the organization, so that nobody deletes by mistake.',
  body: z.strictObject({ name: z.string().min(1).max(100) }),
  responses: { 200: Message },
  errors: ['FORBIDDEN', 'NOT_FOUND'],
  example: { body: { name: 'My Company' } },
});

export const listOrganizations = endpoint({
  id: 'listOrganizations',
  method: 'GET',
  path: '/api/organizations',
  auth: 'session',
  tag,
  summary: 'List the organizations you belong to',
  responses: {
    200: z.object({
      organizations: z.array(
        z.object({
          id: z.uuid(),
          name: z.string(),
          slug: z.string(),
          role: RoleSchema,
          current: z.boolean(),
        }),
      ),
    }),
  },
});

export const createOrganization = endpoint({
  id: 'createOrganization',
  method: 'POST',
  path: '/api/organizations',
  auth: 'session',
  tag,
  summary: 'Create another organization',
  description: 'You become its owner. It starts without credits: only signing up brings them.',
  body: z.strictObject({ name: OrganizationName }),
  responses: { 201: WithRole },
  errors: ['CONFLICT'],
  example: { body: { name: 'Second Company' } },
});

export const switchOrganization = endpoint({
  id: 'switchOrganization',
  method: 'POST',
  path: '/api/organizations/switch',
  auth: 'session',
  tag,
  summary: 'Move your session to another organization',
  description: 'The session, its cookie and its access tokens act there from now on.',
  body: z.strictObject({ organization_id: z.uuid() }),
  responses: {
    200: WithRole.extend({
      session: z.object({ access_token: z.string(), expires_in: z.number().int() }),
    }),
  },
  errors: ['NOT_FOUND'],
  example: { body: { organization_id: '01932f7e-2f5c-7d53-9b6e-0d1f1a6a3b11' } },
});
