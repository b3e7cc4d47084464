import type { JobPage, May } from '@/components/jobs/model';
import type { Ctx } from '@/lib/core/context';
import { allows } from '@/lib/core/scopes';
import { listJobs } from '@/lib/jobs/contract';
import { presentJob } from '@/lib/jobs/present';
import { findQueues, taskTypes } from '@/lib/jobs/queues';
import { findJobs } from '@/lib/jobs/store';

export const mayOf = (ctx: Ctx): May => ({ write: allows(ctx.scopes, 'jobs:write') });

/** What the form for a new job offers. */
export async function choices(ctx: Ctx) {
  const queues = await findQueues(ctx);
  return { types: taskTypes(), queues, names: queues.map((queue) => queue.name) };
}

/** The jobs that an address of the API asks for; one that asks for nonsense shows the first page. */
export async function readJobs(ctx: Ctx, path: string, recurringId?: string): Promise<JobPage> {
  const asked = Object.fromEntries(new URLSearchParams(path.split('?')[1]));
  const query = listJobs.query?.safeParse(asked).data ?? { limit: 25, offset: 0 };
  const { rows, total } = await findJobs(ctx, { ...query, recurringId });
  return { jobs: rows.map(presentJob), total, limit: query.limit, offset: query.offset };
}
