import { z } from 'zod';
import { endpoint } from '@/lib/core/endpoint';
import { InstallationSchema } from '@/lib/installations/contract';

const tag = 'Installations';
const jsonApi = 'installation';
const Id = z.object({ id: z.string().max(100) });
const Version = z.string().min(1).max(100);

export const KINDS = ['agent', 'skill', 'workflow'] as const;

const Field = z.object({ field: z.string(), before: z.unknown(), after: z.unknown() });

export const UpgradeChangeSchema = z
  .object({
    kind: z.enum(KINDS),
    name: z.string(),
    change: z.enum(['added', 'changed', 'removed', 'same']).meta({
      description: 'Between the installed version and the other one.',
    }),
    fields: z.array(Field).meta({ description: 'Installed version → other version.' }),
    edited: z
      .array(Field)
      .meta({ description: 'What was changed here since: as it was installed → as it is now.' }),
    action: z.enum(['create', 'update', 'remove', 'pause', 'keep']).meta({
      description:
        'What an upgrade does unless `replace` names it: edited ones are kept, and an edited agent that the other ' +
        'version drops is paused.',
    }),
    replaced: z.enum(['create', 'update', 'remove', 'keep']).meta({
      description: 'What an upgrade does when `replace` names it.',
    }),
  })
  .meta({ id: 'UpgradeChange' });

export const UpgradePlanSchema = z
  .object({
    installation_id: z.uuid(),
    from: z.string(),
    to: z.string(),
    changes: z.array(UpgradeChangeSchema),
    permissions: z.object({
      added: z.object({
        hosts: z.array(z.string()),
        connectors: z.array(z.string()),
        credentials: z.array(z.string()),
      }),
      removed: z.object({
        hosts: z.array(z.string()),
        connectors: z.array(z.string()),
        credentials: z.array(z.string()),
      }),
      max_credits: z.object({ before: z.number().nullable(), after: z.number().nullable() }),
      needs_consent: z.boolean().meta({
        description: 'It asks for more than before: upgrade with `accept_permissions: true`.',
      }),
    }),
    config: z.object({
      schema: z.record(z.string(), z.unknown()).nullable(),
      fields: z.array(Field).meta({ description: 'By name; before or after is null for none.' }),
      missing: z.array(z.string()).meta({ description: 'Fields to be given with the upgrade.' }),
    }),
    sentences: z.array(z.string()).meta({ description: 'All of it in plain words.' }),
    warnings: z.array(z.string()),
    problems: z.array(z.string()).meta({ description: 'Why this version cannot be installed.' }),
  })
  .meta({ id: 'UpgradePlan' });

export type UpgradePlanView = z.output<typeof UpgradePlanSchema>;

export const getUpgradePlan = endpoint({
  id: 'getUpgradePlan',
  method: 'GET',
  path: '/api/v1/installations/{id}/upgrade-plan',
  auth: 'installations:read',
  tag,
  summary: 'See what another version of an installed package would change',
  description: 'The newest published version unless `version` names one; an older one goes back.',
  params: Id,
  query: z.object({ version: Version.optional() }),
  responses: { 200: UpgradePlanSchema },
  errors: ['NOT_FOUND', 'CONFLICT'],
});

export const UpgradeInput = z
  .strictObject({
    version: Version.optional(),
    config: z.record(z.string().max(200), z.unknown()).optional(),
    accept_permissions: z.boolean().optional(),
    replace: z
      .array(z.strictObject({ kind: z.enum(KINDS), name: z.string().max(255) }))
      .max(500)
      .optional()
      .meta({ description: 'What was edited here and gives way to the other version.' }),
  })
  .meta({ id: 'UpgradeInput' });

export const upgradeInstallation = endpoint({
  id: 'upgradeInstallation',
  method: 'POST',
  path: '/api/v1/installations/{id}/upgrade',
  auth: 'installations:write',
  tag,
  jsonApi,
  summary: 'Bring an installed package to another version',
  description:
    'The newest published version unless `version` names one. All or nothing, at once and free. `config` changes the ' +
    'fields that it names; the others stay. What was edited here is kept unless `replace` names it.',
  params: Id,
  body: UpgradeInput,
  bodyOptional: true,
  responses: { 200: InstallationSchema },
  errors: ['NOT_FOUND', 'CONFLICT'],
  example: { body: { version: '1.1.0', accept_permissions: true } },
});
