import { type Ctx, transaction } from '@/lib/core/context';
import { newId } from '@/lib/core/ids';
import { storage } from '@/lib/core/storage/storage';
import { MAX_PACKAGE } from '@/lib/packages/packages.contract';
import { loadApp } from '@/lib/packages/store';

const LINK_SECONDS = 3600;

/** A link that one package can be sent to, past hosts that take small requests only. */
export async function startUpload(ctx: Ctx, appId: string, size?: number) {
  const app = await loadApp(ctx, appId);
  const id = newId();
  const key = `uploads/${ctx.organizationId}/${id}.apkg`;
  const expiresAt = new Date(Date.now() + LINK_SECONDS * 1000);
  const store = await storage();
  const link = await store.presignUpload(key, {
    maxBytes: MAX_PACKAGE,
    expiresSeconds: LINK_SECONDS,
    size,
    contentType: 'application/zip',
  });
  await transaction(ctx, (tx) =>
    tx.db.packageUpload.create({
      data: {
        id,
        organizationId: tx.organizationId,
        agentAppId: app.id,
        storageKey: key,
        expiresAt,
      },
    }),
  );
  return {
    upload_id: id,
    ...link,
    max_bytes: size ?? MAX_PACKAGE,
    expires_at: expiresAt.toISOString(),
  };
}
