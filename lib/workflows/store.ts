import type { Prisma, Workflow, WorkflowVersion } from '@/generated/prisma/client';
import type { Ctx, TxCtx } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import { isUuid } from '@/lib/core/ids';

export type WorkflowRow = Workflow;

export async function findById(ctx: Ctx, id: string): Promise<WorkflowRow | null> {
  return isUuid(id) ? ctx.db.workflow.findFirst({ where: { id, deletedAt: null } }) : null;
}

/** The workflow, or 404: another organization's is answered like one that does not exist. */
export async function loadWorkflow(ctx: Ctx, id: string): Promise<WorkflowRow> {
  return (await findById(ctx, id)) ?? fail('NOT_FOUND', 'No such workflow.');
}

/** The organization's workflows with these ids, in any order, without deleted ones. */
export const workflowsByIds = (ctx: Ctx, ids: string[]): Promise<WorkflowRow[]> =>
  ctx.db.workflow.findMany({ where: { id: { in: ids }, deletedAt: null } });

/** The same, held until the transaction ends: of two editors one waits for the other. */
export async function lockWorkflow(tx: TxCtx, id: string): Promise<WorkflowRow> {
  if (isUuid(id))
    await tx.sql(
      'SELECT id FROM workflows WHERE organization_id = $1::uuid AND id = $2::uuid FOR UPDATE',
      tx.organizationId,
      id,
    );
  return loadWorkflow(tx, id);
}

/** By id, else the newest published one of that name, else the newest of that name. */
export async function findWorkflow(ctx: Ctx, reference: string): Promise<WorkflowRow | null> {
  const known = await findById(ctx, reference);
  if (known) return known;
  const rows = await ctx.db.workflow.findMany({
    where: { name: reference, deletedAt: null },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 20,
  });
  return rows.find((row) => row.publishedVersion !== null) ?? rows[0] ?? null;
}

/** A version of a workflow, or 404. */
export async function loadVersion(
  ctx: Ctx,
  workflowId: string,
  version: number,
): Promise<WorkflowVersion> {
  const row =
    Number.isInteger(version) && version > 0 && version < 2 ** 31
      ? await ctx.db.workflowVersion.findFirst({ where: { workflowId, version } })
      : null;
  return row ?? fail('NOT_FOUND', 'No such version of this workflow.');
}

export type VersionKey = Pick<WorkflowVersion, 'workflowId' | 'version'>;

/** These versions whole, in any order. */
export const wholeVersions = (ctx: Ctx, keys: VersionKey[]): Promise<WorkflowVersion[]> =>
  ctx.db.workflowVersion.findMany({
    where: { OR: keys.map(({ workflowId, version }) => ({ workflowId, version })) },
  });

export interface WorkflowQuery {
  limit: number;
  offset: number;
  q?: string;
  status?: 'draft' | 'active' | 'paused';
  source?: 'installation' | 'deployment' | 'config' | 'own';
}

/** Newest first. */
export async function findWorkflows(ctx: Ctx, query: WorkflowQuery) {
  const { q, status, source } = query;
  const like = { contains: q, mode: 'insensitive' as const };
  const where: Prisma.WorkflowWhereInput = {
    deletedAt: null,
    ...(status === 'draft' && { publishedVersion: null }),
    ...(status && status !== 'draft' && { publishedVersion: { not: null }, status }),
    ...(source && { sourceType: source === 'own' ? null : source }),
    ...(q && { OR: [{ name: like }, { description: like }] }),
  };
  const [rows, total] = await Promise.all([
    ctx.db.workflow.findMany({
      where,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: query.limit,
      skip: query.offset,
    }),
    ctx.db.workflow.count({ where }),
  ]);
  return { rows, total };
}

export interface Recent {
  id: string;
  nextRunAt: Date | null;
  runId: string | null;
  runStatus: string | null;
  runAt: Date | null;
}

/** The next time of each workflow's schedules, and its newest run. */
export function recentOf(ctx: Ctx, ids: string[]): Promise<Recent[]> {
  if (ids.length === 0) return Promise.resolve([]);
  return ctx.sql<Recent>(
    `SELECT w.id, t.next_at AS "nextRunAt", r.id AS "runId", r.status AS "runStatus", r.created_at AS "runAt"
     FROM unnest($2::uuid[]) AS w(id)
     LEFT JOIN LATERAL (SELECT min(next_at) AS next_at FROM workflow_triggers
       WHERE organization_id = $1::uuid AND workflow_id = w.id) t ON true
     LEFT JOIN LATERAL (SELECT id, status, created_at FROM workflow_runs
       WHERE organization_id = $1::uuid AND workflow_id = w.id
       ORDER BY created_at DESC LIMIT 1) r ON true`,
    ctx.organizationId,
    ids,
  );
}

export interface VersionRow {
  workflowId: string;
  version: number;
  hash: string;
  note: string;
  problemCount: number;
  makerId: string | null;
  makerName: string | null;
  createdAt: Date;
}

const VERSION_ROWS = `SELECT v.workflow_id AS "workflowId", v.version, v.hash, v.note,
       jsonb_array_length(v.problems) AS "problemCount", u.id AS "makerId",
       COALESCE(u.name, u.email::text) AS "makerName", v.created_at AS "createdAt"
     FROM workflow_versions v
     LEFT JOIN members m ON m.organization_id = v.organization_id AND m.user_id = v.created_by_id
     LEFT JOIN users u ON u.id = m.user_id`;

/** These versions, in any order, without definitions and plans. */
export const versionsByKey = (ctx: Ctx, keys: VersionKey[]): Promise<VersionRow[]> =>
  ctx.sql<VersionRow>(
    `${VERSION_ROWS} WHERE v.organization_id = $1::uuid
       AND (v.workflow_id, v.version) IN (SELECT * FROM unnest($2::uuid[], $3::int[]))`,
    ctx.organizationId,
    keys.map(({ workflowId }) => workflowId),
    keys.map(({ version }) => version),
  );

/** Newest first, without definitions and plans. */
export function versionRows(
  ctx: Ctx,
  workflowId: string,
  limit: number,
  offset: number,
): Promise<VersionRow[]> {
  return ctx.sql<VersionRow>(
    `${VERSION_ROWS}
     WHERE v.organization_id = $1::uuid AND v.workflow_id = $2::uuid
     ORDER BY v.version DESC LIMIT $3 OFFSET $4`,
    ctx.organizationId,
    workflowId,
    limit,
    offset,
  );
}

/** A member of the organization by id; null for one who left, or for what a system made. */
export async function makerOf(ctx: Ctx, id: string | null) {
  if (!id) return null;
  const [row] = await ctx.sql<{ id: string; name: string }>(
    `SELECT u.id, COALESCE(u.name, u.email::text) AS name FROM members m JOIN users u ON u.id = m.user_id
     WHERE m.organization_id = $1::uuid AND m.user_id = $2::uuid`,
    ctx.organizationId,
    id,
  );
  return row ?? null;
}
