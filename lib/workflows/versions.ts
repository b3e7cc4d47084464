import type { Ctx } from '@/lib/core/context';
import { nextRuns } from '@/lib/core/cron';
import type { Page } from '@/lib/core/page';
import { describe } from '@/lib/engine/describe';
import { diff } from '@/lib/engine/diff';
import { printExpression } from '@/lib/engine/expression/print';
import { graph } from '@/lib/engine/graph';
import { canonicalJson, type Json } from '@/lib/engine/json';
import type { Plan, PlanTrigger } from '@/lib/engine/plan';
import { checkDefinition } from '@/lib/workflows/check';
import type { VersionView } from '@/lib/workflows/contract';
import { presentHook } from '@/lib/workflows/hook';
import { presentVersion } from '@/lib/workflows/present';
import {
  loadVersion,
  loadWorkflow,
  makerOf,
  type VersionRow,
  versionRows,
} from '@/lib/workflows/store';
import { triggersOf } from '@/lib/workflows/triggers';
import { warningsOf } from '@/lib/workflows/warnings';

/** The versions of a workflow, newest first, without what they hold. */
export async function findVersions(ctx: Ctx, id: string, { limit, offset }: Page) {
  const { publishedVersion } = await loadWorkflow(ctx, id);
  const [rows, total] = await Promise.all([
    versionRows(ctx, id, limit, offset),
    ctx.db.workflowVersion.count({ where: { workflowId: id } }),
  ]);
  const data = rows.map((row) => presentVersionRow(row, publishedVersion));
  return { data, limit, offset, total };
}

/** A version as lists show it. */
export const presentVersionRow = (row: VersionRow, published: number | null) => ({
  version: row.version,
  hash: row.hash,
  note: row.note,
  published: row.version === published,
  problemCount: row.problemCount,
  createdBy: row.makerId ? { id: row.makerId, name: row.makerName ?? '' } : null,
  createdAt: row.createdAt.toISOString(),
});

export async function readVersion(ctx: Ctx, id: string, version: number): Promise<VersionView> {
  const { publishedVersion } = await loadWorkflow(ctx, id);
  const row = await loadVersion(ctx, id, version);
  const createdBy = await makerOf(ctx, row.createdById);
  return { ...presentVersion(row, publishedVersion), createdBy };
}

/** What differs between two versions; by default between the newest and the one before. */
export async function compare(ctx: Ctx, id: string, from?: number, to?: number) {
  const { latestVersion } = await loadWorkflow(ctx, id);
  const after = to ?? latestVersion;
  const before = from ?? Math.max(1, after - 1);
  const [a, b] = await Promise.all([loadVersion(ctx, id, before), loadVersion(ctx, id, after)]);
  return { from: before, to: after, ...diff(a.definition, b.definition) };
}

/** Checks a definition without saving it. */
export async function validate(ctx: Ctx, definition: unknown) {
  const { plan, problems, hash } = await checkDefinition(ctx, definition);
  const reach = plan && describe(plan);
  return {
    valid: problems.length === 0,
    hash: plan ? hash : null,
    problems,
    warnings: plan && reach ? await warningsOf(ctx, plan, reach) : [],
    graph: plan && graph(plan),
    reach,
  };
}

const TIMES = 5;

/** The triggers of the published version, schedules with their next times. */
export async function listTriggers(ctx: Ctx, id: string) {
  const workflow = await loadWorkflow(ctx, id);
  if (workflow.publishedVersion === null) return [];
  const { plan } = await loadVersion(ctx, id, workflow.publishedVersion);
  const rows = await triggersOf(ctx, id);
  const resting = workflow.status === 'paused';
  const hookUrl = presentHook(ctx, workflow)?.url ?? null;
  return ((plan as unknown as Plan | null)?.triggers ?? []).map((trigger) => {
    const row = rows.find((one) => isOf(one, trigger));
    return {
      id: row?.id ?? null,
      type: trigger.type,
      cron: trigger.type === 'schedule' ? trigger.cron : null,
      timezone: trigger.type === 'schedule' ? trigger.timezone : null,
      event: trigger.type === 'event' ? trigger.event : null,
      filter: trigger.type === 'event' && trigger.filter ? printExpression(trigger.filter) : null,
      url: trigger.type === 'webhook' ? hookUrl : null,
      next: resting ? [] : timesOf(trigger),
      lastAt: row?.lastAt?.toISOString() ?? null,
      resting: resting && trigger.type !== 'manual',
    };
  });
}

function timesOf(trigger: PlanTrigger): string[] {
  if (trigger.type !== 'schedule') return [];
  return nextRuns(trigger.cron, trigger.timezone, new Date(), TIMES).map((at) => at.toISOString());
}

type Row = Awaited<ReturnType<typeof triggersOf>>[number];

function isOf(row: Row, trigger: PlanTrigger): boolean {
  if (trigger.type === 'schedule')
    return row.cron === trigger.cron && row.timezone === trigger.timezone;
  if (trigger.type !== 'event' || row.event !== trigger.event) return false;
  const text = (value: unknown) => canonicalJson((value ?? null) as Json);
  return text(row.filter) === text(trigger.filter);
}
