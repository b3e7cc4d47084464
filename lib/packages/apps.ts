import type { z } from 'zod';
import type { AgentApp } from '@/generated/prisma/client';
import { audit } from '@/lib/audit/record';
import { type Actor, type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { emit } from '@/lib/events/emit';
import type { AgentAppInput, AgentAppPatch } from '@/lib/packages/apps.contract';
import { removeFile } from '@/lib/packages/jobs';
import { isListed, loadApp, lockPackages, refuseInUse } from '@/lib/packages/store';
import { enqueueMany } from '@/lib/queue/enqueue';

/** The person behind a context; null for the system. */
export const personOf = (actor: Actor): string | null =>
  actor.kind === 'user' ? actor.id : actor.kind === 'key' ? actor.userId : null;

async function recorded(
  tx: TxCtx,
  row: AgentApp,
  action: 'agent_app.created' | 'agent_app.updated',
) {
  await audit(tx, { action, target: { type: 'agent_app', id: row.id }, data: { name: row.name } });
  await emit(tx, action, { agent_app_id: row.id, name: row.name, is_public: row.isPublic });
  return row;
}

export function create(ctx: Ctx, input: z.output<typeof AgentAppInput>): Promise<AgentApp> {
  return transaction(ctx, async (tx) => {
    const row = await tx.db.agentApp.create({
      data: {
        id: newId(),
        organizationId: tx.organizationId,
        name: input.name,
        description: input.description,
        isPublic: input.is_public,
        createdById: personOf(ctx.actor),
      },
    });
    return recorded(tx, row, 'agent_app.created');
  });
}

export function update(ctx: Ctx, id: string, patch: z.output<typeof AgentAppPatch>) {
  return transaction(ctx, async (tx) => {
    await loadApp(tx, id);
    const row = await tx.db.agentApp.update({
      where: { id },
      data: { name: patch.name, description: patch.description, isPublic: patch.is_public },
    });
    return recorded(tx, row, 'agent_app.updated');
  });
}

/** Deletes the app, its packages with their files, and its webhooks. Its deployments stay as history. */
export async function remove(ctx: Ctx, id: string): Promise<void> {
  const { id: appId } = await loadApp(ctx, id);
  if (await isListed(appId))
    fail('CONFLICT', 'This app is in the marketplace. Take its listing down first.');
  await transaction(ctx, async (tx) => {
    const app = await loadApp(tx, appId);
    await lockPackages(tx, appId);
    const where = { agentAppId: appId };
    const packages = await tx.db.packageVersion.findMany({
      where,
      select: { id: true, storageKey: true },
    });
    await refuseInUse(
      tx,
      packages.map((row) => row.id),
    );
    const uploads = await tx.db.packageUpload.findMany({ where, select: { storageKey: true } });
    await tx.db.packageUpload.deleteMany({ where });
    await tx.db.deployedResource.deleteMany({ where });
    await tx.db.webhook.deleteMany({ where });
    await tx.db.agentApp.delete({ where: { id: appId } });
    await enqueueMany(
      tx,
      removeFile,
      [...packages, ...uploads].map(({ storageKey }) => ({ payload: { key: storageKey } })),
    );
    await audit(tx, {
      action: 'agent_app.deleted',
      target: { type: 'agent_app', id: appId },
      data: { name: app.name },
    });
    await emit(tx, 'agent_app.deleted', { agent_app_id: appId, name: app.name });
  });
}
