import { transaction } from '@/lib/core/context';
import { stableId } from '@/lib/core/stable-id';
import type { Task } from '@/lib/jobs/task';
import type { Payload } from '@/lib/jobs/tasks.contract';
import { startRun, startSuite, targetOf } from '@/lib/tests/start';

/** Starts a run of a saved suite, or of the cases in the payload, and waits for its end. */
export const testSuite: Task<Payload<'test-suite'>> = async ({ ctx, job, payload }) => {
  const id = stableId(`job:${job.id}:${job.attempt}`);
  if (payload.suiteId) await startSuite(ctx, payload.suiteId, id);
  else {
    const target = await targetOf(ctx, payload.target);
    await transaction(ctx, (tx) =>
      startRun(tx, {
        id,
        target,
        name: payload.name,
        parallel: payload.parallel ?? false,
        stopOnFailure: payload.stopOnFailure ?? false,
        cases: payload.testCases.map((one, i) => ({
          id: one.id ?? String(i + 1),
          name: one.name ?? one.id ?? `Test ${i + 1}`,
          input: one.input,
          expected: one.expected,
        })),
      }),
    );
  }
  return { wait: { kind: 'test-run', id } };
};
