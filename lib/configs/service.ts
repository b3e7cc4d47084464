import type { Deployment } from '@/generated/prisma/client';
import { checkContent, errorsOf } from '@/lib/configs/check';
import { loadConfig } from '@/lib/configs/store';
import type { Ctx, TxCtx } from '@/lib/core/context';
import { fail, isAppError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { allows, type Scope } from '@/lib/core/scopes';
import type { Compiled, CompiledJob } from '@/lib/engine/dsl/compile';
import { isObject, type Json, type JsonObject } from '@/lib/engine/json';
import { lockMany, removeMany, restMany } from '@/lib/workflows/many';
import { saveMany } from '@/lib/workflows/save-many';

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
  const before = serviceOf(row)?.workflows ?? [];
  const there = await lockMany(
    tx,
    before.map(({ id }) => id),
  );
  const known = new Map(before.filter(({ id }) => there.has(id)).map(({ id, name }) => [name, id]));
  const ids = new Map(config.workflows.map(({ name }) => [name, known.get(name) ?? newId()]));
  const saved = config.workflows.map(({ name, definition }) => ({
    id: ids.get(name) as string,
    name: String(definition.name ?? name).slice(0, 255),
    definition: bind(definition, ids),
  }));
  const kept = new Map([...there].filter(([id]) => saved.some((it) => it.id === id)));
  await saveMany(tx, saved, kept, {
    source: { type: 'config', id: config.configId },
    note: `${config.name.slice(0, 200)}, version ${config.version}`,
    paused: !active,
  }).catch(asConflict);
  await removeMany(
    tx,
    [...there.keys()].filter((id) => !kept.has(id)),
  );
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
export const rest = (tx: TxCtx, row: Deployment): Promise<void> => restMany(tx, idsOf(row));

/** Takes the workflows of a deployment away. */
export const withdraw = (tx: TxCtx, row: Deployment): Promise<void> => removeMany(tx, idsOf(row));

const idsOf = (row: Deployment) => (serviceOf(row)?.workflows ?? []).map(({ id }) => id);

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
