import { z } from 'zod';
import { audit } from '@/lib/audit/record';
import { type Ctx, transaction } from '@/lib/core/context';
import { fail } from '@/lib/core/errors';
import { ensureQueues } from '@/lib/jobs/enqueue-job';
import { runJobs } from '@/lib/jobs/jobs';
import type { QueueChanges, QueueView, TaskTypeView } from '@/lib/jobs/queues.contract';
import { TASKS } from '@/lib/jobs/tasks.contract';
import { enqueueMany } from '@/lib/queue/enqueue';

const MOST_QUEUES = 100;

/** The organization's queues with their counts, `default` always among them. */
export async function findQueues(ctx: Ctx): Promise<QueueView[]> {
  const [rows, counts] = await Promise.all([
    ctx.db.jobQueue.findMany({ orderBy: { name: 'asc' } }),
    ctx.sql<{ queue: string; status: string; count: number }>(
      `SELECT queue, status, count(*)::int AS count FROM jobs
       WHERE organization_id = $1::uuid AND status <> 'recurring' GROUP BY queue, status`,
      ctx.organizationId,
    ),
  ]);
  const named = rows.some((row) => row.name === 'default')
    ? rows
    : [{ name: 'default', weight: 2, concurrency: null, paused: false }, ...rows];
  const count = (queue: string, ...statuses: string[]) =>
    counts.reduce(
      (n, c) => n + (c.queue === queue && statuses.includes(c.status) ? c.count : 0),
      0,
    );
  return named.map(({ name, weight, concurrency, paused }) => ({
    name,
    weight,
    concurrency,
    paused,
    pending: count(name, 'pending', 'scheduled', 'retrying'),
    running: count(name, 'running'),
    completed: count(name, 'completed'),
    failed: count(name, 'failed'),
  }));
}

/** The counts of each queue as CodeAI shows them. */
export async function stats(ctx: Ctx) {
  const queues = await findQueues(ctx);
  return {
    queues: Object.fromEntries(
      queues.map(({ name, pending, running, completed, failed }) => [
        name,
        { pending, running, completed, failed },
      ]),
    ),
  };
}

/** Sets what is given of each queue. What waits in one that goes on, or has more room, is told. */
export async function setQueues(ctx: Ctx, { queues }: z.output<typeof QueueChanges>) {
  await transaction(ctx, async (tx) => {
    for (const { name, ...change } of queues) {
      await ensureQueues(tx, [name]);
      await tx.db.jobQueue.updateMany({ where: { name }, data: change });
      const waiting = await tx.db.job.findMany({
        where: { queue: name, status: 'pending' },
        select: { id: true },
        take: 5_000,
      });
      // Tokens that came while the queue was held back are gone.
      if (change.paused !== true)
        await enqueueMany(
          tx,
          runJobs,
          waiting.map(() => ({ payload: {} })),
        );
    }
    if ((await tx.db.jobQueue.count()) > MOST_QUEUES)
      fail('CONFLICT', `An organization has at most ${MOST_QUEUES} queues.`);
    await audit(tx, { action: 'job_queues.updated', data: { queues } });
  });
  return { queues: await findQueues(ctx) };
}

/** A plain copy: what zod gives has methods, which no page can be handed. */
const plainSchema = (schema: z.ZodType): Record<string, unknown> =>
  JSON.parse(JSON.stringify(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })));

let types: TaskTypeView[] | undefined;

/** Every type of task with the JSON Schema of its payload. */
export function taskTypes(): TaskTypeView[] {
  types ??= Object.entries(TASKS).map(([type, task]) => ({
    type,
    title: task.title,
    description: task.description,
    max_retries: task.retries,
    scope: 'scope' in task ? task.scope : null,
    payload_schema: plainSchema(task.payload),
  }));
  return types;
}
