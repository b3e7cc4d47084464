import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { isUuid } from '@/lib/core/ids';
import type { PackageContents, PackageWorkflow } from '@/lib/packages/apkg/contents';
import { definitionOf } from '@/lib/packages/packaged-workflow';
import { saveDefinition } from '@/lib/workflows/definitions';
import { setPaused } from '@/lib/workflows/edit';
import { findWorkflow } from '@/lib/workflows/store';

/**
 * A completed deployment brings its app's workflows, or updates those that earlier ones brought; one that cannot be
 * published is kept with its problems. Workflows that the version does not have any more rest.
 */
export async function onDeployed(
  ctx: Ctx,
  { data }: { data: Record<string, unknown> },
): Promise<void> {
  const { agent_app_id: appId, package_id: packageId, deployment_id: deploymentId } = data;
  if (![appId, packageId, deploymentId].every((id) => typeof id === 'string' && isUuid(id))) return;
  await transaction(ctx, async (tx) => {
    await oneAtATime(tx, String(appId));
    // Events may come late and out of order: the newest deployment decides.
    const newest = await tx.db.deployment.findFirst({
      where: { agentAppId: String(appId), status: 'completed' },
      orderBy: [{ completedAt: 'desc' }, { id: 'desc' }],
      select: { id: true },
    });
    if (newest?.id !== deploymentId) return;
    const version = await tx.db.packageVersion.findUnique({ where: { id: String(packageId) } });
    if (!version) return;
    const contents = version.contents as unknown as PackageContents;
    await bring(tx, String(appId), contents.workflows ?? []);
  });
}

async function bring(tx: TxCtx, appId: string, workflows: PackageWorkflow[]): Promise<void> {
  const where = { agentAppId: appId, kind: 'workflow' };
  const before = await tx.db.deployedResource.findMany({ where });
  const { organizationId } = tx;
  for (const workflow of workflows) {
    const key = workflow.name;
    const known = before.find((one) => one.key === key)?.resourceId;
    const row = known ? await findWorkflow(tx, known) : null;
    const saved = await saveDefinition(tx, {
      id: row?.id,
      name: workflow.name,
      description: workflow.description,
      definition: definitionOf(workflow),
      source: { type: 'deployment', id: appId },
      publish: 'when-valid',
    });
    await setPaused(tx, saved.id, false);
    await tx.db.deployedResource.upsert({
      where: { organizationId_agentAppId_kind_key: { organizationId, ...where, key } },
      create: { organizationId, ...where, key, resourceId: saved.id },
      update: { resourceId: saved.id },
    });
  }
  const dropped = before.filter(({ key }) => !workflows.some(({ name }) => name === key));
  for (const { resourceId } of dropped)
    if (await findWorkflow(tx, resourceId)) await setPaused(tx, resourceId, true);
}

async function oneAtATime(tx: TxCtx, appId: string): Promise<void> {
  await tx.sql(
    `SELECT pg_advisory_xact_lock(hashtextextended($1, 0))::text AS locked`,
    `workflows.from-package:${tx.organizationId}:${appId}`,
  );
}
