import type { Prisma, WorkflowTrigger } from '@/generated/prisma/client';
import type { TxCtx } from '@/lib/core/context';
import type { EventType } from '@/lib/events/contract';
import { checkMany, type Definition } from '@/lib/workflows/check-many';
import { describedBy, personOf } from '@/lib/workflows/definitions';
import { tellMany } from '@/lib/workflows/many';
import type { WorkflowRow } from '@/lib/workflows/store';
import { nextTime, triggerChanges, triggerRow } from '@/lib/workflows/triggers';

export interface SavedDefinition {
  /** Of one that is there, or a new one. */
  id: string;
  name: string;
  definition: Definition;
}

type Source = { type: 'installation' | 'deployment' | 'config'; id: string };

/**
 * Saves and publishes workflows as `saveDefinition` does each, and lets their triggers fire or rest, all in a few
 * statements. They may name each other. `there` is what `lockMany` found. Throws VALIDATION_FAILED.
 */
export async function saveMany(
  tx: TxCtx,
  given: readonly SavedDefinition[],
  there: ReadonlyMap<string, WorkflowRow>,
  { source, note, paused }: { source: Source; note: string; paused: boolean },
): Promise<void> {
  const checked = await checkMany(tx, given);
  const known = await newestOf(tx, [...there.keys()]);
  const { organizationId } = tx;
  const status = paused ? 'paused' : 'active';
  const createdById = personOf(tx);
  const saved = given.map(({ id, name, definition }, i) => {
    const { plan, hash } = checked[i] as (typeof checked)[number];
    const before = there.get(id) ?? null;
    const newest = known.get(id);
    const version =
      newest?.hash === hash && newest.planned ? newest.version : (before?.latestVersion ?? 0) + 1;
    const triggerTypes = [...new Set(plan.triggers.map(({ type }) => type))];
    return { id, name, definition, plan, hash, before, version, triggerTypes };
  });
  const made = saved.filter(({ before }) => !before);
  await tx.db.workflow.createMany({
    data: made.map(({ id, name, definition, triggerTypes }) => ({
      id,
      organizationId,
      name,
      description: describedBy(definition),
      status,
      publishedVersion: 1,
      triggerTypes,
      sourceType: source.type,
      sourceId: source.id,
      createdById,
    })),
  });
  await tx.db.workflowVersion.createMany({
    data: saved
      .filter(({ before, version }) => version !== before?.latestVersion)
      .map(({ id, definition, plan, hash, version }) => ({
        organizationId,
        workflowId: id,
        version,
        definition: definition as Prisma.InputJsonValue,
        plan: plan as unknown as Prisma.InputJsonValue,
        hash,
        problems: [],
        note,
        createdById,
      })),
  });
  const kept = saved.filter(({ before }) => before);
  await updateRows(
    tx,
    kept.map(({ id, name, version, triggerTypes }) => ({ id, name, version, types: triggerTypes })),
    { source, status },
  );
  const rows = await tx.db.workflowTrigger.findMany({
    where: { workflowId: { in: kept.map(({ id }) => id) } },
  });
  const changes = saved.map(({ id, plan }) => ({
    id,
    ...triggerChanges(
      rows.filter(({ workflowId }) => workflowId === id),
      plan,
    ),
  }));
  const gone = new Set(changes.flatMap((it) => it.gone));
  await tx.db.workflowTrigger.deleteMany({ where: { id: { in: [...gone] } } });
  await tx.db.workflowTrigger.createMany({
    data: changes.flatMap(({ id, added }) =>
      added.map((trigger) => triggerRow(tx, id, trigger, paused)),
    ),
  });
  const turned = new Set(kept.flatMap(({ id, before }) => (before?.status === status ? [] : [id])));
  await setNext(
    tx,
    rows.filter(({ id, workflowId }) => turned.has(workflowId) && !gone.has(id)),
    paused,
  );
  await tellMany(
    tx,
    saved.flatMap(({ id, name, before, version }) => {
      const row = { id, name, latestVersion: version, publishedVersion: version, status };
      const types: EventType[] = [before ? 'workflow.updated' : 'workflow.created'];
      if (before?.publishedVersion !== version) types.push('workflow.published');
      if (turned.has(id)) types.push(paused ? 'workflow.paused' : 'workflow.resumed');
      return types.map((type) => ({ type, row }));
    }),
  );
}

interface Newest {
  id: string;
  version: number;
  hash: string;
  planned: boolean;
}

async function newestOf(tx: TxCtx, ids: string[]): Promise<Map<string, Newest>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.sql<Newest>(
    `SELECT w.id, v.version, v.hash, v.plan IS NOT NULL AS planned FROM workflows w
     JOIN workflow_versions v ON v.organization_id = $1::uuid AND v.workflow_id = w.id
       AND v.version = w.latest_version
     WHERE w.organization_id = $1::uuid AND w.id = ANY($2::uuid[])`,
    tx.organizationId,
    ids,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

async function updateRows(
  tx: TxCtx,
  rows: { id: string; name: string; version: number; types: string[] }[],
  { source, status }: { source: Source; status: string },
): Promise<void> {
  if (rows.length === 0) return;
  await tx.sql(
    `UPDATE workflows w SET name = f.name, latest_version = f.version, published_version = f.version,
       trigger_types = ARRAY(SELECT jsonb_array_elements_text(f.types)), source_type = $3::text,
       source_id = $4::uuid, status = $5::text, updated_at = now()
     FROM jsonb_to_recordset($2::jsonb) AS f(id uuid, name text, version int, types jsonb)
     WHERE w.organization_id = $1::uuid AND w.id = f.id`,
    tx.organizationId,
    JSON.stringify(rows),
    source.type,
    source.id,
    status,
  );
}

/** Lets schedules rest, or go on with their next time. */
async function setNext(
  tx: TxCtx,
  triggers: readonly WorkflowTrigger[],
  resting: boolean,
): Promise<void> {
  const now = new Date();
  const next = triggers
    .filter(({ kind }) => kind === 'schedule')
    .map(({ id, cron, timezone }) => ({
      id,
      at: resting || !cron ? null : nextTime(cron, timezone ?? 'UTC', now),
    }));
  if (next.length === 0) return;
  await tx.sql(
    `UPDATE workflow_triggers t SET next_at = f.at
     FROM jsonb_to_recordset($2::jsonb) AS f(id uuid, at timestamptz)
     WHERE t.organization_id = $1::uuid AND t.id = f.id`,
    tx.organizationId,
    JSON.stringify(next),
  );
}
