import { after } from 'next/server';
import { dispatch } from '@/lib/api/dispatch';
import { drainPending } from '@/lib/worker/drain';

/** The dispatcher as a Next route handler. */
export async function answerApi(request: Request): Promise<Response> {
  const response = await dispatch(request);
  // Without a worker process, what the request enqueued is drained after its answer.
  if (process.env.VERCEL) after(() => drainPending(45_000));
  return response;
}
