import { dropSettings } from '@/lib/agents/grants';
import { audit } from '@/lib/audit/record';
import { type Ctx, transaction } from '@/lib/core/context';
import { publicTx } from '@/lib/core/db/public';
import { release } from '@/lib/credits/hold';
import { emit } from '@/lib/events/emit';
import { drop } from '@/lib/installations/drop';
import { presentState, versionPlan } from '@/lib/installations/present-state';
import { contentsOf, lockInstallation } from '@/lib/installations/store';
import { setPaused } from '@/lib/workflows/edit';
import { host } from '@/lib/workflows/postgres/host';
import { OPEN } from '@/lib/workflows/statuses';

export interface Removal {
  /** names of what is gone */
  removed: string[];
  /** names of what stays, since it was changed or is used elsewhere */
  kept: string[];
}

/**
 * Removes the workflows, agents and skills that the installation brought, except those that were changed since, and
 * skills that an agent still uses. Agents that stay lose the configuration, workflows that stay rest; open runs of
 * those that go are cancelled. Reserved credits come back.
 */
export async function uninstall(ctx: Ctx, id: string): Promise<Removal> {
  const workflows: string[] = [];
  const removal = await transaction(ctx, async (tx) => {
    const row = await lockInstallation(tx, id);
    const out: Removal = { removed: [], kept: [] };
    const there = row.resources.length
      ? await presentState(tx, row, versionPlan(contentsOf(row)))
      : [];
    for (const kind of ['workflow', 'agent', 'skill'])
      for (const one of there.filter((other) => other.kind === kind && other.now)) {
        const gone = one.edited.length === 0 && (await drop(tx, one));
        out[gone ? 'removed' : 'kept'].push(one.key);
        if (gone && kind === 'workflow') workflows.push(one.id);
        if (!gone && kind === 'workflow') await setPaused(tx, one.id, true);
        if (!gone && kind === 'agent') await dropSettings(tx, [one.id]);
      }
    if (row.holdId) await release(tx, row.holdId);
    await tx.db.installation.delete({ where: { id } });
    const installed = row.status === 'active' || row.status === 'paused';
    await audit(tx, {
      action: 'installation.removed',
      target: { type: 'installation', id },
      data: { slug: row.slug, ...out },
    });
    await emit(tx, 'installation.removed', { installation_id: id, slug: row.slug, ...out });
    if (installed)
      await publicTx(tx).listing.updateMany({
        where: { id: row.listingId, installs: { gt: 0 } },
        data: { installs: { decrement: 1 } },
      });
    return out;
  });
  for (const workflowId of workflows) await cancelRuns(ctx, workflowId);
  return removal;
}

const BATCH = 100;

/** Cancels what is open of a removed workflow; a run that has ended meanwhile is no error. */
async function cancelRuns(ctx: Ctx, workflowId: string): Promise<void> {
  const { runs } = await host.list(ctx, {
    workflowId,
    statuses: [...OPEN],
    limit: BATCH,
    offset: 0,
  });
  for (const run of runs)
    await host
      .cancel(ctx, run.id, 'The package was uninstalled.')
      .catch((error) => ctx.log.warn({ err: error, runId: run.id }, 'run not cancelled'));
}
