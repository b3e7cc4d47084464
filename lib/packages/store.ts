import type { AgentApp, PackageVersion, Prisma } from '@/generated/prisma/client';
import type { Ctx, TxCtx } from '@/lib/core/context';
import { publicDb, publicTx } from '@/lib/core/db/public';
import { fail } from '@/lib/core/errors';
import { isUuid } from '@/lib/core/ids';
import type { Page } from '@/lib/core/page';
import { storage } from '@/lib/core/storage/storage';
import type { PackageContents } from '@/lib/packages/apkg/contents';

/** Seconds that a download link is good for. */
const LINK_SECONDS = 3600;
/** Packages shown with their app. */
const SHOWN = 100;

/** Everything of a version but its sealed settings, manifest and signature. */
const light = { settings: true, manifest: true, signature: true } as const;
export type PackageRow = Omit<PackageVersion, keyof typeof light>;

const newest = [{ createdAt: 'desc' }, { id: 'desc' }] satisfies { [key: string]: 'desc' }[];

/** The app, or 404: another organization's is answered like one that does not exist. */
export async function loadApp(ctx: Ctx, id: string): Promise<AgentApp> {
  const row = isUuid(id) ? await ctx.db.agentApp.findUnique({ where: { id } }) : null;
  return row ?? fail('NOT_FOUND', 'No such agent app.');
}

/** A version of the app, or 404. */
export async function loadPackage(ctx: Ctx, appId: string, id: string): Promise<PackageVersion> {
  const app = await loadApp(ctx, appId);
  const row = isUuid(id)
    ? await ctx.db.packageVersion.findUnique({ where: { id, agentAppId: app.id } })
    : null;
  return row ?? fail('NOT_FOUND', 'No such package.');
}

export async function findApps(ctx: Ctx, query: Page & { search?: string }) {
  const where: Prisma.AgentAppWhereInput = query.search
    ? { name: { contains: query.search, mode: 'insensitive' } }
    : {};
  const [rows, total] = await Promise.all([
    ctx.db.agentApp.findMany({
      where,
      orderBy: newest,
      take: query.limit,
      skip: query.offset,
      include: {
        versions: {
          orderBy: newest,
          take: SHOWN,
          select: { id: true, version: true, size: true, status: true, createdAt: true },
        },
      },
    }),
    ctx.db.agentApp.count({ where }),
  ]);
  return { rows, total };
}

export async function findPackages(ctx: Ctx, appId: string, page: Page) {
  const where = { agentAppId: appId };
  const [rows, total] = await Promise.all([
    ctx.db.packageVersion.findMany({
      where,
      omit: light,
      orderBy: newest,
      take: page.limit,
      skip: page.offset,
    }),
    ctx.db.packageVersion.count({ where }),
  ]);
  return { rows, total };
}

export const newestPackages = async (ctx: Ctx, appId: string): Promise<PackageRow[]> =>
  (await findPackages(ctx, appId, { limit: SHOWN, offset: 0 })).rows;

export const presentApp = (row: AgentApp) => ({
  id: row.id,
  name: row.name,
  description: row.description,
  is_public: row.isPublic,
  created_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
});

/** An expiring link to the stored file. */
export async function downloadUrl(
  row: Pick<PackageVersion, 'storageKey' | 'version' | 'contents'>,
  expiresSeconds = LINK_SECONDS,
): Promise<string> {
  const { name } = row.contents as unknown as PackageContents;
  const store = await storage();
  return store.signedUrl(row.storageKey, {
    expiresSeconds,
    filename: `${name}-${row.version}.apkg`,
    contentType: 'application/zip',
  });
}

export async function presentPackage(row: PackageRow) {
  const contents = row.contents as unknown as PackageContents;
  return {
    id: row.id,
    agent_app_id: row.agentAppId,
    version: row.version,
    name: contents.name,
    display_name: contents.displayName,
    status: row.status as 'uploading' | 'ready' | 'failed',
    layout: row.layout as 'native' | 'pixell',
    s3_url: await downloadUrl(row),
    size: Number(row.size),
    checksum: row.checksum,
    signed: row.signedById !== null,
    release_notes: row.releaseNotes,
    created_at: row.createdAt.toISOString(),
  };
}

/**
 * Throws 409 while one of these packages is being deployed, is installed here, or is what the marketplace gives
 * out. Call it with the rows locked.
 */
export async function refuseInUse(tx: TxCtx, ids: string[]): Promise<void> {
  const where = { packageId: { in: ids } };
  const open = await tx.db.deployment.count({
    where: { ...where, status: { in: ['queued', 'processing'] } },
  });
  if (open > 0) fail('CONFLICT', 'This package is being deployed. Wait for it, or cancel it.');
  if ((await tx.db.installation.count({ where })) > 0)
    fail('CONFLICT', 'This package is installed. Uninstall it first.');
  // Whoever installs it from the marketplace reads the same file.
  if ((await publicTx(tx).listing.count({ where })) > 0)
    fail('CONFLICT', 'This package is published. Publish another version first.');
}

/** Withdraws versions that the marketplace still offers beside its newest; call it when they are deleted. */
export async function withdraw(tx: TxCtx, ids: string[]): Promise<void> {
  await publicTx(tx).listingVersion.deleteMany({
    where: { packageId: { in: ids }, listing: { publisherId: tx.organizationId } },
  });
}

/** Locks one version of an app, or all of them and the app, so that none comes to it, until the transaction ends. */
export async function lockPackages(tx: TxCtx, appId: string, id?: string): Promise<void> {
  if (!id)
    await tx.sql(
      `SELECT id FROM agent_apps WHERE organization_id = $1::uuid AND id = $2::uuid FOR UPDATE`,
      tx.organizationId,
      appId,
    );
  await tx.sql(
    `SELECT id FROM package_versions WHERE organization_id = $1::uuid AND agent_app_id = $2::uuid
       AND ($3::uuid IS NULL OR id = $3::uuid) ORDER BY id FOR UPDATE`,
    tx.organizationId,
    appId,
    id ?? null,
  );
}

/** Whether the app has a listing in the marketplace. */
export const isListed = async (appId: string): Promise<boolean> =>
  (await publicDb().listing.count({ where: { id: appId } })) > 0;
