import type { Deployment } from '@/generated/prisma/client';
import { checkContent, errorsOf } from '@/lib/configs/check';
import { loadConfig } from '@/lib/configs/store';
import type { Ctx, TxCtx } from '@/lib/core/context';
import { fail, isAppError } from '@/lib/core/errors';
import { allows, type Scope } from '@/lib/core/scopes';
import type { Compiled, CompiledJob } from '@/lib/engine/dsl/compile';
import { isObject, type Json, type JsonObject } from '@/lib/engine/json';
import { removeDefinition, saveDefinition } from '@/lib/workflows/definitions';
import { setPaused } from '@/lib/workflows/edit';
import { findById } from '@/lib/workflows/store';

/** A job of a config that is in service; `task` is the id of a workflow where the config names one of its own. */
export type ServedJob = Omit<CompiledJob, 'span'>;

/** What a deployment has brought into the organization. */
export interface Service {
  version: number;
  workflows: { id: string; name: string }[];
  jobs: ServedJob[];
}

export const serviceOf = (row: Pick<Deployment, 'result'>): Service | null =>
  row.result as unknown as Service | null;

/** The key of a job of this start of a deployment, so that it is made once. */
export const jobKey = ({ id, fence }: Pick<Deployment, 'id' | 'fence'>, name: string): string =>
  `config:${id}:${fence}:${name}`.slice(0, 200);

/** A config without errors, read. */
export type Ready = Compiled & { configId: string; name: string; version: number };

const FOR_JOBS: Scope[] = ['jobs:write', 'agents:execute', 'workflows:execute', 'usage:read'];

/** Reads the newest version of a config. CONFLICT when there is none or it has errors; FORBIDDEN. */
export async function ready(ctx: Ctx, configId: string | null): Promise<Ready> {
  if (!configId) return fail('CONFLICT', 'This deployment has no config. Give it one first.');
  const { name, shown } = await loadConfig(ctx, configId);
  const compiled = await checkContent(ctx, shown.content);
  const errors = errorsOf(compiled.diagnostics);
  if (errors.length > 0)
    fail('CONFLICT', `The config "${name}" has errors. Mend them first.`, {
      details: { errors: errors.slice(0, 100) },
    });
  const needed: Scope[] = compiled.workflows.length > 0 ? ['workflows:write'] : [];
  if (compiled.jobs.length > 0) needed.push(...FOR_JOBS);
  for (const scope of needed)
    if (!allows(ctx.scopes, scope))
      fail('FORBIDDEN', `What this config brings needs the scope ${scope}.`, {
        details: { required_scope: scope },
      });
  return { ...compiled, configId, name, version: shown.version };
}

/** Saves the workflows of a config for a deployment; with `active` their triggers fire. Those it had before are kept up. */
export async function bring(
  tx: TxCtx,
  row: Deployment,
  config: Ready,
  active: boolean,
): Promise<Service> {
  const before = new Map(serviceOf(row)?.workflows.map(({ id, name }) => [name, id]));
  const ids = new Map<string, string>();
  const source = { type: 'config' as const, id: config.configId };
  // All are there before the first is published: they may name each other.
  for (const { name, definition } of config.workflows) {
    const known = before.get(name);
    const there = known ? await findById(tx, known) : null;
    const saved = there ?? (await saveDefinition(tx, { definition, source, publish: false }));
    ids.set(name, saved.id);
  }
  for (const { name, definition } of config.workflows) {
    const id = ids.get(name) as string;
    const bound = bind(definition, ids);
    await saveDefinition(tx, {
      id,
      name: String(definition.name ?? name).slice(0, 255),
      definition: bound,
      source,
      note: `${config.name.slice(0, 200)}, version ${config.version}`,
    }).catch(asConflict);
    await setPaused(tx, id, !active);
  }
  for (const [name, id] of before)
    if (!ids.has(name) && (await findById(tx, id))) await removeDefinition(tx, id);
  return {
    version: config.version,
    workflows: [...ids].map(([name, id]) => ({ id, name })),
    jobs: config.jobs.map(({ span: _, ...job }) => ({
      ...job,
      task: ids.get(job.task) ?? job.task,
      payload: job.task === 'workflow' ? named(job.payload, ids) : job.payload,
    })),
  };
}

/** What it names may have gone since it was read. */
function asConflict(error: unknown): never {
  if (isAppError(error) && error.code === 'VALIDATION_FAILED')
    fail('CONFLICT', 'The config cannot be deployed.', { details: error.details });
  throw error;
}

/** Lets the workflows of a deployment rest. */
export async function rest(tx: TxCtx, row: Deployment): Promise<void> {
  for (const { id } of serviceOf(row)?.workflows ?? [])
    if (await findById(tx, id)) await setPaused(tx, id, true);
}

/** Takes the workflows of a deployment away. */
export async function withdraw(tx: TxCtx, row: Deployment): Promise<void> {
  for (const { id } of serviceOf(row)?.workflows ?? [])
    if (await findById(tx, id)) await removeDefinition(tx, id);
}

/** Steps that name a workflow of the same config mean that one, whatever else has its name. */
function bind(value: JsonObject, ids: ReadonlyMap<string, string>): JsonObject {
  const visit = (it: Json): Json => {
    if (Array.isArray(it)) return it.map(visit);
    if (!isObject(it)) return it;
    const out: JsonObject = Object.fromEntries(
      Object.entries(it).map(([key, inner]) => [key, visit(inner)]),
    );
    if (out.type === 'workflow') out.config = named(out.config ?? {}, ids);
    return out;
  };
  return visit(value) as JsonObject;
}

function named(config: Json, ids: ReadonlyMap<string, string>): Json {
  const id = isObject(config) && ids.get(String(config.workflowId));
  return isObject(config) && id ? { ...config, workflowId: id } : config;
}
