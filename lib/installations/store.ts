import type { Installation, InstalledResource } from '@/generated/prisma/client';
import type { Ctx, TxCtx } from '@/lib/core/context';
import { publicDb } from '@/lib/core/db/public';
import { fail } from '@/lib/core/errors';
import { isUuid } from '@/lib/core/ids';
import type { Page } from '@/lib/core/page';
import type { InstallationView } from '@/lib/installations/contract';
import { openConfig } from '@/lib/installations/sealed';
import { namesOf, splitConfig } from '@/lib/installations/secret-fields';
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

/** The organization's installations with these ids, in any order, as the API shows them. */
export async function installationsByIds(ctx: Ctx, ids: string[]): Promise<InstallationView[]> {
  const where = { id: { in: ids } };
  const rows = await ctx.db.installation.findMany({ where, include: withResources });
  const latest = await latestVersions(rows);
  return rows.map((row) => presentInstallation(row, latest));
}

/** The installation, locked until the transaction ends. */
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

/** What the marketplace gives out now, by listing. */
export async function latestVersions(
  rows: Pick<Installation, 'listingId'>[],
): Promise<Map<string, string>> {
  const found = await publicDb().listing.findMany({
    where: { id: { in: rows.map(({ listingId }) => listingId) } },
    select: { id: true, version: true },
  });
  return new Map(found.map(({ id, version }) => [id, version]));
}

/** The row as the API shows it. */
export function presentInstallation(
  row: InstallationRow,
  latest: ReadonlyMap<string, string>,
): InstallationView {
  const schema = contentsOf(row).configSchema ?? null;
  const { open, secrets } = splitConfig(schema, openConfig(row));
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
    latest_version: latest.get(row.listingId) ?? null,
    status: row.status as InstallationView['status'],
    config: open,
    secrets: namesOf(secrets).sort(),
    config_schema: schema,
    agents: made('agent'),
    skills: made('skill'),
    workflows: made('workflow'),
    error: row.error as InstallationView['error'],
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}
