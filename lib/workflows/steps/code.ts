import { isObject, type Json } from '@/lib/engine/json';
import { type Perform, StepFailure } from '@/lib/workflows/steps/failure';
import { runSandboxed } from '@/lib/workflows/steps/sandbox';

const USUAL_MS = 5_000;
const LONGEST_MS = 30_000;

function failed(code: string, message: string): never {
  throw new StepFailure({ code, message: message.slice(0, 2000), retryable: false });
}

/** What the code returns, or its last expression when it has no `return`. `input` is the step's own. */
export const code: Perform = async ({ input, options, timeoutMs, signal }) => {
  const ms = Math.min(LONGEST_MS, timeoutMs ?? USUAL_MS);
  const given: Json = isObject(input) ? (input.input ?? {}) : {};
  const answer = await runSandboxed(
    { code: String(options.code), input: JSON.stringify(given), ms },
    signal,
  );
  if ('late' in answer) failed('CODE_TIMEOUT', `The code took longer than ${ms / 1000} s.`);
  if ('error' in answer) failed('CODE_ERROR', answer.error);
  return JSON.parse(answer.output) as Json;
};
