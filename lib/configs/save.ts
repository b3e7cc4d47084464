import type { Prisma } from '@/generated/prisma/client';
import { audit } from '@/lib/audit/record';
import { checkContent } from '@/lib/configs/check';
import { type ConfigRow, loadConfig, lockConfig } from '@/lib/configs/store';
import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import type { Diagnostic } from '@/lib/engine/dsl/ast';
import { emit } from '@/lib/events/emit';
import { personOf } from '@/lib/workflows/definitions';

/** Keeps a document with all that is wrong with it. */
export async function create(
  ctx: Ctx,
  { name, content }: { name: string; content: string },
): Promise<ConfigRow> {
  const { diagnostics } = await checkContent(ctx, content);
  return transaction(ctx, async (tx) => {
    const { organizationId } = tx;
    const { id } = await tx.db.config.create({
      data: { id: newId(), organizationId, name, createdById: personOf(tx) },
    });
    await addVersion(tx, id, 1, content, diagnostics);
    return recorded(tx, id, 'config.created');
  });
}

export interface ConfigChange {
  name?: string;
  content?: string;
  expected_version?: number;
}

/** Changes what is given; another content is another version. Throws NOT_FOUND, CONFLICT. */
export async function update(
  ctx: Ctx,
  id: string,
  { name, content, expected_version: expected }: ConfigChange,
): Promise<ConfigRow> {
  await loadConfig(ctx, id);
  const checked = content === undefined ? null : await checkContent(ctx, content);
  return transaction(ctx, async (tx) => {
    const row = await lockConfig(tx, id);
    if (expected && expected !== row.latestVersion)
      fail('CONFLICT', 'Somebody saved another version meanwhile. Load it and put yours on top.', {
        details: { version: row.latestVersion, expected_version: expected },
      });
    const differs = content !== undefined && content !== row.shown.content;
    const latestVersion = row.latestVersion + (differs ? 1 : 0);
    if (checked && differs)
      await addVersion(tx, id, latestVersion, content as string, checked.diagnostics);
    // What it names may be there by now, or gone.
    else if (checked)
      await tx.db.configVersion.updateMany({
        where: { configId: id, version: latestVersion },
        data: { diagnostics: checked.diagnostics as unknown as Prisma.InputJsonValue },
      });
    await tx.db.config.update({ where: { id }, data: { name, latestVersion } });
    return recorded(tx, id, 'config.updated');
  });
}

/** Deletes a config with its versions. CONFLICT while a deployment of it runs. */
export function remove(ctx: Ctx, id: string): Promise<void> {
  return transaction(ctx, async (tx) => {
    await lockConfig(tx, id);
    const used = await tx.db.deployment.findFirst({ where: { configId: id, status: 'running' } });
    if (used)
      fail('CONFLICT', `The deployment "${used.name}" of this config runs. Stop it first.`, {
        details: { deployment_id: used.id },
      });
    await recorded(tx, id, 'config.deleted');
    await tx.db.deployment.updateMany({ where: { configId: id }, data: { configId: null } });
    await tx.db.config.delete({ where: { id } });
  });
}

const addVersion = (
  tx: TxCtx,
  configId: string,
  version: number,
  content: string,
  diagnostics: Diagnostic[],
) =>
  tx.db.configVersion.create({
    data: {
      organizationId: tx.organizationId,
      configId,
      version,
      content,
      diagnostics: diagnostics as unknown as Prisma.InputJsonValue,
      createdById: personOf(tx),
    },
  });

async function recorded(
  tx: TxCtx,
  id: string,
  action: 'config.created' | 'config.updated' | 'config.deleted',
): Promise<ConfigRow> {
  const row = await loadConfig(tx, id);
  const data = { name: row.name, version: row.latestVersion };
  await audit(tx, { action, target: { type: 'config', id }, data });
  await emit(tx, action, { config_id: id, ...data });
  return row;
}
