import type { Prisma, WorkflowTrigger } from '@/generated/prisma/client';
import type { Ctx, TxCtx } from '@/lib/core/context';
import { nextRuns } from '@/lib/core/cron';
import { DB_NULL } from '@/lib/core/db/json-null';
import { newId } from '@/lib/core/ids';
import { canonicalJson, type Json } from '@/lib/engine/json';
import type { Plan, PlanTrigger } from '@/lib/engine/plan';

type Kept = Extract<PlanTrigger, { type: 'schedule' | 'event' }>;

/** The time after `from` at which a schedule fires; null when there is none any more. */
export const nextTime = (cron: string, timezone: string, from: Date): Date | null =>
  nextRuns(cron, timezone, from, 1)[0] ?? null;

const sameAs = (kept: Kept) =>
  kept.type === 'schedule'
    ? `schedule ${kept.cron} ${kept.timezone}`
    : `event ${kept.own ?? false} ${kept.event} ${canonicalJson(kept.filter as unknown as Json)}`;

const sameOf = (row: WorkflowTrigger) =>
  row.kind === 'schedule'
    ? `schedule ${row.cron} ${row.timezone}`
    : `event ${row.own} ${row.event} ${canonicalJson((row.filter ?? null) as Json)}`;

/** Of a workflow's rows those that its published plan has no more, and what it has beside them. */
export function triggerChanges(before: readonly WorkflowTrigger[], plan: Plan | null) {
  const left = new Map(before.map((row) => [sameOf(row), row]));
  const there = new Set(left.keys());
  const added = new Map<string, Kept>();
  for (const trigger of plan?.triggers ?? []) {
    if (trigger.type !== 'schedule' && trigger.type !== 'event') continue;
    const same = sameAs(trigger);
    left.delete(same);
    if (!there.has(same)) added.set(same, trigger);
  }
  return { gone: [...left.values()].map(({ id }) => id), added: [...added.values()] };
}

/**
 * Makes the rows say what the published plan's triggers are. A trigger that stays keeps its row, so that
 * publishing just when it is due does not skip it.
 */
export async function writeTriggers(
  tx: TxCtx,
  workflowId: string,
  plan: Plan | null,
  resting: boolean,
): Promise<void> {
  const before = await tx.db.workflowTrigger.findMany({ where: { workflowId } });
  const { gone, added } = triggerChanges(before, plan);
  await tx.db.workflowTrigger.deleteMany({ where: { id: { in: gone } } });
  await tx.db.workflowTrigger.createMany({
    data: added.map((trigger) => triggerRow(tx, workflowId, trigger, resting)),
  });
}

export function triggerRow(
  tx: TxCtx,
  workflowId: string,
  trigger: Kept,
  resting: boolean,
): Prisma.WorkflowTriggerCreateManyInput {
  const row = { id: newId(), organizationId: tx.organizationId, workflowId, kind: trigger.type };
  if (trigger.type === 'event') {
    const filter = (trigger.filter as unknown as Prisma.InputJsonValue | null) ?? DB_NULL;
    return { ...row, event: trigger.event, filter, own: trigger.own ?? false };
  }
  const { cron, timezone } = trigger;
  return {
    ...row,
    cron,
    timezone,
    filter: DB_NULL,
    nextAt: resting ? null : nextTime(cron, timezone, new Date()),
  };
}

/** Lets the schedules of a workflow rest, or go on with their next time. */
export async function restTriggers(tx: TxCtx, workflowId: string, resting: boolean): Promise<void> {
  const rows = await tx.db.workflowTrigger.findMany({ where: { workflowId, kind: 'schedule' } });
  for (const { id, cron, timezone } of rows)
    await tx.db.workflowTrigger.update({
      where: { id },
      data: { nextAt: resting || !cron ? null : nextTime(cron, timezone ?? 'UTC', new Date()) },
    });
}

export const triggersOf = (ctx: Ctx, workflowId: string): Promise<WorkflowTrigger[]> =>
  ctx.db.workflowTrigger.findMany({ where: { workflowId }, orderBy: { id: 'asc' } });
