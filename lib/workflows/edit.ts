import type { z } from 'zod';
import { type Ctx, transaction } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import type { WorkflowInput, WorkflowPatch } from '@/lib/workflows/contract';
import {
  publishVersion,
  removeDefinition,
  type SaveDefinition,
  saveDefinition,
  tell,
} from '@/lib/workflows/definitions';
import { host } from '@/lib/workflows/postgres/host';
import { OPEN } from '@/lib/workflows/statuses';
import { loadVersion, loadWorkflow, lockWorkflow, type WorkflowRow } from '@/lib/workflows/store';
import { restTriggers } from '@/lib/workflows/triggers';

type Input = z.output<typeof WorkflowInput>;
type Patch = z.output<typeof WorkflowPatch>;

const given = ({ is_public, isPublic, ...rest }: Input | Patch): SaveDefinition => ({
  ...rest,
  isPublic: isPublic ?? is_public,
});

/** Makes a workflow with its version 1. */
export const create = (ctx: Ctx, input: Input): Promise<WorkflowRow> =>
  transaction(ctx, (tx) => saveDefinition(tx, given(input)));

/** Changes what is given; another definition is another version. `expected` is the version of If-Match. */
export const update = (
  ctx: Ctx,
  id: string,
  { expected_version, ...patch }: Patch,
  expected?: number,
): Promise<WorkflowRow> =>
  transaction(ctx, (tx) =>
    saveDefinition(tx, { ...given(patch), id, expectedVersion: expected_version ?? expected }),
  );

const ETAG = /^(?:W\/)?"?(\d{1,9})"?$/;

/** The version that `If-Match` names; undefined without one. Throws CONFLICT for what is no version of ours. */
export function ifMatch(header: string | null): number | undefined {
  if (header === null || header.trim() === '*') return undefined;
  const version = ETAG.exec(header.trim())?.[1];
  return version
    ? Number(version)
    : fail('CONFLICT', 'If-Match must be the ETag of the version that was edited.');
}

/** Makes a version, by default the newest, the one that runs. */
export const publish = (ctx: Ctx, id: string, version?: number): Promise<WorkflowRow> =>
  transaction(ctx, async (tx) => {
    const row = await lockWorkflow(tx, id);
    return publishVersion(tx, row, version ?? row.latestVersion);
  });

/** A draft with the newest version as its first. */
export const duplicate = (ctx: Ctx, id: string, name?: string): Promise<WorkflowRow> =>
  transaction(ctx, async (tx) => {
    const row = await loadWorkflow(tx, id);
    const { definition } = await loadVersion(tx, id, row.latestVersion);
    return saveDefinition(tx, {
      name: name ?? `${row.name.slice(0, 248)} (copy)`,
      description: row.description,
      definition: definition as { [key: string]: unknown },
      publish: false,
    });
  });

/** Lets the triggers rest, or fire again. */
export const setPaused = (ctx: Ctx, id: string, paused: boolean): Promise<WorkflowRow> =>
  transaction(ctx, async (tx) => {
    const row = await lockWorkflow(tx, id);
    const status = paused ? 'paused' : 'active';
    if (row.status === status) return row;
    await restTriggers(tx, id, paused);
    const after = await tx.db.workflow.update({ where: { id }, data: { status } });
    await tell(tx, after, paused ? 'workflow.paused' : 'workflow.resumed');
    return after;
  });

const BATCH = 100;

/** Deletes a workflow. CONFLICT while runs are open, unless `force` cancels them. */
export async function remove(ctx: Ctx, id: string, force: boolean): Promise<void> {
  await loadWorkflow(ctx, id);
  const open = () =>
    host.list(ctx, { workflowId: id, statuses: [...OPEN], limit: BATCH, offset: 0 });
  const { total } = await open();
  if (total > 0 && !force)
    fail('CONFLICT', `${total} of its runs are open. Cancel them first, or delete with force.`, {
      details: { open_runs: total },
    });
  // First the workflow, so that nothing starts any more.
  await transaction(ctx, (tx) => removeDefinition(tx, id));
  for (let left = await open(); left.runs.length > 0; left = await open())
    for (const run of left.runs) await host.cancel(ctx, run.id, 'The workflow was deleted.');
}
