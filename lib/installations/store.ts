import type { Installation, InstalledResource } from '@/generated/prisma/client';
import type { Ctx, TxCtx } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import { isUuid } from '@/lib/core/ids';
import type { Page } from '@/lib/core/page';
import type { InstallationView } from '@/lib/installations/contract';
import type { PackageContents } from '@/lib/packages/apkg/contents';

const withResources = { resources: true } as const;
export type InstallationRow = Installation & { resources: InstalledResource[] };

export const contentsOf = (row: Pick<Installation, 'contents'>): PackageContents =>
  row.contents as unknown as PackageContents;

/** The installation, or 404: another organization's is answered like one that does not exist. */
export async function loadInstallation(ctx: Ctx, id: string): Promise<InstallationRow> {
  const row = isUuid(id)
    ? await ctx.db.installation.findUnique({ where: { id }, include: withResources })
    : null;
  return row ?? fail('NOT_FOUND', 'No such installation.');
}

/** The same, locked until the transaction ends. */
export async function lockInstallation(tx: TxCtx, id: string): Promise<InstallationRow> {
  if (isUuid(id))
    await tx.sql(
      `SELECT id FROM installations WHERE organization_id = $1::uuid AND id = $2::uuid FOR UPDATE`,
      tx.organizationId,
      id,
    );
  return loadInstallation(tx, id);
}

export const findByListing = (ctx: Ctx, listingId: string): Promise<InstallationRow | null> =>
  ctx.db.installation.findFirst({ where: { listingId }, include: withResources });

export async function findInstallations(ctx: Ctx, query: Page & { status?: string }) {
  const where = { status: query.status };
  const [rows, total] = await Promise.all([
    ctx.db.installation.findMany({
      where,
      include: withResources,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: query.limit,
      skip: query.offset,
    }),
    ctx.db.installation.count({ where }),
  ]);
  return { rows, total };
}

/** The row as the API shows it. Workflows are named only: they are kept in `contents` until a room runs them. */
export function presentInstallation(row: InstallationRow): InstallationView {
  const made = (kind: string) =>
    row.resources
      .filter((one) => one.kind === kind)
      .map(({ resourceId, key }) => ({ id: resourceId, name: key }));
  return {
    id: row.id,
    package_id: row.listingId,
    slug: row.slug,
    name: row.name,
    version: row.version,
    status: row.status as InstallationView['status'],
    config: row.config as Record<string, unknown>,
    agents: made('agent'),
    skills: made('skill'),
    workflows: (contentsOf(row).workflows ?? []).map(({ name }) => name),
    error: row.error as InstallationView['error'],
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}
