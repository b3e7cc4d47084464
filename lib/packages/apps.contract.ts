import { z } from 'zod';
import { endpoint } from '@/lib/core/endpoint';
import { PageQuery } from '@/lib/core/page';

export const tag = 'Packages';
export const Id = z.object({ id: z.string().max(100) });

const fields = {
  name: z.string().trim().min(1).max(255),
  description: z.string().max(5000).optional(),
  is_public: z.boolean().optional(),
};

export const AgentAppInput = z.strictObject(fields).meta({ id: 'AgentAppInput' });
export const AgentAppPatch = z
  .strictObject({ ...fields, name: fields.name.optional() })
  .meta({ id: 'AgentAppPatch' });

export const PackageSchema = z
  .object({
    id: z.uuid(),
    agent_app_id: z.uuid(),
    version: z.string(),
    name: z.string().meta({ description: 'As the manifest has it.' }),
    display_name: z.string(),
    status: z.enum(['uploading', 'ready', 'failed']),
    layout: z.enum(['native', 'pixell']),
    s3_url: z.string().meta({ description: 'A link to download from, good for an hour.' }),
    size: z.int().meta({ description: 'Bytes.' }),
    checksum: z.string().meta({ description: 'SHA-256 in hex.' }),
    signed: z.boolean(),
    release_notes: z.string(),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'Package', description: 'One immutable version of an agent app.' });

const app = {
  id: z.uuid(),
  name: z.string(),
  description: z.string(),
  is_public: z.boolean(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
};

export const AgentAppSchema = z.object(app).meta({ id: 'AgentApp' });

const Brief = z.object({
  id: z.uuid(),
  version: z.string(),
  size: z.int(),
  status: z.string(),
  created_at: z.iso.datetime(),
});

const AppQuery = PageQuery.extend({ search: z.string().max(200).optional() });

export const listAgentApps = endpoint({
  id: 'listAgentApps',
  method: 'GET',
  path: '/api/agent-apps',
  auth: 'packages:read',
  tag,
  summary: 'List agent apps',
  description: 'Newest first, each with its newest 100 packages.',
  query: AppQuery,
  responses: {
    200: z.object({
      apps: z.array(z.object({ ...app, packages: z.array(Brief) })),
      limit: z.int(),
      offset: z.int(),
      total: z.int(),
    }),
  },
});

export const createAgentApp = endpoint({
  id: 'createAgentApp',
  method: 'POST',
  path: '/api/agent-apps',
  auth: 'packages:write',
  tag,
  summary: 'Create an agent app',
  body: AgentAppInput,
  responses: { 201: z.object({ app: AgentAppSchema }) },
  example: {
    body: { name: 'My New Agent', description: 'Description of my agent', is_public: false },
  },
});

export const getAgentApp = endpoint({
  id: 'getAgentApp',
  method: 'GET',
  path: '/api/agent-apps/{id}',
  auth: 'packages:read',
  tag,
  summary: 'Read an agent app with its newest 100 packages',
  params: Id,
  responses: { 200: z.object({ app: z.object({ ...app, packages: z.array(PackageSchema) }) }) },
  errors: ['NOT_FOUND'],
});

export const updateAgentApp = endpoint({
  id: 'updateAgentApp',
  method: 'PATCH',
  path: '/api/agent-apps/{id}',
  auth: 'packages:write',
  tag,
  summary: 'Change an agent app',
  params: Id,
  body: AgentAppPatch,
  responses: { 200: z.object({ app: AgentAppSchema }) },
  errors: ['NOT_FOUND'],
  example: {
    body: {
      name: 'Updated Agent Name',
      description: 'Updated description',
      is_public: true,
    },
  },
});

export const deleteAgentApp = endpoint({
  id: 'deleteAgentApp',
  method: 'DELETE',
  path: '/api/agent-apps/{id}',
  auth: 'packages:write',
  tag,
  summary: 'Delete an agent app with all its packages and webhooks',
  description:
    'Refused while a package is installed, published or being deployed. Agents that it made stay.',
  params: Id,
  responses: { 200: z.object({ message: z.string() }) },
  errors: ['NOT_FOUND', 'CONFLICT'],
});
