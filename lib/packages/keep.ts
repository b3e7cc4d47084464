import { createReadStream } from 'node:fs';
import type { PackageVersion, Prisma } from '@/generated/prisma/client';
import { audit } from '@/lib/audit/record';
import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { fail, isDatabaseOut } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { storage } from '@/lib/core/storage/storage';
import { emit } from '@/lib/events/emit';
import { personOf } from '@/lib/packages/apps';
import { type Intake, refuseVersion } from '@/lib/packages/intake';
import { removeFile } from '@/lib/packages/jobs';
import { sealSettings } from '@/lib/packages/settings';
import { refuseInUse, withdraw } from '@/lib/packages/store';
import { enqueue } from '@/lib/queue/enqueue';

/**
 * Stores the file, then writes the version in one transaction with whatever `more` does; when that fails, the file
 * is removed again. Throws 409 for a version that exists.
 */
export async function keep<T>(
  ctx: Ctx,
  intake: Intake,
  status: 'ready' | 'uploading',
  more: (tx: TxCtx, row: PackageVersion) => Promise<T>,
): Promise<T> {
  const { app, read, form } = intake;
  const { version } = read.contents;
  const same = { agentAppId: app.id, version };
  // Spares the storage a file that has no chance; the unique index decides.
  if (!form.forceOverwrite && (await ctx.db.packageVersion.count({ where: same })) > 0)
    refuseVersion();
  const id = newId();
  const key = `packages/${ctx.organizationId}/${app.id}/${id}.apkg`;
  const store = await storage();
  try {
    const stored = await store.put(key, createReadStream(intake.path), {
      contentType: 'application/zip',
    });
    return await transaction(ctx, async (tx) => {
      await holdApp(tx, app.id);
      if (form.forceOverwrite) await replace(tx, same);
      if (intake.upload) await spend(tx, intake.upload);
      const row = await insert(tx, intake, { id, key, status, ...stored });
      await audit(tx, {
        action: 'package.uploaded',
        target: { type: 'package', id },
        data: { agent_app_id: app.id, version, checksum: stored.sha256 },
      });
      await emit(tx, 'package.uploaded', {
        package_id: id,
        agent_app_id: app.id,
        version,
        size: stored.size,
        checksum: stored.sha256,
      });
      return more(tx, row);
    });
  } catch (error) {
    // A connection lost at the commit leaves open whether the row exists: better a file too many than one too few.
    if (isDatabaseOut(error)) throw error;
    await store.delete(key).catch((lost) => ctx.log.warn({ err: lost, key }, 'file not removed'));
    throw error;
  }
}

/** Keeps the app from being deleted until the transaction ends. */
async function holdApp(tx: TxCtx, appId: string): Promise<void> {
  const [there] = await tx.sql(
    `SELECT id FROM agent_apps WHERE organization_id = $1::uuid AND id = $2::uuid FOR KEY SHARE`,
    tx.organizationId,
    appId,
  );
  if (!there) fail('NOT_FOUND', 'No such agent app.');
}

/** Takes the former version away, unless it is in use. */
async function replace(tx: TxCtx, same: { agentAppId: string; version: string }): Promise<void> {
  const [row] = await tx.sql<{ id: string; key: string }>(
    `SELECT id, storage_key AS key FROM package_versions
     WHERE organization_id = $1::uuid AND agent_app_id = $2::uuid AND version = $3 FOR UPDATE`,
    tx.organizationId,
    same.agentAppId,
    same.version,
  );
  if (!row) return;
  await refuseInUse(tx, [row.id]);
  await withdraw(tx, [row.id]);
  await tx.db.packageVersion.delete({ where: { id: row.id } });
  await enqueue(tx, removeFile, { key: row.key });
}

async function spend(tx: TxCtx, upload: { id: string; storageKey: string }): Promise<void> {
  const { count } = await tx.db.packageUpload.updateMany({
    where: { id: upload.id, usedAt: null },
    data: { usedAt: new Date() },
  });
  if (count !== 1) fail('CONFLICT', 'This upload has been used already. Start a new one.');
  await enqueue(tx, removeFile, { key: upload.storageKey });
}

type Stored = { id: string; key: string; status: string; size: number; sha256: string };

async function insert(tx: TxCtx, intake: Intake, stored: Stored): Promise<PackageVersion> {
  const { read, form, app } = intake;
  const { signature } = form;
  try {
    return await tx.db.packageVersion.create({
      data: {
        id: stored.id,
        organizationId: tx.organizationId,
        agentAppId: app.id,
        version: read.contents.version,
        status: stored.status,
        layout: read.layout,
        storageKey: stored.key,
        size: BigInt(stored.size),
        checksum: stored.sha256,
        manifest: read.manifest as Prisma.InputJsonValue,
        contents: read.contents as unknown as Prisma.InputJsonValue,
        settings: sealSettings(tx.organizationId, stored.id, {
          ...read.envSettings,
          ...form.environment,
        }),
        signedById: intake.signedById,
        // Taking the .env out changed the bytes: the signature was over those that came.
        signature: signature && !intake.stripped ? new Uint8Array(signature) : null,
        releaseNotes: form.releaseNotes,
        createdById: personOf(tx.actor),
      },
    });
  } catch (error) {
    if ((error as { code?: string }).code === 'P2002') refuseVersion();
    throw error;
  }
}
