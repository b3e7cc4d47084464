import { randomBytes, randomInt } from 'node:crypto';
import { encrypt, sha256 } from '@/lib/core/crypto';
import { newId } from '@/lib/core/ids';
import { compile } from '@/lib/engine/compile';
import type { SeedResources } from '@/lib/testing/resources';

/** A workflow with a hook, and an ended run with a step and its history. */
export const seedWorkflowResources: SeedResources = async ({ ctx, marker, secrets }) => {
  const { organizationId } = ctx;
  const [id, runId, triggerId] = [newId(), newId(), newId()];
  // No number that could stand in an answer by chance.
  const version = randomInt(100_000_000, 900_000_000);
  const definition = {
    name: `${marker} workflow`,
    triggers: [{ type: 'webhook' }, { type: 'schedule', cron: '0 6 * * *' }],
    steps: [{ id: 'first', type: 'set', config: { said: `${marker} said` } }],
  };
  const { plan } = compile(definition);
  const organization = Buffer.from(organizationId.replaceAll('-', ''), 'hex');
  const token = Buffer.concat([organization, randomBytes(24)]).toString('base64url');
  const secret = `${marker}-hook-secret-that-nobody-sees`;
  const seal = (column: string, text: string) =>
    new Uint8Array(encrypt(text, [organizationId, id, `workflows.${column}`]));
  await ctx.db.workflow.create({
    data: {
      id,
      organizationId,
      name: `${marker} workflow`,
      description: `${marker} description`,
      latestVersion: version,
      publishedVersion: version,
      triggerTypes: ['webhook', 'schedule'],
      hookToken: seal('hook_token', token),
      hookTokenHash: sha256(token),
      hookSecret: seal('hook_secret', secret),
    },
  });
  await ctx.db.workflowVersion.create({
    data: {
      organizationId,
      workflowId: id,
      version,
      definition,
      plan: plan as object,
      hash: plan?.hash ?? '',
      note: `${marker} note`,
    },
  });
  await ctx.db.workflowTrigger.create({
    data: { id: triggerId, organizationId, workflowId: id, kind: 'schedule', cron: '0 6 * * *' },
  });
  const now = new Date();
  const belongs = { organizationId, runId };
  await ctx.db.workflowRun.create({
    data: {
      id: runId,
      organizationId,
      workflowId: id,
      version,
      clientId: `${marker}-client-id`,
      status: 'completed',
      input: { asked: `${marker} asked` },
      trigger: { type: 'manual' },
      output: { said: `${marker} said` },
      actorKind: 'user',
      startedAt: now,
      completedAt: now,
    },
  });
  await ctx.db.workflowStep.create({
    data: {
      ...belongs,
      key: 'first',
      step: 'first',
      status: 'completed',
      attempt: 1,
      output: { said: `${marker} said` },
      startedAt: now,
      completedAt: now,
    },
  });
  await ctx.db.workflowHistory.create({
    data: { ...belongs, eventId: 1, eventType: 'WorkflowExecutionStarted', timestamp: now },
  });
  secrets.push(secret);
  return {
    'workflows/{id}': id,
    'versions/{version}': String(version),
    'workflows/{workflowId}': runId,
    'workflow-runs/{id}': runId,
    'hooks/{token}': token,
  };
};
