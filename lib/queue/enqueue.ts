import { fromPrisma } from 'pg-boss';
import type { z } from 'zod';
import { type Ctx, queryRaw, type TxCtx } from '@/lib/core/context';
import { sender } from '@/lib/queue/boss';
import type { JobKind } from '@/lib/queue/job';

export interface EnqueueOptions {
  /** not before this time */
  startAfter?: Date;
  /** the job's id: a second job with it is not made */
  id?: string;
  priority?: number;
  /** what `perGroup` of the kind bounds: a receiver that hangs holds no more than its share */
  group?: string;
}

/**
 * Writes a job in the caller's transaction: it exists if and only if the transaction commits.
 * The payload carries the organization, so the worker can make a context of it.
 */
export async function enqueue<S extends z.ZodType>(
  tx: TxCtx,
  kind: JobKind<S>,
  payload: z.input<S>,
  options: EnqueueOptions = {},
): Promise<void> {
  const boss = await sender();
  await boss.send(
    kind.name,
    { organizationId: tx.organizationId, requestId: tx.requestId, payload },
    { ...bossOptions(options), db: fromPrisma(queryRaw(tx) as never) },
  );
  noteWritten(kind.name);
}

const bossOptions = ({ group, ...rest }: EnqueueOptions) => ({
  ...rest,
  ...(group !== undefined && { group: { id: group } }),
});

export interface NewJob<S extends z.ZodType> {
  payload: z.input<S>;
  options?: EnqueueOptions;
}

/** The same for many jobs in one statement. */
export async function enqueueMany<S extends z.ZodType>(
  tx: TxCtx,
  kind: JobKind<S>,
  jobs: readonly NewJob<S>[],
): Promise<void> {
  if (jobs.length === 0) return;
  const boss = await sender();
  await boss.insert(kind.name, written(tx, jobs), { db: fromPrisma(queryRaw(tx) as never) });
  noteWritten(kind.name);
}

/** Jobs as pg-boss takes them. */
export const written = <S extends z.ZodType>(
  { organizationId, requestId }: Ctx,
  jobs: readonly NewJob<S>[],
) =>
  jobs.map(({ payload, options = {} }) => ({
    data: { organizationId, requestId, payload },
    ...bossOptions(options),
  }));

/** Queues this process wrote to since `takePending`: what `after()` drains on hosts without a worker. */
const pending = new Set<string>();

export const noteWritten = (queue: string): void => {
  pending.add(queue);
};

export function takePending(): string[] {
  const names = [...pending];
  pending.clear();
  return names;
}
