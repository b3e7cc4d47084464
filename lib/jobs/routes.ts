import { bind } from '@/lib/core/bind';
import { reply } from '@/lib/core/endpoint';
import { eventStream } from '@/lib/core/sse';
import { cancel } from '@/lib/jobs/cancel';
import {
  cancelJob,
  createRecurringJob,
  getJob,
  listJobs,
  listRuns,
  pauseJob,
  resumeJob,
  retryJob,
  runJobNow,
  scheduleJob,
  submitJob,
} from '@/lib/jobs/contract';
import { createRecurring, submit } from '@/lib/jobs/create';
import { follow } from '@/lib/jobs/follow';
import { presentJob, presentWhole } from '@/lib/jobs/present';
import { findQueues, setQueues, stats, taskTypes } from '@/lib/jobs/queues';
import {
  jobStats,
  listJobLogs,
  listQueues,
  listTaskTypes,
  putQueues,
  streamJob,
  uploadSource,
} from '@/lib/jobs/queues.contract';
import { pause, resume, runNow } from '@/lib/jobs/recurring';
import { retry } from '@/lib/jobs/retry';
import { findJobs, findLogs, loadJob } from '@/lib/jobs/store';
import { upload } from '@/lib/jobs/upload';

export const jobRoutes = [
  bind(submitJob, async (ctx, { body }) => reply(201, presentJob(await submit(ctx, body)))),
  bind(scheduleJob, async (ctx, { body }) => reply(201, presentJob(await submit(ctx, body)))),
  bind(createRecurringJob, async (ctx, { body }) =>
    reply(201, presentJob(await createRecurring(ctx, body))),
  ),
  bind(listJobs, async (ctx, { query }) => {
    const { rows, total } = await findJobs(ctx, query);
    const { limit, offset } = query;
    return reply(200, { jobs: rows.map(presentJob), total, limit, offset });
  }),
  bind(jobStats, async (ctx) => reply(200, await stats(ctx))),
  bind(listQueues, async (ctx) => reply(200, { queues: await findQueues(ctx) })),
  bind(putQueues, async (ctx, { body }) => reply(200, await setQueues(ctx, body))),
  bind(listTaskTypes, async () => reply(200, { types: taskTypes() })),
  bind(uploadSource, async (ctx, { body }) => reply(201, await upload(ctx, body))),
  bind(getJob, async (ctx, { params }) =>
    reply(200, await presentWhole(await loadJob(ctx, params.id))),
  ),
  bind(cancelJob, async (ctx, { params }) => reply(204, await cancel(ctx, params.id))),
  bind(retryJob, async (ctx, { params }) => reply(200, presentJob(await retry(ctx, params.id)))),
  bind(pauseJob, async (ctx, { params }) => reply(200, presentJob(await pause(ctx, params.id)))),
  bind(resumeJob, async (ctx, { params }) => reply(200, presentJob(await resume(ctx, params.id)))),
  bind(runJobNow, async (ctx, { params }) => reply(201, presentJob(await runNow(ctx, params.id)))),
  bind(listRuns, async (ctx, { params, query }) => {
    const { id } = await loadJob(ctx, params.id);
    const { limit, offset } = query;
    const { rows, total } = await findJobs(ctx, { ...query, recurringId: id });
    return reply(200, { jobs: rows.map(presentJob), total, limit, offset });
  }),
  bind(listJobLogs, async (ctx, { params, query }) => {
    const { id } = await loadJob(ctx, params.id);
    return reply(200, await findLogs(ctx, id, query));
  }),
  bind(streamJob, async (ctx, { params, request }) => {
    const { id } = await loadJob(ctx, params.id);
    // The client's own signal, not the request's: a stream may last longer than a minute.
    const raw = eventStream(request.raw.signal, (send, signal) => follow(ctx, id, send, signal));
    return reply(200, undefined, { raw });
  }),
];
