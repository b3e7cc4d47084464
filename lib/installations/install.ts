import { audit } from '@/lib/audit/record';
import { type Ctx, transaction } from '@/lib/core/context';
import { DB_NULL } from '@/lib/core/db/json-null';
import { fail } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { hold } from '@/lib/credits/hold';
import { checkConfig } from '@/lib/installations/config';
import { runInstallation } from '@/lib/installations/jobs';
import { sealConfig } from '@/lib/installations/sealed';
import {
  contentsOf,
  findByListing,
  type InstallationRow,
  loadInstallation,
  lockInstallation,
} from '@/lib/installations/store';
import { personOf } from '@/lib/packages/apps';
import { installPlan } from '@/lib/packages/install-plan';
import { loadListing } from '@/lib/packages/listing-store';
import { enqueue } from '@/lib/queue/enqueue';

export interface Installed {
  row: InstallationRow;
  /** false: it was installed already */
  fresh: boolean;
}

/** Queues the installation of a listing, its price reserved; a failed one is queued again. */
export async function install(
  ctx: Ctx,
  input: { package_id: string; config?: Record<string, unknown> | null },
): Promise<Installed> {
  const listing = await loadListing(input.package_id);
  const known = await findByListing(ctx, listing.id);
  if (known && known.status !== 'failed') return { row: known, fresh: false };
  const [problem] = installPlan(listing).problems;
  if (problem) fail('CONFLICT', `This package cannot be installed: ${problem}`);
  const config = checkConfig(contentsOf(listing).configSchema, input.config ?? {});
  const id = known?.id ?? newId();
  try {
    return await transaction(ctx, async (tx) => {
      if (known) {
        const again = await lockInstallation(tx, id);
        if (again.status !== 'failed') return { row: again, fresh: false };
      }
      const free = listing.price <= 0n || listing.publisherId === tx.organizationId;
      const holdId = free
        ? null
        : await hold(tx, {
            amount: listing.price,
            description: `Installation of ${listing.name}`,
            reference: { type: 'installation', id },
            spender: tx.actor.kind === 'key' ? { keyId: tx.actor.id, agentId: null } : undefined,
          });
      const shown = {
        packageId: listing.packageId,
        slug: listing.slug,
        name: listing.name,
        version: listing.version,
        status: 'queued',
        config: sealConfig(tx.organizationId, id, config),
        contents: listing.contents as object,
        holdId,
        installedById: personOf(tx.actor),
      };
      if (known)
        await tx.db.installation.update({ where: { id }, data: { ...shown, error: DB_NULL } });
      else
        await tx.db.installation.create({
          data: { ...shown, id, organizationId: tx.organizationId, listingId: listing.id },
        });
      await audit(tx, {
        action: 'installation.queued',
        target: { type: 'installation', id },
        data: { slug: listing.slug, version: listing.version },
      });
      await enqueue(tx, runInstallation, { installationId: id });
      return { row: await loadInstallation(tx, id), fresh: true };
    });
  } catch (error) {
    // Somebody installed it in the same moment.
    if ((error as { code?: string }).code !== 'P2002') throw error;
    const row = await findByListing(ctx, listing.id);
    if (!row) throw error;
    return { row, fresh: false };
  }
}
