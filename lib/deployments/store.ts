import type { Deployment, Prisma } from '@/generated/prisma/client';
import type { Ctx, TxCtx } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import { isUuid } from '@/lib/core/ids';
import type { Page } from '@/lib/core/page';
import { STEPS, type Step } from '@/lib/deployments/contract';

/** The deployment, or 404: another organization's is answered like one that does not exist. */
export async function loadDeployment(ctx: Ctx, id: string): Promise<Deployment> {
  const row = isUuid(id) ? await ctx.db.deployment.findUnique({ where: { id } }) : null;
  return row ?? fail('NOT_FOUND', 'No such deployment.');
}

/** The deployment of a package; 409 for that of a config, which has no steps. */
export async function loadPackageDeployment(ctx: Ctx, id: string): Promise<Deployment> {
  const row = await loadDeployment(ctx, id);
  return row.kind === 'package'
    ? row
    : fail('CONFLICT', 'This is the deployment of a config. Only those of packages can do this.');
}

export async function findDeployments(
  ctx: Ctx,
  query: Page & { kind?: string; status?: string; agent_app_id?: string; config_id?: string },
) {
  const named = [query.agent_app_id, query.config_id];
  if (named.some((id) => id !== undefined && !isUuid(id))) return { rows: [], total: 0 };
  const where: Prisma.DeploymentWhereInput = {
    kind: query.kind,
    status: query.status,
    agentAppId: query.agent_app_id,
    configId: query.config_id,
  };
  const [rows, total] = await Promise.all([
    ctx.db.deployment.findMany({
      where,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: query.limit,
      skip: query.offset,
    }),
    ctx.db.deployment.count({ where }),
  ]);
  return { rows, total };
}

export const stepsOf = (row: Pick<Deployment, 'steps'>): Step[] => row.steps as unknown as Step[];

export const freshSteps = (): Step[] => STEPS.map((name) => ({ name, status: 'pending' }));

export const CHANNEL = 'fp_deployment';

/** Tells whoever follows the deployment, in any process, to look again once this commits. */
export async function notify(ctx: Ctx, id: string): Promise<void> {
  await ctx.sql(`SELECT pg_notify('${CHANNEL}', $1)::text AS told`, id);
}

/**
 * Takes a deployment for this attempt: the fence rises, so that whoever had it before is refused from now on.
 * Null when it has ended.
 */
export async function claim(ctx: Ctx, id: string): Promise<Deployment | null> {
  const [row] = await ctx.db.deployment.updateManyAndReturn({
    where: { id, kind: 'package', status: { in: ['queued', 'processing'] } },
    data: { fence: { increment: 1 }, status: 'processing' },
  });
  if (!row || row.startedAt) return row ?? null;
  const startedAt = new Date();
  await ctx.db.deployment.updateMany({
    where: { id, fence: row.fence, startedAt: null },
    data: { startedAt },
  });
  return { ...row, startedAt };
}

/** Thrown when another worker has taken the deployment over: this one must stop without a trace. */
export class Overtaken extends Error {
  override name = 'Overtaken';
}

/** Writes to the deployment if this attempt still holds it, and gives the row as it is now. */
export async function fenced(
  tx: TxCtx,
  held: Pick<Deployment, 'id' | 'fence'>,
  data: Prisma.DeploymentUpdateManyMutationInput,
): Promise<Deployment> {
  const [row] = await tx.db.deployment.updateManyAndReturn({
    where: { id: held.id, fence: held.fence, status: 'processing' },
    data,
  });
  if (!row) throw new Overtaken('Another worker goes on with this deployment.');
  return row;
}
