import type { Instance, StepError } from '../state';
import { clearTimers } from './cancel';
import type { Draft } from './draft';
import { isRetryable, retryDelay } from './retry';
import { failStep } from './settle';

/** One try has failed: there is another after a while, or the step has failed. */
export function attemptFailed(
  draft: Draft,
  key: string,
  instance: Instance,
  error: StepError,
  jitter?: number,
): void {
  const { retry } = draft.step(instance.step);
  const failures = instance.failures + 1;
  clearTimers(draft, key);
  if (!retry || failures >= retry.maxAttempts || !isRetryable(error)) {
    draft.update(key, { failures });
    failStep(draft, key, error);
    return;
  }
  const ms = retryDelay(retry, failures, error, jitter);
  draft.update(key, { failures, status: 'backoff', error });
  draft.update(key, { timer: draft.startTimer(key, ms, 'retry') });
  draft.record(key, { error });
}
