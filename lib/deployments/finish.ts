import type { Deployment, PackageVersion, Prisma } from '@/generated/prisma/client';
import { audit } from '@/lib/audit/record';
import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { release, settle } from '@/lib/credits/hold';
import { apply } from '@/lib/deployments/apply';
import { type CodePlan, codePlan } from '@/lib/deployments/code-agents';
import type { Step } from '@/lib/deployments/contract';
import { planOf } from '@/lib/deployments/plan';
import { durationOf } from '@/lib/deployments/present';
import { priceOf } from '@/lib/deployments/price';
import { contentsOf, resultOf } from '@/lib/deployments/steps';
import { fenced, notify, Overtaken, stepsOf } from '@/lib/deployments/store';
import { emit } from '@/lib/events/emit';
import { downloadUrl } from '@/lib/packages/store';

/** Seconds that the link in an event is good for: receivers may be slow. */
const EVENT_LINK_SECONDS = 24 * 3600;

export interface Failure {
  step: string | null;
  code: string;
  message: string;
}

/** The last step: agents made, credits charged, status, event, all or nothing. */
export async function complete(
  ctx: Ctx,
  held: Deployment,
  version: PackageVersion,
): Promise<Deployment> {
  const link = await downloadUrl(version, EVENT_LINK_SECONDS);
  const contents = contentsOf(version);
  const plan = planOf(contents);
  const { runtime } = resultOf(held);
  const code = codePlan(contents, runtime);
  return transaction(ctx, async (tx) => {
    // Taken first, so that whoever was overtaken waits here and is refused before it makes anything.
    await fenced(tx, held, {});
    const made = await apply(tx, version.agentAppId, plan, {
      ...code,
      packageId: runtime?.package_id ?? '',
    });
    const now = new Date();
    const row = await fenced(tx, held, {
      status: 'completed',
      completedAt: now,
      steps: stepsOf(held).map((step) =>
        step.name === 'finalize'
          ? { ...step, status: 'completed', completed_at: now.toISOString() }
          : step,
      ),
      result: { ...resultOf(held), ...withoutPaused(held, made, code) },
    });
    if (row.holdId) await settle(tx, row.holdId, priceOf(row.size));
    await tell(tx, row, link);
    return row;
  });
}

/** The result's agents and skills; agents that the version dropped are told as warnings. */
function withoutPaused(
  held: Deployment,
  { paused, ...made }: Awaited<ReturnType<typeof apply>>,
  code: CodePlan,
) {
  const told = paused.map(({ name }) => `"${name}" is not in this version: it was paused.`);
  return { ...made, warnings: [...resultOf(held).warnings, ...code.warnings, ...told] };
}

/**
 * Ends a deployment that did not complete, once, and gives its credits back. `fence` makes sure that only the
 * attempt that holds it does so; leave it out to end one that nobody runs.
 */
export async function end(
  ctx: Ctx,
  id: string,
  status: 'failed' | 'cancelled',
  error: Failure | null,
  where: { fence?: number; status?: string[] },
): Promise<Deployment> {
  const link = await linkOf(ctx, id);
  return transaction(ctx, async (tx) => {
    const now = new Date();
    const [ended] = await tx.db.deployment.updateManyAndReturn({
      where: { id, fence: where.fence, status: { in: where.status ?? ['processing'] } },
      data: { status, error: error ? { ...error } : undefined, completedAt: now },
    });
    if (!ended) throw new Overtaken('Another worker goes on with this deployment.');
    const [row] = await tx.db.deployment.updateManyAndReturn({
      where: { id },
      data: { steps: stoppedAt(stepsOf(ended), status, now, error) as Prisma.InputJsonValue },
    });
    if (ended.holdId) await release(tx, ended.holdId);
    await tx.db.packageVersion.updateMany({
      where: { id: ended.packageId ?? undefined, status: 'uploading' },
      data: { status: error?.code === 'FILE_MISSING' ? 'failed' : 'ready' },
    });
    await tell(tx, row ?? ended, link, error);
    return row ?? ended;
  });
}

/** A package may be gone by now; its deployment ends all the same. */
async function linkOf(ctx: Ctx, id: string): Promise<string | null> {
  const row = await ctx.db.deployment.findUnique({ where: { id }, select: { packageId: true } });
  const version =
    row?.packageId &&
    (await ctx.db.packageVersion.findUnique({
      where: { id: row.packageId },
      select: { storageKey: true, version: true, contents: true },
    }));
  return version ? downloadUrl(version, EVENT_LINK_SECONDS) : null;
}

const stoppedAt = (steps: Step[], status: Step['status'], at: Date, error: Failure | null) =>
  steps.map((step) =>
    step.status === 'processing'
      ? {
          ...step,
          status,
          completed_at: at.toISOString(),
          ...(error && { error: error.message }),
        }
      : step,
  );

async function tell(
  tx: TxCtx,
  row: Deployment,
  link: string | null,
  error: Failure | null = null,
): Promise<void> {
  const type = `deployment.${row.status as 'completed' | 'failed' | 'cancelled'}` as const;
  await emit(tx, type, {
    deployment_id: row.id,
    name: row.name,
    agent_app_id: row.agentAppId,
    package_id: row.packageId,
    version: row.version,
    status: row.status,
    duration_seconds: durationOf(row) ?? 0,
    s3_url: link,
    ...(error && { error }),
  });
  await audit(tx, {
    action: type,
    target: { type: 'deployment', id: row.id },
    data: { version: row.version, ...(error && { code: error.code }) },
  });
  await notify(tx, row.id);
}
