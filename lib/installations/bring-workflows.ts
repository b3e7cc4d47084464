import type { TxCtx } from '@/lib/core/context';
import { oneAtATime } from '@/lib/deployments/apply';
import type { JsonObject } from '@/lib/engine/json';
import { memoryOf } from '@/lib/installations/memory';
import { bindAgents } from '@/lib/installations/packaged-workflows';
import type { InstallationRow } from '@/lib/installations/store';
import type { PackageContents } from '@/lib/packages/apkg/contents';
import { definitionOf } from '@/lib/packages/packaged-workflow';
import { saveDefinition } from '@/lib/workflows/definitions';
import { setPaused } from '@/lib/workflows/edit';
import { findWorkflow } from '@/lib/workflows/store';

interface How {
  /** what stays as it is, and is not made again when it is gone */
  keeps?(key: string): boolean;
  /** whether they start by themselves from now on */
  active: boolean;
}

/**
 * Makes an installation's workflows, or updates those it made, with its own agents bound into them. One that cannot
 * be published here is kept with its problems. Call it when the agents are there.
 */
export async function bringWorkflows(
  tx: TxCtx,
  row: InstallationRow,
  contents: PackageContents,
  { keeps, active }: How,
): Promise<void> {
  await oneAtATime(tx);
  const memory = memoryOf(tx, row);
  const agents = new Map(
    row.resources.filter(({ kind }) => kind === 'agent').map((one) => [one.key, one.resourceId]),
  );
  for (const workflow of contents.workflows ?? []) {
    const { name, description } = workflow;
    if (keeps?.(name)) continue;
    const known = memory.idOf('workflow', name);
    const before = known ? await findWorkflow(tx, known) : null;
    const definition: JsonObject = bindAgents(definitionOf(workflow), agents);
    const saved = await saveDefinition(tx, {
      id: before?.id,
      name,
      description,
      definition,
      source: { type: 'installation', id: row.id },
      publish: 'when-valid',
    });
    if (!active) await setPaused(tx, saved.id, true);
    await memory.remember('workflow', name, saved.id, { name, description, definition });
  }
}

/** Lets the installation's workflows rest, or start again. */
export async function restWorkflows(
  tx: TxCtx,
  row: InstallationRow,
  paused: boolean,
): Promise<void> {
  for (const { kind, resourceId } of row.resources)
    if (kind === 'workflow' && (await findWorkflow(tx, resourceId)))
      await setPaused(tx, resourceId, paused);
}
