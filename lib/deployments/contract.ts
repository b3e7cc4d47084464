import { z } from 'zod';
import { endpoint } from '@/lib/core/endpoint';
import { PageQuery, pageOf } from '@/lib/core/page';
import {
  UPLOAD_HELP,
  UPLOAD_MS,
  UploadFields,
  uploadErrors,
} from '@/lib/packages/packages.contract';

export const STEPS = [
  'validate_package',
  'upload_to_s3',
  'generate_metadata',
  'notify_runtime',
  'finalize',
] as const;
export type StepName = (typeof STEPS)[number];

export const StepSchema = z
  .object({
    name: z.enum(STEPS),
    status: z.enum(['pending', 'processing', 'completed', 'failed', 'cancelled']),
    started_at: z.iso.datetime().optional(),
    completed_at: z.iso.datetime().optional(),
    error: z.string().optional(),
  })
  .meta({ id: 'DeploymentStep' });
export type Step = z.output<typeof StepSchema>;

export const OPEN = ['queued', 'processing'] as const;
export const PACKAGE_STATUSES = [...OPEN, 'completed', 'failed', 'cancelled'] as const;
export const CONFIG_STATUSES = ['pending', 'running', 'stopped', 'failed', 'complete'] as const;
const STATUSES = [...new Set([...PACKAGE_STATUSES, ...CONFIG_STATUSES])] as [string, ...string[]];

const time = z.iso.datetime().nullable();

const shared = {
  id: z.uuid(),
  name: z.string(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
};

export const PackageDeployment = z
  .object({
    ...shared,
    kind: z.literal('package'),
    status: z.enum(PACKAGE_STATUSES),
    package_id: z.uuid(),
    agent_app_id: z.uuid(),
    version: z.string(),
    release_notes: z.string(),
    origin_id: z.uuid().nullable().meta({ description: 'What this retries or goes back to.' }),
    credits: z.number().meta({ description: 'What it costs when it completes.' }),
    started_at: time,
    completed_at: time,
    duration_seconds: z.number().nullable(),
    cancel_requested: z.boolean(),
    progress: z.object({
      current_step: z.enum(STEPS).nullable(),
      steps: z.array(StepSchema),
    }),
    error: z.string().nullable().meta({ description: 'A sentence: published clients print it.' }),
    failure: z
      .object({ step: z.string().nullable(), code: z.string(), message: z.string() })
      .nullable(),
    result: z
      .object({
        agents: z.array(z.object({ id: z.uuid(), name: z.string() })),
        skills: z.array(z.object({ id: z.uuid(), name: z.string() })),
        runtime: z.object({ package_id: z.string(), agents: z.array(z.string()) }).nullable(),
        warnings: z.array(z.string()),
      })
      .nullable(),
  })
  .meta({ id: 'PackageDeployment' });
export type PackageDeploymentView = z.output<typeof PackageDeployment>;

export const ConfigDeployment = z
  .object({
    ...shared,
    kind: z.literal('config'),
    config_id: z.uuid().nullable(),
    status: z.enum(CONFIG_STATUSES).meta({
      description:
        '`running`: its triggers and jobs are in service. `complete` and `failed`: how its last execution ended while it was not running, or why it could not run.',
    }),
    config_version: z.int().nullable().meta({
      description: 'The version that is in service or was executed last.',
    }),
    workflows: z.array(z.object({ id: z.uuid(), name: z.string() })),
    error: z.string().nullable(),
  })
  .meta({ id: 'ConfigDeployment' });

const Id = z.object({ id: z.string().max(100) });
const tag = 'Deployments';

export const Accepted = z
  .object({
    deployment: z.object({
      id: z.uuid(),
      status: z.enum(PACKAGE_STATUSES),
      message: z.string(),
      queued_at: z.iso.datetime(),
      estimated_duration_seconds: z.int(),
    }),
    package: z.object({
      id: z.uuid(),
      version: z.string(),
      size_bytes: z.int(),
      status: z.enum(['uploading', 'ready', 'failed']),
    }),
    tracking: z.object({ status_url: z.string(), webhook_url: z.string() }),
  })
  .meta({ id: 'DeploymentAccepted' });

export const deployPackage = endpoint({
  id: 'deployPackage',
  method: 'POST',
  path: '/api/agent-apps/{id}/packages/deploy',
  auth: 'deployments:write',
  tag,
  summary: 'Deploy a package',
  description: `${UPLOAD_HELP} \`package_id\` deploys a package that was uploaded before.\n\nThe package is checked before the answer. One credit per MiB begun is reserved, charged when the deployment completes and given back when it fails.`,
  params: Id,
  bodyKind: 'raw',
  form: UploadFields.extend({ package_id: z.uuid().optional() }).meta({
    id: 'PackageDeployForm',
  }),
  timeoutMs: UPLOAD_MS,
  responses: { 202: Accepted },
  errors: [...uploadErrors, 'INSUFFICIENT_CREDITS'],
});

export const listDeployments = endpoint({
  id: 'listDeployments',
  method: 'GET',
  path: '/api/deployments',
  auth: 'deployments:read',
  tag,
  summary: 'List deployments of packages and configs',
  query: PageQuery.extend({
    kind: z.enum(['package', 'config']).optional(),
    status: z.enum(STATUSES).optional(),
    agent_app_id: z.string().max(100).optional(),
    config_id: z.string().max(100).optional(),
  }),
  responses: { 200: pageOf(z.union([PackageDeployment, ConfigDeployment])) },
});

export const getDeployment = endpoint({
  id: 'getDeployment',
  method: 'GET',
  path: '/api/deployments/{id}',
  auth: 'deployments:read',
  tag,
  summary: 'Read a deployment',
  description: 'That of a package is wrapped in `deployment`, that of a config is bare.',
  params: Id,
  responses: { 200: z.union([z.object({ deployment: PackageDeployment }), ConfigDeployment]) },
  errors: ['NOT_FOUND'],
});

export const queueStats = endpoint({
  id: 'deploymentQueueStats',
  method: 'GET',
  path: '/api/deployments/queue/stats',
  auth: 'deployments:read',
  tag,
  summary: 'Count the deployments of packages and tell how the queue is',
  responses: {
    200: z.object({
      stats: z.object({
        queued: z.int(),
        processing: z.int(),
        completed: z.int(),
        failed: z.int(),
        cancelled: z.int(),
        total: z.int(),
      }),
      health: z.object({
        status: z.enum(['healthy', 'warning', 'critical']),
        message: z.string(),
      }),
      metrics: z.object({ avgProcessingTimeSeconds: z.number(), lastUpdated: z.iso.datetime() }),
    }),
  },
});

export const cancelDeployment = endpoint({
  id: 'cancelDeployment',
  method: 'POST',
  path: '/api/deployments/{id}/cancel',
  auth: 'deployments:write',
  tag,
  summary: 'Cancel a deployment',
  description:
    'At once while it is queued, else before its next step begins. Its credits come back.',
  params: Id,
  responses: { 200: z.object({ deployment: PackageDeployment }) },
  errors: ['NOT_FOUND', 'CONFLICT'],
});

const again = { params: Id, responses: { 202: Accepted } } as const;

export const retryDeployment = endpoint({
  ...again,
  id: 'retryDeployment',
  method: 'POST',
  path: '/api/deployments/{id}/retry',
  auth: 'deployments:write',
  tag,
  summary: 'Deploy the package of a failed or cancelled deployment again',
  errors: ['NOT_FOUND', 'CONFLICT', 'INSUFFICIENT_CREDITS'],
});

export const rollbackDeployment = endpoint({
  ...again,
  id: 'rollbackDeployment',
  method: 'POST',
  path: '/api/deployments/{id}/rollback',
  auth: 'deployments:write',
  tag,
  summary: 'Go back to the version of a completed deployment',
  description: 'Deploys its package once more: agents and skills become what they were then.',
  errors: ['NOT_FOUND', 'CONFLICT', 'INSUFFICIENT_CREDITS'],
});

export const streamDeployment = endpoint({
  id: 'streamDeployment',
  method: 'GET',
  path: '/api/deployments/{id}/stream',
  auth: 'deployments:read',
  tag,
  summary: 'Follow a deployment live',
  description: 'Sends `deployment` at every change, and `done` with the last state at its end.',
  params: Id,
  stream: 'always',
  responses: { 200: z.string() },
  errors: ['NOT_FOUND', 'CONFLICT'],
});
