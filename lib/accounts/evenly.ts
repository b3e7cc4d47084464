import { setTimeout as wait } from 'node:timers/promises';

/**
 * Answers no sooner than `ms` after the start, so that the time does not tell whether an address has
 * an account. Errors wait too.
 */
export async function evenly<T>(ms: number, work: () => Promise<T>): Promise<T> {
  const [result] = await Promise.allSettled([work(), wait(ms)]);
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}
