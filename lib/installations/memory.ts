import type { Prisma } from '@/generated/prisma/client';
import type { TxCtx } from '@/lib/core/context';
import type { Memory } from '@/lib/deployments/apply';
import type { InstallationRow } from '@/lib/installations/store';

/** What an installation made, and how it was made, for the maker of resources. */
export const memoryOf = (tx: TxCtx, row: InstallationRow): Memory => ({
  idOf: (kind, key) =>
    row.resources.find((one) => one.kind === kind && one.key === key)?.resourceId,
  remember: (kind, key, resourceId, item) => {
    const { organizationId } = tx;
    const made = item as Prisma.InputJsonObject;
    return tx.db.installedResource.upsert({
      where: {
        organizationId_installationId_kind_key: {
          organizationId,
          installationId: row.id,
          kind,
          key,
        },
      },
      create: { organizationId, installationId: row.id, kind, key, resourceId, made },
      update: { resourceId, made },
    });
  },
});
