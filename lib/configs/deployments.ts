import type { Deployment, Prisma } from '@/generated/prisma/client';
import { audit } from '@/lib/audit/record';
import { bring, type Ready, ready, rest, type Service, withdraw } from '@/lib/configs/service';
import { type Ctx, type TxCtx, transaction } from '@/lib/core/context';
import { DB_NULL } from '@/lib/core/db/json-null';
import { fail, invalid } from '@/lib/core/errors';
import { isUuid, newId } from '@/lib/core/ids';
import type { CONFIG_STATUSES } from '@/lib/deployments/contract';
import { loadDeployment } from '@/lib/deployments/store';
import type { EventType } from '@/lib/events/contract';
import { emit } from '@/lib/events/emit';
import { personOf } from '@/lib/workflows/definitions';
import { host } from '@/lib/workflows/postgres/host';

type Status = (typeof CONFIG_STATUSES)[number];

/** The deployment of a config; 409 for that of a package. */
export async function loadConfigDeployment(ctx: Ctx, id: string): Promise<Deployment> {
  const row = await loadDeployment(ctx, id);
  return row.kind === 'config'
    ? row
    : fail('CONFLICT', 'This is the deployment of a package. Only those of configs can do this.');
}

/** The same, held until the transaction ends. */
export async function lockDeployment(tx: TxCtx, id: string): Promise<Deployment> {
  if (isUuid(id))
    await tx.sql(
      'SELECT id FROM deployments WHERE organization_id = $1::uuid AND id = $2::uuid FOR UPDATE',
      tx.organizationId,
      id,
    );
  return loadConfigDeployment(tx, id);
}

export function create(
  ctx: Ctx,
  { name, config_id }: { name: string; config_id?: string | null },
): Promise<Deployment> {
  return transaction(ctx, async (tx) => {
    await requireConfig(tx, config_id);
    const row = await tx.db.deployment.create({
      data: {
        id: newId(),
        organizationId: tx.organizationId,
        kind: 'config',
        status: 'pending',
        name,
        configId: config_id ?? null,
        createdById: personOf(tx),
      },
    });
    await tell(tx, 'deployment.created', row);
    return row;
  });
}

async function requireConfig(ctx: Ctx, id: string | null | undefined): Promise<void> {
  if (id && !(await ctx.db.config.findUnique({ where: { id }, select: { id: true } })))
    invalid('config_id', 'must be the id of a config');
}

export interface DeploymentChange {
  name?: string;
  config_id?: string | null;
  status?: Status;
}

/** Changes what is given; the status decides whether the config is in service. Throws NOT_FOUND, CONFLICT, FORBIDDEN. */
export async function update(
  ctx: Ctx,
  id: string,
  { name, config_id, status }: DeploymentChange,
): Promise<Deployment> {
  const before = await loadConfigDeployment(ctx, id);
  await requireConfig(ctx, config_id);
  const configId = config_id === undefined ? before.configId : config_id;
  const moved = configId !== before.configId;
  const starts = status === 'running' || (!status && before.status === 'running' && moved);
  const config = starts ? await ready(ctx, configId) : null;
  return transaction(ctx, async (tx) => {
    const row = await lockDeployment(tx, id);
    unmoved(row, before);
    const to = status ?? (row.status as Status);
    allow(row.status as Status, to);
    const named = await tx.db.deployment.update({ where: { id }, data: { name, configId } });
    if (config) return start(tx, named, config);
    if (row.status === 'running' && to !== 'running') return stop(tx, named, to);
    const after = await tx.db.deployment.update({ where: { id }, data: { status: to } });
    await tell(tx, 'deployment.updated', after);
    return after;
  });
}

type Standing = Pick<Deployment, 'status' | 'configId'>;

/** Throws CONFLICT when it has another config, or was put into service or out of it, since it was read. */
export function unmoved(now: Standing, before: Standing): void {
  const serves = ({ status }: Standing) => status === 'running';
  if (serves(now) !== serves(before) || now.configId !== before.configId)
    fail('CONFLICT', 'Somebody changed this deployment meanwhile. Look at it and try again.');
}

function allow(from: Status, to: Status): void {
  if (from === 'running' && to === 'pending')
    fail('CONFLICT', 'A deployment that runs can be stopped, not made pending.');
  const ended = ['stopped', 'failed', 'complete'];
  if (from !== to && ended.includes(from) && ended.includes(to))
    fail('CONFLICT', `A deployment that is ${from} can be started again, not made ${to}.`);
}

async function start(tx: TxCtx, row: Deployment, config: Ready): Promise<Deployment> {
  const service = await bring(tx, row, config, true);
  const after = await tx.db.deployment.update({
    where: { id: row.id },
    data: {
      ...served(service),
      status: 'running',
      error: DB_NULL,
      // Jobs of an earlier start are told apart by it.
      fence: { increment: 1 },
      startedAt: new Date(),
      completedAt: null,
    },
  });
  await tell(tx, 'deployment.started', after);
  return after;
}

/** How a deployment keeps what it has brought. */
export const served = (service: Service) => ({
  version: String(service.version),
  result: service as unknown as Prisma.InputJsonValue,
});

async function stop(
  tx: TxCtx,
  row: Deployment,
  status: Exclude<Status, 'running'>,
  error?: { code: string; message: string },
): Promise<Deployment> {
  await rest(tx, row);
  const after = await tx.db.deployment.update({
    where: { id: row.id },
    data: { status, completedAt: new Date(), ...(error && { error }) },
  });
  await tell(tx, error ? 'deployment.failed' : 'deployment.stopped', after, error);
  return after;
}

/** Takes a start of a deployment back that turned out to be impossible. Later starts are left alone. */
export const failStart = (
  ctx: Ctx,
  { id, fence }: Pick<Deployment, 'id' | 'fence'>,
  error: { code: string; message: string },
): Promise<void> =>
  transaction(ctx, async (tx) => {
    const row = await lockDeployment(tx, id);
    if (row.status === 'running' && row.fence === fence) await stop(tx, row, 'failed', error);
  });

/** Deletes a deployment of a config with what it brought; its executions are kept. */
export async function remove(ctx: Ctx, id: string): Promise<void> {
  await transaction(ctx, async (tx) => {
    const row = await lockDeployment(tx, id);
    if (row.status === 'running') await stop(tx, row, 'stopped');
    await withdraw(tx, row);
    await tx.db.deployment.delete({ where: { id } });
    await tell(tx, 'deployment.deleted', row);
  });
  const open = await ctx.db.execution.findMany({
    where: { deploymentId: id, status: { in: ['queued', 'running', 'waiting'] } },
    select: { id: true },
  });
  for (const run of open) await host.cancel(ctx, run.id, 'The deployment was deleted.');
}

async function tell(
  tx: TxCtx,
  action: EventType,
  row: Deployment,
  error?: { code: string; message: string },
): Promise<void> {
  await audit(tx, { action, target: { type: 'deployment', id: row.id } });
  await emit(tx, action, {
    deployment_id: row.id,
    kind: 'config',
    name: row.name,
    config_id: row.configId,
    config_version: row.version === null ? null : Number(row.version),
    status: row.status,
    ...(error && { error }),
  });
}
