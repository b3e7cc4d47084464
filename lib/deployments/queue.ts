import type { Deployment, PackageVersion } from '@/generated/prisma/client';
import { audit } from '@/lib/audit/record';
import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { env } from '@/lib/core/env';
import { fail } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { hold } from '@/lib/credits/hold';
import { runDeployment } from '@/lib/deployments/jobs';
import { priceOf } from '@/lib/deployments/price';
import { freshSteps, loadPackageDeployment, notify } from '@/lib/deployments/store';
import { emit } from '@/lib/events/emit';
import { personOf } from '@/lib/packages/apps';
import { receive } from '@/lib/packages/intake';
import { keep } from '@/lib/packages/keep';
import { openSettings, sealSettings } from '@/lib/packages/settings';
import { loadApp, loadPackage, lockPackages, type PackageRow } from '@/lib/packages/store';
import { enqueue } from '@/lib/queue/enqueue';

export interface Queued {
  deployment: Deployment;
  version: Pick<PackageVersion, 'id' | 'version' | 'size' | 'status' | 'agentAppId'>;
}

/** Checks and keeps a package, then queues its deployment. Throws 400, 402, 409. */
export async function deploy(
  ctx: Ctx,
  appId: string,
  request: { raw: Request; signal: AbortSignal },
): Promise<Queued> {
  const app = await loadApp(ctx, appId);
  return receive(
    ctx,
    app,
    request,
    (intake) =>
      keep(ctx, intake, 'uploading', async (tx, version) => ({
        version,
        deployment: await queue(tx, version, {
          name: app.name,
          bytes: BigInt(intake.sentBytes),
          releaseNotes: version.releaseNotes,
        }),
      })),
    (packageId, form) =>
      queueKnown(ctx, app.id, packageId, (version) => ({
        name: app.name,
        bytes: version.size,
        releaseNotes: form.releaseNotes || version.releaseNotes,
        environment: form.environment,
      })),
  );
}

/** Deploys again what failed or was cancelled. */
export async function retry(ctx: Ctx, id: string): Promise<Queued> {
  const row = await loadPackageDeployment(ctx, id);
  if (row.status !== 'failed' && row.status !== 'cancelled')
    fail(
      'CONFLICT',
      `This deployment is ${row.status}. Only a failed or cancelled one is retried.`,
    );
  return repeat(ctx, row);
}

/** Goes back to the version of a deployment that completed. */
export async function rollback(ctx: Ctx, id: string): Promise<Queued> {
  const row = await loadPackageDeployment(ctx, id);
  if (row.status !== 'completed')
    fail('CONFLICT', `This deployment is ${row.status}. Go back to one that completed.`);
  return repeat(ctx, row);
}

const repeat = (ctx: Ctx, row: Deployment): Promise<Queued> =>
  queueKnown(ctx, row.agentAppId as string, row.packageId as string, () => ({
    name: row.name,
    bytes: row.size,
    releaseNotes: row.releaseNotes,
    originId: row.id,
  }));

interface Plan {
  name: string;
  /** what is paid for */
  bytes: bigint;
  releaseNotes: string;
  originId?: string;
  /** settings that come to those of the version */
  environment?: Record<string, string>;
}

/** Queues a package that is kept already, unless it is being deployed. */
function queueKnown(
  ctx: Ctx,
  appId: string,
  packageId: string,
  plan: (version: PackageRow) => Plan,
): Promise<Queued> {
  return transaction(ctx, async (tx) => {
    const { id } = await loadPackage(tx, appId, packageId);
    await lockPackages(tx, appId, id);
    const version = await loadPackage(tx, appId, id);
    const open = { packageId: id, status: { in: ['queued', 'processing'] } };
    if ((await tx.db.deployment.count({ where: open })) > 0)
      fail('CONFLICT', 'This package is being deployed already.');
    const wanted = plan(version);
    if (wanted.environment) await addSettings(tx, version, wanted.environment);
    return { version, deployment: await queue(tx, version, wanted) };
  });
}

/** A later deployment of the version gets them too, unless it brings its own. */
async function addSettings(tx: TxCtx, version: PackageVersion, more: Record<string, string>) {
  if (Object.keys(more).length === 0) return;
  const { organizationId, id } = version;
  const settings = sealSettings(organizationId, id, { ...openSettings(version), ...more });
  await tx.db.packageVersion.update({ where: { id }, data: { settings } });
}

/** Credits reserved, row, event and job in the caller's transaction. */
async function queue(tx: TxCtx, version: PackageRow, plan: Plan): Promise<Deployment> {
  const id = newId();
  const holdId = await hold(tx, {
    amount: priceOf(plan.bytes),
    description: `Deployment: ${plan.name} ${version.version}`,
    reference: { type: 'deployment', id },
    spender: tx.actor.kind === 'key' ? { keyId: tx.actor.id } : undefined,
  });
  const row = await tx.db.deployment.create({
    data: {
      id,
      organizationId: tx.organizationId,
      kind: 'package',
      status: 'queued',
      name: plan.name,
      agentAppId: version.agentAppId,
      packageId: version.id,
      version: version.version,
      releaseNotes: plan.releaseNotes,
      steps: freshSteps(),
      size: plan.bytes,
      holdId,
      originId: plan.originId,
      createdById: personOf(tx.actor),
    },
  });
  await audit(tx, {
    action: 'deployment.queued',
    target: { type: 'deployment', id },
    data: { package_id: version.id, version: version.version },
  });
  await emit(tx, 'deployment.queued', {
    deployment_id: id,
    agent_app_id: version.agentAppId,
    package_id: version.id,
    version: version.version,
    status: 'queued',
  });
  await enqueue(tx, runDeployment, { deploymentId: id });
  await notify(tx, id);
  return row;
}

const ESTIMATE_SECONDS = 120;

export function presentQueued({ deployment, version }: Queued) {
  const origin = env().baseUrl;
  return {
    deployment: {
      id: deployment.id,
      status: deployment.status as 'queued',
      message: 'Deployment queued successfully',
      queued_at: deployment.createdAt.toISOString(),
      estimated_duration_seconds: ESTIMATE_SECONDS,
    },
    package: {
      id: version.id,
      version: version.version,
      size_bytes: Number(version.size),
      status: version.status as 'uploading' | 'ready',
    },
    tracking: {
      status_url: `${origin}/api/deployments/${deployment.id}`,
      webhook_url: `${origin}/api/agent-apps/${version.agentAppId}/webhooks`,
    },
  };
}
