import type { Execution } from '@/generated/prisma/client';
import { audit } from '@/lib/audit/record';
import { loadConfigDeployment, lockDeployment, served, unmoved } from '@/lib/configs/deployments';
import { bring, ready, type Service, serviceOf } from '@/lib/configs/service';
import { type Ctx, transaction } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import { compile } from '@/lib/engine/compile';
import type { Json } from '@/lib/engine/json';
import type { Plan } from '@/lib/engine/plan';
import { loadExecution } from '@/lib/executions/store';
import { host } from '@/lib/workflows/postgres/host';
import { DEPLOYMENT } from '@/lib/workflows/postgres/start';

/**
 * Runs the workflows of a deployment in order, as one execution. One that is not in service is executed with the
 * newest version of its config, whose triggers rest. Throws NOT_FOUND, CONFLICT, FORBIDDEN.
 */
export async function execute(
  ctx: Ctx,
  id: string,
  variables: Record<string, unknown>,
): Promise<Execution> {
  const { status, configId } = await loadConfigDeployment(ctx, id);
  if (status === 'stopped') refuseStopped();
  const config = status === 'running' ? null : await ready(ctx, configId);
  return transaction(ctx, async (tx) => {
    const row = await lockDeployment(tx, id);
    unmoved(row, { status, configId });
    if (row.status === 'stopped') refuseStopped();
    const service = config ? await bring(tx, row, config, false) : serviceOf(row);
    if (!service?.workflows.length)
      return fail('CONFLICT', 'The config of this deployment has no workflow to execute.');
    if (config) await tx.db.deployment.update({ where: { id }, data: served(service) });
    const run = await host.start(tx, {
      run: { workflowType: DEPLOYMENT, plan: planOf(row.name, service) },
      input: variables as Json,
      trigger: { type: 'manual' },
      metadata: { deploymentId: id, configVersion: service.version },
    });
    await audit(tx, { action: 'deployment.executed', target: { type: 'deployment', id } });
    return loadExecution(tx, run.id);
  });
}

const refuseStopped = () =>
  fail('CONFLICT', 'This deployment is stopped. Set its status to running first.');

/** Its workflows one after the other, each with the variables as its input. */
function planOf(name: string, { workflows }: Service): Plan {
  const steps = workflows.map((it, i) => ({
    id: /^[A-Za-z]\w{0,99}$/.test(it.name) ? it.name : `workflow_${i + 1}`,
    name: it.name,
    type: 'workflow',
    config: { workflowId: it.id, input: '{{ input }}' },
  }));
  const said = steps.map(({ id, name: of }) => [of, `{{ steps.${id}.output ?? null }}`]);
  const output = steps.length === 1 ? said[0]?.[1] : Object.fromEntries(said);
  const { plan, problems } = compile({ name, steps, output });
  return plan ?? fail('CONFLICT', problems[0]?.message ?? 'This deployment cannot be executed.');
}

/** How its last execution ended is how a deployment stands that is not in service. */
export function settle(ctx: Ctx, executionId: string): Promise<void> {
  return transaction(ctx, async (tx) => {
    const execution = await tx.db.execution.findUnique({ where: { id: executionId } });
    const id = execution?.deploymentId;
    if (!execution || !id || !(await tx.db.deployment.findUnique({ where: { id } }))) return;
    const { status } = await lockDeployment(tx, id);
    if (!['pending', 'complete', 'failed'].includes(status)) return;
    const newest = await tx.db.execution.findFirst({
      where: { deploymentId: id },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      select: { id: true },
    });
    if (newest?.id !== executionId || execution.status === 'cancelled') return;
    await tx.db.deployment.update({
      where: { id },
      data: {
        status: execution.status === 'completed' ? 'complete' : 'failed',
        error: execution.error ?? undefined,
        completedAt: execution.completedAt,
      },
    });
  });
}
