import { z } from 'zod';
import { endpoint } from '@/lib/core/endpoint';
import { PageQuery, pageOf } from '@/lib/core/page';
import { CONFIG_STATUSES, ConfigDeployment } from '@/lib/deployments/contract';
import { CommandExecutionSchema } from '@/lib/executions/contract';

const Id = z.object({ id: z.string().max(100) });
const Name = z.string().trim().min(1).max(255);
const tag = 'Deployments';
const config_id = '019a3c5e-0000-7000-8000-000000000001';

export const DeploymentInput = z
  .strictObject({ name: Name, config_id: z.uuid().nullable().optional() })
  .meta({ id: 'ConfigDeploymentInput' });
export const DeploymentPatch = z
  .strictObject({
    name: Name.optional(),
    config_id: z.uuid().nullable().optional(),
    status: z.enum(CONFIG_STATUSES).optional(),
  })
  .meta({ id: 'ConfigDeploymentPatch' });

export const createDeployment = endpoint({
  id: 'createDeployment',
  method: 'POST',
  path: '/api/deployments',
  auth: 'deployments:write',
  tag,
  summary: 'Create a deployment of a config',
  description:
    'It begins as `pending`; set its status to `running` to put the config into service.',
  body: DeploymentInput,
  responses: { 201: ConfigDeployment },
  example: { body: { name: 'my-deployment', config_id } },
});

export const updateDeployment = endpoint({
  id: 'updateDeployment',
  method: 'PUT',
  path: '/api/deployments/{id}',
  auth: 'deployments:write',
  tag,
  summary: 'Change, start or stop a deployment of a config',
  description:
    'Fields that are left out stay. `running` puts the newest version of the config into service: its workflows are saved, their triggers fire, its jobs are made; any other status withdraws them. From `running` it goes to stopped, failed or complete. 409 when the config has errors. Starting needs the scopes workflows:write and, for a config with jobs, jobs:write, agents:execute, workflows:execute and usage:read.',
  params: Id,
  body: DeploymentPatch,
  responses: { 200: ConfigDeployment },
  errors: ['NOT_FOUND', 'CONFLICT', 'FORBIDDEN'],
  example: { body: { name: 'updated-deployment', config_id, status: 'running' } },
});

export const deleteDeployment = endpoint({
  id: 'deleteDeployment',
  method: 'DELETE',
  path: '/api/deployments/{id}',
  auth: 'deployments:write',
  tag,
  summary: 'Delete a deployment of a config',
  description:
    'One that runs is stopped first; open executions are canceled. Deployments of packages are kept.',
  params: Id,
  responses: { 204: null },
  errors: ['NOT_FOUND', 'CONFLICT'],
});

export const executeDeployment = endpoint({
  id: 'executeDeployment',
  method: 'POST',
  path: '/api/deployments/{id}/execute',
  auth: 'deployments:execute',
  tag,
  summary: 'Execute a deployment',
  description:
    'Runs the workflows of its config one after the other. `variables` are their input, and take the place of the variables that the config declares. One that does not run is executed with the newest version of its config, which needs the scope workflows:write. 409 when it is stopped, or its config has errors.',
  params: Id,
  body: z.strictObject({ variables: z.record(z.string().max(200), z.unknown()).default({}) }),
  bodyOptional: true,
  responses: { 202: CommandExecutionSchema },
  errors: ['NOT_FOUND', 'CONFLICT', 'FORBIDDEN', 'INSUFFICIENT_CREDITS'],
  example: { body: { variables: { env: 'production', debug: false } } },
});

export const listDeploymentExecutions = endpoint({
  id: 'listDeploymentExecutions',
  method: 'GET',
  path: '/api/deployments/{id}/executions',
  auth: 'executions:read',
  tag,
  summary: 'List the executions of a deployment',
  params: Id,
  query: PageQuery,
  responses: { 200: pageOf(CommandExecutionSchema) },
  errors: ['NOT_FOUND'],
});

export const DeploymentTrigger = z
  .object({
    id: z.uuid().nullable().meta({ description: "Null for a webhook's." }),
    workflow_id: z.uuid(),
    workflow: z.string(),
    type: z.enum(['schedule', 'event', 'webhook']),
    cron: z.string().nullable(),
    timezone: z.string().nullable(),
    event: z.string().nullable(),
    next_at: z.iso.datetime().nullable().meta({ description: 'Null while it rests.' }),
    last_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'DeploymentTrigger' });

export const listDeploymentTriggers = endpoint({
  id: 'listDeploymentTriggers',
  method: 'GET',
  path: '/api/deployments/{id}/triggers',
  auth: 'deployments:read',
  tag,
  summary: 'List the triggers that a deployment of a config has registered',
  description: 'In the order of its workflows. They rest while it does not run.',
  params: Id,
  query: PageQuery,
  responses: { 200: pageOf(DeploymentTrigger) },
  errors: ['NOT_FOUND', 'CONFLICT'],
});
