import type { Ctx } from '@/lib/core/context';
import { isAppError } from '@/lib/core/errors';
import type { SecretHole } from '@/lib/engine/expression/template';
import type { Json } from '@/lib/engine/json';
import type { StepError } from '@/lib/engine/state';

/** One try of a step that the worker does itself. */
export interface Activity {
  ctx: Ctx;
  runId: string;
  key: string;
  stepId: string;
  attempt: number;
  input: Json;
  /** Where secrets belong in the input. */
  secrets: SecretHole[];
  options: Record<string, Json>;
  /** The same on every try, so that a receiver that knows it does the work once. */
  idempotencyKey: string;
  /** What the step itself says; null when it does not. */
  timeoutMs: number | null;
  signal: AbortSignal;
}

/** Does a step and gives its output; throws a StepFailure with a sentence for the user. */
export type Perform = (activity: Activity) => Promise<Json>;

/** A step's failure as the engine takes it. Its message must not hold a secret. */
export class StepFailure extends Error {
  override name = 'StepFailure';
  constructor(readonly error: StepError) {
    super(error.message);
  }
}

/** What a throw means to the run: our own sentences as they are, anything else without its words. */
export function stepError(error: unknown): StepError {
  if (error instanceof StepFailure) return error.error;
  if (isAppError(error)) {
    const retryable = error.status >= 500 || error.code === 'RATE_LIMITED';
    return { code: error.code, message: error.message, retryable };
  }
  const { name, message, code } = error as Error & { code?: string };
  if (name === 'EgressError')
    return { code: code ?? 'NETWORK', message, retryable: code !== 'EGRESS_BLOCKED' };
  return { code: 'INTERNAL', message: 'The step failed on our side.', retryable: true };
}
