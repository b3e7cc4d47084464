import { audit } from '@/lib/audit/record';
import { type Ctx, transaction } from '@/lib/core/context';
import { emit } from '@/lib/events/emit';
import { removeFile } from '@/lib/packages/jobs';
import { loadPackage, lockPackages, refuseInUse, withdraw } from '@/lib/packages/store';
import { enqueue } from '@/lib/queue/enqueue';

/** Deletes a version and its file. Throws 409 while it is installed, published or being deployed. */
export async function removePackage(ctx: Ctx, appId: string, id: string): Promise<void> {
  await transaction(ctx, async (tx) => {
    const row = await loadPackage(tx, appId, id);
    await lockPackages(tx, appId, id);
    await refuseInUse(tx, [id]);
    await withdraw(tx, [id]);
    await tx.db.packageVersion.deleteMany({ where: { id } });
    await enqueue(tx, removeFile, { key: row.storageKey });
    const { version } = row;
    await audit(tx, {
      action: 'package.deleted',
      target: { type: 'package', id },
      data: { agent_app_id: appId, version },
    });
    await emit(tx, 'package.deleted', { package_id: id, agent_app_id: appId, version });
  });
}
