import type { Ctx } from '@/lib/core/context';
import { EVENT_TYPES } from '@/lib/events/contract';
import type { ActivityView } from '@/lib/usage/contract';

type Data = Record<string, unknown>;
type Told = Omit<ActivityView, 'id' | 'timestamp'>;

/** Steps on the way to something that is told by another event. */
const NOISE = [
  'execution.queued',
  'execution.completed',
  'execution.failed',
  'execution.cancelled',
  'workflow.started',
  'job.enqueued',
  'job.started',
  'job.completed',
  'webhook.triggered',
  'webhook.test',
  'email.sent',
];

export const ACTIVITY_SQL = `SELECT id, type, data, timestamp FROM events
  WHERE organization_id = $1::uuid AND type <> ALL($2::text[])
  ORDER BY timestamp DESC, id DESC LIMIT $3::int`;

/** What has happened lately, in words. */
export async function readActivity(ctx: Ctx, limit: number): Promise<ActivityView[]> {
  const rows = await ctx.sql<{ id: string; type: string; data: Data; timestamp: Date }>(
    ACTIVITY_SQL,
    ctx.organizationId,
    NOISE,
    limit,
  );
  return rows.map(({ id, type, data, timestamp }) => ({
    id,
    ...tell(type, data),
    timestamp: timestamp.toISOString(),
  }));
}

const text = (value: unknown, otherwise = ''): string =>
  typeof value === 'string' && value ? value.slice(0, 200) : otherwise;
const number = (value: unknown) => (typeof value === 'number' ? value : undefined);
const amount = (value: unknown) =>
  Math.abs(number(value) ?? 0).toLocaleString('en-US', { maximumFractionDigits: 2 });
const named = (data: Data, ...keys: string[]) => {
  const name = keys.map((key) => text(data[key])).find(Boolean);
  return name ? ` '${name}'` : '';
};
const refer = (type: string, id: unknown) =>
  typeof id === 'string' ? { reference: { type, id } } : {};

const WORDS: Record<string, (data: Data) => Told> = {
  'agent.executed': (data) => ({
    type: 'invocation',
    description: `Agent${named(data, 'agentName')} invoked`,
    value: number(data.credits),
    ...refer('execution', data.executionId),
  }),
  'agent.failed': (data) => ({
    type: 'invocation_failed',
    description: `Agent${named(data, 'agentName')} failed${reason(data)}`,
    value: number(data.credits),
    ...refer('execution', data.executionId),
  }),
  'workflow.completed': (data) => ({
    type: 'workflow_run',
    description: `Workflow${named(data, 'workflowName', 'name')} completed`,
    value: number(data.credits),
    ...refer('execution', data.executionId),
  }),
  'workflow.failed': (data) => ({
    type: 'workflow_failed',
    description: `Workflow${named(data, 'workflowName', 'name')} failed${reason(data)}`,
    ...refer('execution', data.executionId),
  }),
  'package.uploaded': (data) => ({
    type: 'package_upload',
    description: `Uploaded version ${text(data.version, '?')} of${named(data, 'name', 'appName') || ' an app'}`,
    ...refer('agent_app', data.agent_app_id),
  }),
  'deployment.completed': (data) => ({
    type: 'deployment',
    description:
      `Deployed${named(data, 'name', 'appName') || ' a package'} ${text(data.version)}`.trim(),
    ...refer('deployment', data.deployment_id),
  }),
  'package.installed': (data) => ({
    type: 'installation',
    description: `Installed the package${named(data, 'name', 'slug')} ${text(data.version)}`.trim(),
    ...refer('installation', data.installation_id),
  }),
  'installation.upgraded': (data) => ({
    type: 'upgrade',
    description: `Upgraded the package${named(data, 'name', 'slug')} to ${text(data.version, '?')}`,
    ...refer('installation', data.installation_id),
  }),
  'credits.granted': (data) => ({
    type: data.kind === 'purchase' ? 'purchase' : 'grant',
    description:
      data.kind === 'purchase'
        ? `Bought ${amount(data.credits)} credits`
        : `Received ${amount(data.credits)} credits`,
    value: number(data.credits),
  }),
  'credits.refunded': (data) => ({
    type: 'refund',
    description: `A refund or dispute took back ${amount(data.credits)} credits`,
    value: number(data.credits),
  }),
};

function reason(data: Data): string {
  const message = (data.error as { message?: unknown } | null)?.message;
  return text(message) ? `: ${text(message)}` : '';
}

function tell(type: string, data: Data): Told {
  const words = WORDS[type];
  if (words) return words(data);
  const known = EVENT_TYPES[type as keyof typeof EVENT_TYPES]?.description ?? type;
  const name = named(data, 'name', 'agentName', 'email');
  // "An agent was created" of a name: "Agent 'Triage' was created".
  const subject = /^(?:An?|The) (\w)([\w ]*?) (was|has|have|is|could) /.exec(known);
  const description = subject
    ? known.replace(subject[0], `${subject[1]?.toUpperCase()}${subject[2]}${name} ${subject[3]} `)
    : `${known}${name}`;
  return { type: type.replaceAll('.', '_'), description: name ? description : known };
}
