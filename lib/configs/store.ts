import type { Config, ConfigVersion, Prisma } from '@/generated/prisma/client';
import { errorsOf } from '@/lib/configs/check';
import { type ConfigView, MAX_LISTED_AST } from '@/lib/configs/contract';
import type { Ctx, TxCtx } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import { isUuid } from '@/lib/core/ids';
import type { Page } from '@/lib/core/page';
import type { Diagnostic } from '@/lib/engine/dsl/ast';
import { parse } from '@/lib/engine/dsl/parse';

/** A config with one of its versions, by default the newest, and how many deployments of it run. */
export type ConfigRow = Config & { shown: ConfigVersion; running: number };

/** The config, or 404: another organization's is answered like one that does not exist. */
export async function loadConfig(ctx: Ctx, id: string, version?: number): Promise<ConfigRow> {
  const row = isUuid(id) ? await ctx.db.config.findUnique({ where: { id } }) : null;
  if (!row) return fail('NOT_FOUND', 'No such config.');
  const [shown, running] = await Promise.all([
    ctx.db.configVersion.findFirst({
      where: { configId: id, version: version ?? row.latestVersion },
    }),
    ctx.db.deployment.count({ where: { configId: id, status: 'running' } }),
  ]);
  return shown ? { ...row, shown, running } : fail('NOT_FOUND', 'No such version of this config.');
}

/** The same, held until the transaction ends. */
export async function lockConfig(tx: TxCtx, id: string): Promise<ConfigRow> {
  if (isUuid(id))
    await tx.sql(
      'SELECT id FROM configs WHERE organization_id = $1::uuid AND id = $2::uuid FOR UPDATE',
      tx.organizationId,
      id,
    );
  return loadConfig(tx, id);
}

export interface ConfigFilter extends Page {
  search?: string;
  valid?: 'true' | 'false';
  running?: 'true' | 'false';
}

const MATCHING = `FROM configs c WHERE c.organization_id = $1::uuid
  AND ($2::text IS NULL OR position(lower($2) IN lower(c.name)) > 0)
  AND ($3::boolean IS NULL OR $3 <> EXISTS (
    SELECT 1 FROM config_versions v
    WHERE v.organization_id = $1::uuid AND v.config_id = c.id AND v.version = c.latest_version
      AND v.diagnostics @> '[{"severity": "error"}]'))
  AND ($4::boolean IS NULL OR $4 = EXISTS (
    SELECT 1 FROM deployments d
    WHERE d.organization_id = $1::uuid AND d.config_id = c.id AND d.status = 'running'))`;

/** Newest first, each with its newest version. */
export async function findConfigs(ctx: Ctx, query: ConfigFilter) {
  const given = [
    ctx.organizationId,
    query.search || null,
    query.valid ? query.valid === 'true' : null,
    query.running ? query.running === 'true' : null,
  ];
  const [ids, counted] = await Promise.all([
    ctx.sql<{ id: string }>(
      `SELECT c.id ${MATCHING} ORDER BY c.created_at DESC, c.id DESC LIMIT $5 OFFSET $6`,
      ...given,
      query.limit,
      query.offset,
    ),
    ctx.sql<{ total: number }>(`SELECT count(*)::int AS total ${MATCHING}`, ...given),
  ]);
  const [found, served] = await Promise.all([
    ctx.db.config.findMany({
      where: { id: { in: ids.map(({ id }) => id) } },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    }),
    ctx.db.deployment.groupBy({
      by: ['configId'],
      where: { configId: { in: ids.map(({ id }) => id) }, status: 'running' },
      _count: true,
    }),
  ]);
  const versions = await ctx.db.configVersion.findMany({
    where: { OR: found.map((it) => ({ configId: it.id, version: it.latestVersion })) },
  });
  const byId = new Map(versions.map((it) => [it.configId, it]));
  const running = new Map(served.map((it) => [it.configId, it._count]));
  const rows = found.map(
    (it): ConfigRow => ({
      ...it,
      shown: byId.get(it.id) as ConfigVersion,
      running: running.get(it.id) ?? 0,
    }),
  );
  return { rows, total: counted[0]?.total ?? 0 };
}

interface VersionRow {
  version: number;
  diagnostics: Prisma.JsonValue;
  makerId: string | null;
  makerName: string | null;
  createdAt: Date;
}

/** Newest first, without what they hold. */
export async function findVersions(ctx: Ctx, configId: string, { limit, offset }: Page) {
  const [rows, total] = await Promise.all([
    ctx.sql<VersionRow>(
      `SELECT v.version, v.diagnostics, u.id AS "makerId", COALESCE(u.name, u.email::text) AS "makerName",
         v.created_at AS "createdAt"
       FROM config_versions v
       LEFT JOIN members m ON m.organization_id = v.organization_id AND m.user_id = v.created_by_id
       LEFT JOIN users u ON u.id = m.user_id
       WHERE v.organization_id = $1::uuid AND v.config_id = $2::uuid
       ORDER BY v.version DESC LIMIT $3 OFFSET $4`,
      ctx.organizationId,
      configId,
      limit,
      offset,
    ),
    ctx.db.configVersion.count({ where: { configId } }),
  ]);
  const data = rows.map(({ version, diagnostics, makerId, makerName, createdAt }) => ({
    version,
    validation_errors: presentErrors(diagnostics),
    created_by: makerId ? { id: makerId, name: makerName ?? '' } : null,
    created_at: createdAt.toISOString(),
  }));
  return { data, limit, offset, total };
}

function presentErrors(diagnostics: Prisma.JsonValue): string[] | null {
  const errors = errorsOf(diagnostics as unknown as Diagnostic[]);
  return errors.length > 0 ? errors : null;
}

/** A config as the API shows it; `listed`: as one of many. */
export function presentConfig({ shown, running, ...row }: ConfigRow, listed = false): ConfigView {
  const { content, version } = shown;
  const whole = !listed || content.length <= MAX_LISTED_AST;
  return {
    id: row.id,
    name: row.name,
    content,
    version,
    ast_json: whole ? (parse(content).document as unknown as ConfigView['ast_json']) : null,
    validation_errors: presentErrors(shown.diagnostics),
    diagnostics: shown.diagnostics as unknown as ConfigView['diagnostics'],
    running_deployments: running,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}
