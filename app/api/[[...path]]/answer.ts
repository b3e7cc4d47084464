import { after } from 'next/server';
import { dispatch } from '@/lib/api/dispatch';

/** The dispatcher as a Next route handler. */
export async function answerApi(request: Request): Promise<Response> {
  const response = await dispatch(request);
  // Without a worker process, what the request enqueued is drained after its answer.
  if (process.env.VERCEL)
    after(async () => {
      const { drainPending } = await import('@/lib/worker/drain');
      await drainPending(45_000);
    });
  return response;
}
