import { once } from 'node:events';
import { dispatchEvent } from '@/lib/events/jobs';
import { dispatchToSubscribers } from '@/lib/worker/dispatch-event';
import { handles } from '@/lib/worker/handlers';
import { startLoop } from '@/lib/worker/loop';
import { workflowHandlers, workflowSubscribers } from '@/lib/worker/workflow-work';

/** A worker that does runs of workflows and nothing else, to be killed in tests. With WAIT it begins at SIGUSR2. */
if (process.env.WAIT) {
  const alive = setInterval(() => {}, 60_000);
  const told = once(process, 'SIGUSR2');
  console.log('worker waits');
  await told;
  clearInterval(alive);
}
await startLoop([
  handles(dispatchEvent, (ctx, { eventId }) =>
    dispatchToSubscribers(ctx, workflowSubscribers, eventId),
  ),
  ...workflowHandlers,
]);
