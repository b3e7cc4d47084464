import type { Installation } from '@/generated/prisma/client';
import { audit } from '@/lib/audit/record';
import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { publicTx } from '@/lib/core/db/public';
import { AppError, isAppError } from '@/lib/core/errors';
import { pay } from '@/lib/credits/earn';
import { release } from '@/lib/credits/hold';
import { makeResources } from '@/lib/deployments/apply';
import { planOf } from '@/lib/deployments/plan';
import { emit } from '@/lib/events/emit';
import { bringWorkflows } from '@/lib/installations/bring-workflows';
import { grantAgents } from '@/lib/installations/grant';
import { memoryOf } from '@/lib/installations/memory';
import { contentsOf, loadInstallation } from '@/lib/installations/store';
import { rememberInstaller } from '@/lib/packages/review-store';

const OPEN = ['queued', 'installing'];

/**
 * Makes what an installation brings, charges its price and says so, all or nothing. Safe to call again after a
 * crash. Throws when another attempt should go on; `last` says that there is none.
 */
export async function run(ctx: Ctx, id: string, last = false): Promise<void> {
  const [held] = await ctx.db.installation.updateManyAndReturn({
    where: { id, status: { in: OPEN } },
    data: { status: 'installing', fence: { increment: 1 } },
  });
  if (!held) return;
  try {
    await transaction(ctx, (tx) => bring(tx, held));
  } catch (error) {
    const own = isAppError(error);
    if (!own && !last) throw error;
    if (!own) ctx.log.error({ err: error, installationId: id }, 'an installation failed');
    const message = own ? error.message : 'Something went wrong on our side. Install it again.';
    await end(ctx, held, { code: own ? error.code : 'INTERNAL', message });
  }
}

async function bring(tx: TxCtx, held: Installation): Promise<void> {
  const { id, listingId } = held;
  const { count } = await tx.db.installation.updateMany({
    where: { id, fence: held.fence, status: 'installing' },
    data: { status: 'active' },
  });
  // Another worker took it over, or it was removed.
  if (count === 0) return;
  const plan = planOf(contentsOf(held));
  if (plan.problems.length > 0) throw new AppError('CONFLICT', plan.problems.join(' '));
  const memory = memoryOf(tx, await loadInstallation(tx, id));
  const made = await makeResources(tx, plan, { ...memory, active: true });
  const row = await loadInstallation(tx, id);
  await grantAgents(tx, row);
  await bringWorkflows(tx, row, contentsOf(held), { active: true });
  const [listing] = await publicTx(tx).listing.findMany({
    where: { id: listingId },
    select: { publisherId: true },
  });
  if (held.holdId && !listing)
    throw new AppError('CONFLICT', 'The package was taken out of the marketplace.');
  if (held.holdId && listing)
    await pay(tx, held.holdId, {
      organizationId: listing.publisherId,
      description: `Sold: ${held.name}`,
    });
  await rememberInstaller(tx, listingId);
  const data = { installation_id: id, slug: held.slug, version: held.version };
  await audit(tx, {
    action: 'package.installed',
    target: { type: 'installation', id },
    data,
  });
  await emit(tx, 'package.installed', { ...data, ...made });
  // Last: every installer of the package waits for this row.
  await publicTx(tx).listing.updateMany({
    where: { id: listingId },
    data: { installs: { increment: 1 } },
  });
}

/** Ends an installation that cannot be made, once, and gives its credits back. */
function end(ctx: Ctx, held: Installation, error: { code: string; message: string }) {
  return transaction(ctx, async (tx) => {
    const { count } = await tx.db.installation.updateMany({
      where: { id: held.id, fence: held.fence, status: 'installing' },
      data: { status: 'failed', error, holdId: null },
    });
    if (count === 0) return;
    if (held.holdId) await release(tx, held.holdId);
    await audit(tx, {
      action: 'installation.failed',
      target: { type: 'installation', id: held.id },
      data: { code: error.code },
    });
    await emit(tx, 'installation.failed', {
      installation_id: held.id,
      slug: held.slug,
      error,
    });
  });
}
