import { z } from 'zod';
import { endpoint } from '@/lib/core/endpoint';
import { PageQuery, pageOf } from '@/lib/core/page';

type Kind = { description: string; category: string; source: string };

const kind = (category: string, source: string, description: string): Kind => ({
  category,
  source,
  description,
});

/** Every type of event there is. A room that emits a new one adds it here, in its category. */
export const EVENT_TYPES = {
  'organization.created': kind('organization', 'accounts', 'An organization was created'),
  'organization.updated': kind('organization', 'accounts', 'Organization details have changed'),
  'organization.deleted': kind('organization', 'accounts', 'The organization was deleted'),
  'member.invited': kind('member', 'accounts', 'Someone was invited to the organization'),
  'member.joined': kind('member', 'accounts', 'Someone joined the organization'),
  'member.updated': kind('member', 'accounts', "A member's role has changed"),
  'member.removed': kind('member', 'accounts', 'A member was removed from the organization'),
  'api_key.created': kind('api_key', 'accounts', 'An API key was created'),
  'api_key.rotated': kind('api_key', 'accounts', 'An API key was rotated'),
  'api_key.deleted': kind('api_key', 'accounts', 'An API key was deleted'),
  'credits.granted': kind('credits', 'billing', 'Credits were added to the balance'),
  'credits.refunded': kind('credits', 'billing', 'A refund or dispute took credits back'),
  'credits.low': kind('credits', 'billing', 'The balance fell below the threshold'),
  'credits.limit_changed': kind('credits', 'credits', 'A spending limit was changed or renewed'),
  'billing.top_up_failed': kind('billing', 'billing', 'An automatic top-up could not be charged'),
  'agent.created': kind('agent', 'agents', 'An agent was created'),
  'agent.updated': kind('agent', 'agents', 'An agent was changed'),
  'agent.deployed': kind('agent', 'agents', 'An agent was deployed and can be executed'),
  'agent.paused': kind('agent', 'agents', 'An agent was paused'),
  'agent.deleted': kind('agent', 'agents', 'An agent was deleted'),
  'agent.executed': kind('agent', 'agents', 'Agent has executed an action'),
  'agent.failed': kind('agent', 'agents', 'An execution of an agent has failed'),
  'skill.created': kind('skill', 'agents', 'A skill was created'),
  'skill.updated': kind('skill', 'agents', 'A skill was changed'),
  'skill.deleted': kind('skill', 'agents', 'A skill was deleted'),
  'execution.queued': kind('execution', 'executions', 'An execution was accepted'),
  'execution.completed': kind('execution', 'executions', 'An execution completed successfully'),
  'execution.failed': kind('execution', 'executions', 'An execution has failed'),
  'execution.cancelled': kind('execution', 'executions', 'An execution was cancelled'),
  'execution.waiting': kind('execution', 'executions', 'An execution waits for credits'),
  'workflow.created': kind('workflow', 'workflows', 'A workflow was created'),
  'workflow.updated': kind('workflow', 'workflows', 'A workflow was changed'),
  'workflow.published': kind('workflow', 'workflows', 'A version of a workflow was published'),
  'workflow.paused': kind('workflow', 'workflows', 'The triggers of a workflow rest'),
  'workflow.resumed': kind('workflow', 'workflows', 'The triggers of a workflow fire again'),
  'workflow.deleted': kind('workflow', 'workflows', 'A workflow was deleted'),
  'workflow.started': kind('workflow', 'workflow-engine', 'Workflow execution has started'),
  'workflow.completed': kind(
    'workflow',
    'workflow-engine',
    'Workflow execution completed successfully',
  ),
  'workflow.failed': kind('workflow', 'workflow-engine', 'Workflow execution failed'),
  'workflow.cancelled': kind('workflow', 'workflow-engine', 'Workflow execution was cancelled'),
  'workflow.waiting': kind('workflow', 'workflow-engine', 'Workflow execution waits for somebody'),
  'approval.requested': kind('approval', 'approvals', 'Something waits for a decision'),
  'approval.decided': kind('approval', 'approvals', 'Someone approved or rejected'),
  'approval.expired': kind('approval', 'approvals', 'Nobody decided in time'),
  'approval.withdrawn': kind('approval', 'approvals', 'A decision is not needed any more'),
  'job.enqueued': kind('job', 'job-scheduler', 'Job has been added to the queue'),
  'job.started': kind('job', 'job-scheduler', 'Job processing has started'),
  'job.completed': kind('job', 'job-scheduler', 'Job completed successfully'),
  'job.failed': kind('job', 'job-scheduler', 'Job processing failed'),
  'job.canceled': kind('job', 'job-scheduler', 'Job was canceled'),
  'agent_app.created': kind('package', 'packages', 'An agent app was created'),
  'agent_app.updated': kind('package', 'packages', 'An agent app was changed'),
  'agent_app.deleted': kind('package', 'packages', 'An agent app was deleted'),
  'package.uploaded': kind('package', 'packages', 'A package was uploaded'),
  'package.deleted': kind('package', 'packages', 'A package was deleted'),
  'package.published': kind('package', 'packages', 'A package was published'),
  'package.unpublished': kind('package', 'packages', 'A package left the marketplace'),
  'review.created': kind('package', 'packages', 'Your organization reviewed a package'),
  'deployment.queued': kind('deployment', 'deployments', 'A deployment was accepted'),
  'deployment.cancelled': kind('deployment', 'deployments', 'A deployment was cancelled'),
  'deployment.completed': kind('deployment', 'deployments', 'A deployment completed successfully'),
  'deployment.failed': kind('deployment', 'deployments', 'A deployment has failed'),
  'deployment.created': kind('deployment', 'configs', 'A deployment of a config was created'),
  'deployment.updated': kind('deployment', 'configs', 'A deployment of a config was changed'),
  'deployment.started': kind('deployment', 'configs', 'A deployment of a config runs'),
  'deployment.stopped': kind('deployment', 'configs', 'A deployment of a config was stopped'),
  'deployment.deleted': kind('deployment', 'configs', 'A deployment of a config was deleted'),
  'config.created': kind('config', 'configs', 'A config was created'),
  'config.updated': kind('config', 'configs', 'A config was changed'),
  'config.deleted': kind('config', 'configs', 'A config was deleted'),
  'package.installed': kind('package', 'installations', 'A package was installed'),
  'installation.failed': kind('package', 'installations', 'A package could not be installed'),
  'installation.updated': kind('package', 'installations', 'An installation was configured'),
  'installation.paused': kind('package', 'installations', 'An installation was paused'),
  'installation.resumed': kind('package', 'installations', 'An installation was resumed'),
  'installation.upgraded': kind('package', 'installations', 'An installation was upgraded'),
  'installation.removed': kind('package', 'installations', 'A package was uninstalled'),
  'test.suite.completed': kind('test', 'tests', 'Test suite execution completed'),
  'connector.created': kind('connector', 'connectors', 'A connector was created'),
  'connector.updated': kind('connector', 'connectors', 'A connector was changed'),
  'connector.deleted': kind('connector', 'connectors', 'A connector was deleted'),
  'credential.created': kind('credential', 'connectors', 'A credential was created'),
  'credential.updated': kind('credential', 'connectors', 'A credential was changed'),
  'credential.deleted': kind('credential', 'connectors', 'A credential was deleted'),
  'credential.expiring': kind('credential', 'connectors', 'A credential ends within 14 days'),
  'webhook.created': kind('webhook', 'webhooks', 'A webhook was created'),
  'webhook.updated': kind('webhook', 'webhooks', 'A webhook was changed'),
  'webhook.deleted': kind('webhook', 'webhooks', 'A webhook was deleted'),
  'webhook.disabled': kind(
    'webhook',
    'webhooks',
    'A webhook was disabled because its receiver failed',
  ),
  'webhook.triggered': kind('webhook', 'webhooks', 'Webhook was triggered'),
  'webhook.test': kind('webhook', 'webhooks', 'A test delivery, sent by hand'),
  'email.sent': kind('notification', 'mail', 'Email was sent'),
} as const satisfies Record<string, Kind>;

export type EventType = keyof typeof EVENT_TYPES;

/** Notified with the organization's id when an event of it is committed. */
export const CHANNEL = 'fp_event';

export const EventSchema = z
  .object({
    id: z.uuid(),
    type: z.string(),
    source: z.string(),
    subject: z
      .string()
      .nullable()
      .meta({ description: 'What it is about: `agent/<id>`. Null when it names nothing.' }),
    timestamp: z.iso.datetime(),
    data: z.record(z.string(), z.unknown()),
    metadata: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Event' });

export type EventView = z.infer<typeof EventSchema>;

const time = z.iso.datetime({ offset: true }).optional();

const filters = {
  type: z
    .string()
    .max(100)
    .optional()
    .meta({ description: 'One type, or all under a word as `agent.*`.' }),
  source: z.string().max(100).optional(),
  subject: z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'What they are about: `agent/<id>`, or the id of one of our objects.' }),
};
const period = { start_time: time, end_time: time };

export type EventFilter = {
  type?: string;
  source?: string;
  subject?: string;
  start_time?: string;
  end_time?: string;
};

const CLOUD =
  'With `Accept: application/cloudevents+json` (a list: `application/cloudevents-batch+json`) in the form of CloudEvents 1.0.';

export const listEvents = endpoint({
  id: 'listEvents',
  method: 'GET',
  path: '/api/events',
  auth: 'events:read',
  tag: 'Events',
  summary: 'List events',
  description: `Newest first; kept for 90 days. ${CLOUD}`,
  query: PageQuery.extend({ ...filters, ...period }),
  responses: { 200: pageOf(EventSchema) },
});

export const getEvent = endpoint({
  id: 'getEvent',
  method: 'GET',
  path: '/api/events/{id}',
  auth: 'events:read',
  tag: 'Events',
  summary: 'Read an event',
  description: CLOUD,
  params: z.object({ id: z.string() }),
  responses: { 200: EventSchema },
  errors: ['NOT_FOUND'],
});

export const streamEvents = endpoint({
  id: 'streamEvents',
  method: 'GET',
  path: '/api/events/stream',
  auth: 'events:read',
  tag: 'Events',
  summary: 'Follow events as they happen',
  description:
    'Server-sent events: `message` with the event and its id. A reader that comes back with `Last-Event-ID` (or `after`) gets all that it has missed. With `Accept: application/cloudevents+json`, or `format=cloudevents`, in the form of CloudEvents 1.0.',
  query: z.object({
    ...filters,
    format: z.enum(['plain', 'cloudevents']).optional(),
    after: z.uuid().optional().meta({ description: 'The same as the header Last-Event-ID.' }),
  }),
  responses: { 200: EventSchema },
  stream: 'always',
  endless: true,
});

export const listEventTypes = endpoint({
  id: 'listEventTypes',
  method: 'GET',
  path: '/api/events/types',
  auth: 'events:read',
  tag: 'Events',
  summary: 'List the types of events',
  responses: {
    200: z.array(z.object({ type: z.string(), description: z.string(), category: z.string() })),
  },
});

const Counts = z.record(z.string(), z.number().int());

export const EventStats = z.object({
  total_events: z.number().int(),
  by_type: Counts,
  by_source: Counts,
  by_day: z.array(z.object({ date: z.iso.date(), count: z.number().int() })).meta({
    description: 'By the day (UTC); days without events are left out.',
  }),
});

export const eventStats = endpoint({
  id: 'eventStats',
  method: 'GET',
  path: '/api/events/stats',
  auth: 'events:read',
  tag: 'Events',
  summary: 'Count events by type, source and day',
  query: z.object({ type: filters.type, source: filters.source, ...period }),
  responses: { 200: EventStats },
});
