import type { WorkflowVersion } from '@/generated/prisma/client';
import type { Ctx } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import { describe } from '@/lib/engine/describe';
import { graph } from '@/lib/engine/graph';
import type { Plan } from '@/lib/engine/plan';
import type { VersionView, WorkflowSummary, WorkflowView } from '@/lib/workflows/contract';
import { presentHook } from '@/lib/workflows/hook';
import { outward } from '@/lib/workflows/statuses';
import { type Recent, recentOf, type WorkflowRow, wholeVersions } from '@/lib/workflows/store';

/** Workflows as lists show them. */
export async function presentWorkflows(ctx: Ctx, rows: WorkflowRow[]): Promise<WorkflowSummary[]> {
  const recent = await recentOf(
    ctx,
    rows.map(({ id }) => id),
  );
  const byId = new Map(recent.map((one) => [one.id, one]));
  return rows.map((row) => summary(row, byId.get(row.id)));
}

function summary(row: WorkflowRow, recent: Recent | undefined): WorkflowSummary {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    isPublic: row.isPublic,
    status: row.publishedVersion === null ? 'draft' : (row.status as 'active' | 'paused'),
    version: row.latestVersion,
    publishedVersion: row.publishedVersion,
    triggers: row.triggerTypes as WorkflowSummary['triggers'],
    nextRunAt: recent?.nextRunAt?.toISOString() ?? null,
    lastRun:
      recent?.runId && recent.runAt
        ? {
            id: recent.runId,
            status: outward(recent.runStatus ?? ''),
            createdAt: recent.runAt.toISOString(),
          }
        : null,
    source: row.sourceType
      ? {
          type: row.sourceType as NonNullable<WorkflowSummary['source']>['type'],
          id: row.sourceId,
        }
      : null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** A workflow with its newest version. */
export async function presentWorkflow(ctx: Ctx, row: WorkflowRow): Promise<WorkflowView> {
  const [shown] = await presentWhole(ctx, [row]);
  return shown ?? fail('NOT_FOUND', 'No such workflow.');
}

/** Workflows with their newest versions. */
export async function presentWhole(ctx: Ctx, rows: WorkflowRow[]): Promise<WorkflowView[]> {
  const [versions, shown] = await Promise.all([
    wholeVersions(
      ctx,
      rows.map(({ id, latestVersion }) => ({ workflowId: id, version: latestVersion })),
    ),
    presentWorkflows(ctx, rows),
  ]);
  const byId = new Map(versions.map((version) => [version.workflowId, version]));
  return rows.flatMap((row, i) => {
    const version = byId.get(row.id);
    if (!version) return [];
    const summary = shown[i] as WorkflowSummary;
    return { ...summary, ...contents(version), hook: presentHook(ctx, row) };
  });
}

const contents = (row: WorkflowVersion) => ({
  definition: row.definition as Record<string, unknown>,
  hash: row.hash,
  problems: row.problems as VersionView['problems'],
  note: row.note,
});

/** A version whole, with its graph and reach. `createdBy` is filled in by the caller. */
export function presentVersion(
  row: WorkflowVersion,
  published: number | null,
): Omit<VersionView, 'createdBy'> {
  const plan = row.plan as unknown as Plan | null;
  return {
    version: row.version,
    published: row.version === published,
    problemCount: (row.problems as unknown[]).length,
    createdAt: row.createdAt.toISOString(),
    ...contents(row),
    graph: plan ? graph(plan) : null,
    reach: plan ? describe(plan) : null,
  };
}
