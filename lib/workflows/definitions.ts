import type { Prisma } from '@/generated/prisma/client';
import { audit } from '@/lib/audit/record';
import type { Ctx, TxCtx } from '@/lib/core/context';
import { DB_NULL } from '@/lib/core/db/json-null';
import { fail, invalid } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import type { Problem } from '@/lib/engine/compile/problems';
import type { Plan } from '@/lib/engine/plan';
import type { EventType } from '@/lib/events/contract';
import { emit } from '@/lib/events/emit';
import { type Checked, checkDefinition, refuseProblems } from '@/lib/workflows/check';
import { findWorkflow, loadVersion, lockWorkflow, type WorkflowRow } from '@/lib/workflows/store';
import { writeTriggers } from '@/lib/workflows/triggers';

export interface SaveDefinition {
  /** An existing workflow's; without it a new one is made. */
  id?: string;
  /** The definition's own name when left out. */
  name?: string;
  description?: string;
  definition?: { [key: string]: unknown };
  isPublic?: boolean;
  source?: { type: 'installation' | 'deployment' | 'config'; id: string };
  /**
   * True (the default) refuses a definition with problems; false saves it with them and publishes nothing;
   * `when-valid` publishes it if it can.
   */
  publish?: boolean | 'when-valid';
  note?: string;
  /** The newest version that the editor knew; CONFLICT when there is a newer one. */
  expectedVersion?: number;
}

/**
 * Saves a workflow: a new version when the definition differs from the newest. Throws VALIDATION_FAILED with every
 * problem, NOT_FOUND, CONFLICT.
 */
export async function saveDefinition(tx: TxCtx, input: SaveDefinition): Promise<WorkflowRow> {
  const before = input.id ? await lockWorkflow(tx, input.id) : null;
  if (before && input.expectedVersion && input.expectedVersion !== before.latestVersion)
    fail('CONFLICT', 'Somebody saved another version meanwhile. Load it and put yours on top.', {
      details: { version: before.latestVersion, expected_version: input.expectedVersion },
    });
  if (!before && !input.definition) invalid('definition', 'is required');
  const name = (input.name ?? before?.name ?? ownText(input.definition?.name, 255)).trim();
  if (!name) invalid('name', 'is required');
  const row = before
    ? await tx.db.workflow.update({ where: { id: before.id }, data: columns(input, name) })
    : await tx.db.workflow.create({
        data: {
          ...columns(input, name),
          id: newId(),
          organizationId: tx.organizationId,
          name,
          latestVersion: 0,
          createdById: personOf(tx),
        },
      });
  const { definition, publish = definition !== undefined } = input;
  const saved: Saved = definition ? await addVersion(tx, row, { ...input, definition }) : row;
  const fit = publish === true || (publish === 'when-valid' && saved.problems?.length === 0);
  const after = fit ? await publishVersion(tx, saved, saved.latestVersion) : saved;
  await tell(tx, after, before ? 'workflow.updated' : 'workflow.created');
  return after;
}

type Saved = WorkflowRow & { problems?: Problem[] };

/** A version more, unless the newest is the same already. */
async function addVersion(
  tx: TxCtx,
  row: WorkflowRow,
  { definition, publish = true, note }: SaveDefinition & { definition: object },
): Promise<Saved> {
  const checked = await checkDefinition(tx, definition, row);
  if (publish === true) refuseProblems(checked.problems);
  const newest =
    row.latestVersion > 0 ? await loadVersion(tx, row.id, row.latestVersion) : undefined;
  if (newest?.hash === checked.hash) {
    if (!newest.plan) await settlePlan(tx, row.id, newest.version, checked);
    return { ...row, problems: checked.problems };
  }
  const version = row.latestVersion + 1;
  await tx.db.workflowVersion.create({
    data: {
      organizationId: tx.organizationId,
      workflowId: row.id,
      version,
      definition: definition as Prisma.InputJsonValue,
      plan: (checked.plan as unknown as Prisma.InputJsonValue | null) ?? DB_NULL,
      hash: checked.hash,
      problems: checked.problems as unknown as Prisma.InputJsonValue,
      note: note ?? '',
      createdById: personOf(tx),
    },
  });
  const after = await tx.db.workflow.update({
    where: { id: row.id },
    data: { latestVersion: version },
  });
  return { ...after, problems: checked.problems };
}

/** What a version was waiting for may be there now: an agent, a credential. */
const settlePlan = (tx: TxCtx, workflowId: string, version: number, checked: Checked) =>
  tx.db.workflowVersion.updateMany({
    where: { workflowId, version },
    data: {
      plan: (checked.plan as unknown as Prisma.InputJsonValue | null) ?? DB_NULL,
      problems: checked.problems as unknown as Prisma.InputJsonValue,
    },
  });

/** Makes a version the one that runs, with its triggers. Throws VALIDATION_FAILED while it has problems. */
export async function publishVersion(
  tx: TxCtx,
  row: WorkflowRow,
  number: number,
): Promise<WorkflowRow> {
  const version = await loadVersion(tx, row.id, number);
  let plan = version.plan as unknown as Plan | null;
  if (!plan) {
    const checked = await checkDefinition(tx, version.definition, row);
    refuseProblems(checked.problems);
    await settlePlan(tx, row.id, number, checked);
    plan = checked.plan;
  }
  await writeTriggers(tx, row.id, plan, row.status === 'paused');
  const after = await tx.db.workflow.update({
    where: { id: row.id },
    data: {
      publishedVersion: number,
      triggerTypes: [...new Set(plan?.triggers.map(({ type }) => type) ?? [])],
    },
  });
  if (row.publishedVersion !== number) await tell(tx, after, 'workflow.published');
  return after;
}

/** Takes a workflow away. Its ended runs can still be read. The caller sees to open runs. */
export async function removeDefinition(tx: TxCtx, id: string): Promise<void> {
  const row = await lockWorkflow(tx, id);
  await tx.db.workflowTrigger.deleteMany({ where: { workflowId: id } });
  await tx.db.workflow.update({
    where: { id },
    data: { deletedAt: new Date(), hookToken: null, hookTokenHash: null, hookSecret: null },
  });
  await tell(tx, row, 'workflow.deleted');
}

/** The plan that runs, by the workflow's id or name. NOT_FOUND; CONFLICT when nothing is published. */
export async function publishedPlan(
  ctx: Ctx,
  idOrName: string,
): Promise<{ workflow: WorkflowRow; version: number; plan: Plan }> {
  const workflow = await findWorkflow(ctx, idOrName);
  if (!workflow) fail('NOT_FOUND', 'No such workflow.');
  const { publishedVersion } = workflow;
  if (publishedVersion === null)
    fail('CONFLICT', `"${workflow.name}" has no published version. Publish one first.`);
  const { plan } = await loadVersion(ctx, workflow.id, publishedVersion);
  return { workflow, version: publishedVersion, plan: plan as unknown as Plan };
}

/** Writes down what was done to a workflow. */
export async function tell(tx: TxCtx, row: WorkflowRow, action: EventType): Promise<void> {
  const data = { name: row.name, version: row.latestVersion };
  await audit(tx, { action, target: { type: 'workflow', id: row.id }, data });
  await emit(tx, action, {
    workflowId: row.id,
    ...data,
    publishedVersion: row.publishedVersion,
    status: row.status,
  });
}

function columns(input: SaveDefinition, name: string) {
  const own = input.id ? undefined : describedBy(input.definition);
  return {
    name,
    description: input.description ?? own,
    isPublic: input.isPublic,
    sourceType: input.source?.type,
    sourceId: input.source?.id,
  };
}

const ownText = (value: unknown, most: number): string =>
  typeof value === 'string' ? value.slice(0, most) : '';

/** What a definition says of itself. */
export const describedBy = (definition: SaveDefinition['definition']): string =>
  ownText(definition?.description, 10_000);

export function personOf({ actor }: Ctx): string | null {
  if (actor.kind === 'user') return actor.id;
  return actor.kind === 'key' ? actor.userId : null;
}
