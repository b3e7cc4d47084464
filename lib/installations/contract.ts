import { z } from 'zod';
import { endpoint } from '@/lib/core/endpoint';
import { PageQuery, pageOf } from '@/lib/core/page';

const tag = 'Installations';
const jsonApi = 'installation';
const Id = z.object({ id: z.string().max(100) });
const Config = z.record(z.string().max(200), z.unknown());

export const STATUSES = [
  'queued',
  'installing',
  'active',
  'paused',
  'failed',
  'uninstalling',
] as const;

export const InstallationSchema = z
  .object({
    id: z.uuid(),
    package_id: z.uuid().meta({ description: "The marketplace package's id." }),
    slug: z.string(),
    name: z.string(),
    version: z.string(),
    latest_version: z
      .string()
      .nullable()
      .meta({ description: 'What the marketplace gives out; null when it is not there any more.' }),
    status: z.enum(STATUSES),
    config: Config.meta({ description: 'Without its secret fields.' }),
    secrets: z.array(z.string()).meta({ description: 'Secret fields that are set, by name.' }),
    config_schema: z.record(z.string(), z.unknown()).nullable(),
    agents: z.array(z.object({ id: z.uuid(), name: z.string() })),
    skills: z.array(z.object({ id: z.uuid(), name: z.string() })),
    workflows: z.array(z.object({ id: z.uuid(), name: z.string() })),
    error: z.object({ code: z.string(), message: z.string() }).nullable(),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'Installation' });

export type InstallationView = z.output<typeof InstallationSchema>;

export const listInstallations = endpoint({
  id: 'listInstallations',
  method: 'GET',
  path: '/api/v1/installations',
  auth: 'installations:read',
  tag,
  jsonApi,
  summary: 'List installed packages',
  query: PageQuery.extend({ status: z.enum(STATUSES).optional() }),
  responses: { 200: pageOf(InstallationSchema) },
});

export const install = endpoint({
  id: 'installPackage',
  method: 'POST',
  path: '/api/v1/installations',
  auth: 'installations:write',
  tag,
  jsonApi,
  summary: 'Install a marketplace package',
  description:
    'By id or slug. Its agents, skills and workflows are made in the background. A package that is installed already answers ' +
    '200 with that installation; a failed one is tried again. A price is reserved now and paid when it succeeds.',
  body: z
    .strictObject({ package_id: z.string().min(1).max(100), config: Config.nullish() })
    .meta({ id: 'InstallationInput' }),
  responses: { 200: InstallationSchema, 201: InstallationSchema },
  errors: ['NOT_FOUND', 'CONFLICT', 'INSUFFICIENT_CREDITS'],
  example: { body: { package_id: 'support-triage', config: {} } },
});

export const getInstallation = endpoint({
  id: 'getInstallation',
  method: 'GET',
  path: '/api/v1/installations/{id}',
  auth: 'installations:read',
  tag,
  jsonApi,
  summary: 'Read an installation',
  params: Id,
  responses: { 200: InstallationSchema },
  errors: ['NOT_FOUND'],
});

export const updateInstallation = endpoint({
  id: 'updateInstallation',
  method: 'PATCH',
  path: '/api/v1/installations/{id}',
  auth: 'installations:write',
  tag,
  jsonApi,
  summary: "Change an installation's configuration",
  description:
    'Replaces it. Secret fields (`format: password`, `writeOnly` or `x-secret` in the config_schema) are never shown: ' +
    'left out they stay, null removes them.',
  params: Id,
  body: z.strictObject({ config: Config }).meta({ id: 'InstallationPatch' }),
  responses: { 200: InstallationSchema },
  errors: ['NOT_FOUND'],
  example: { body: { config: {} } },
});

export const pauseInstallation = endpoint({
  id: 'pauseInstallation',
  method: 'POST',
  path: '/api/v1/installations/{id}/pause',
  auth: 'installations:write',
  tag,
  jsonApi,
  summary: 'Pause an installation and its agents',
  params: Id,
  responses: { 200: InstallationSchema },
  errors: ['NOT_FOUND', 'CONFLICT'],
});

export const resumeInstallation = endpoint({
  id: 'resumeInstallation',
  method: 'POST',
  path: '/api/v1/installations/{id}/resume',
  auth: 'installations:write',
  tag,
  jsonApi,
  summary: 'Resume a paused installation and its agents',
  params: Id,
  responses: { 200: InstallationSchema },
  errors: ['NOT_FOUND', 'CONFLICT', 'AGENT_NOT_READY'],
});

export const uninstall = endpoint({
  id: 'uninstallPackage',
  method: 'DELETE',
  path: '/api/v1/installations/{id}',
  auth: 'installations:write',
  tag,
  summary: 'Uninstall a package',
  description:
    'Removes the workflows, agents and skills that it brought. Kept are those that were changed since, and skills that ' +
    'other agents use. What was paid is not paid back.',
  params: Id,
  responses: { 200: z.object({ removed: z.array(z.string()), kept: z.array(z.string()) }) },
  errors: ['NOT_FOUND'],
});
