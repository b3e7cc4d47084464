import { jsonSize } from '../json';
import type { Instance, StepError } from '../state';
import { clearTimers } from './cancel';
import type { Draft } from './draft';
import { isRetryable, retryDelay } from './retry';
import { failStep } from './settle';

const MAX_MESSAGE = 2000;
const MAX_DETAILS = 16 * 1024;

/** An error as it is kept in the state: bounded, whatever a worker or a vendor sent. */
export function bounded(error: StepError): StepError {
  const { code, message, details, ...rest } = error;
  const short = {
    code: String(code).slice(0, 100),
    message: String(message).slice(0, MAX_MESSAGE),
  };
  if (details === undefined) return { ...short, ...rest };
  try {
    return jsonSize(details, MAX_DETAILS) <= MAX_DETAILS
      ? { ...short, ...rest, details }
      : { ...short, ...rest };
  } catch {
    return { ...short, ...rest };
  }
}

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
