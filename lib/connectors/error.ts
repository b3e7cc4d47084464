import type { Json } from '@/lib/engine/json';
import type { StepError } from '@/lib/engine/state';

type More = Omit<StepError, 'code' | 'message'>;

/** Why an action failed, as a step of a workflow takes it. No secret is ever in it. */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';
  readonly error: StepError;

  constructor(error: StepError) {
    super(error.message);
    this.error = error;
  }

  get code(): string {
    return this.error.code;
  }
}

/** Throws a ConnectorError. `retryable` is false unless said. */
export function refuse(code: string, message: string, more: More = {}): never {
  throw failure(code, message, more);
}

export const failure = (code: string, message: string, more: More = {}): ConnectorError =>
  new ConnectorError({ code, message, retryable: false, ...more });

/** Input that an action does not take: a problem for each field. */
export function badInput(problems: Record<string, string>): ConnectorError {
  const list = Object.entries(problems).map(([field, text]) => `${field} ${text}`);
  const message = `The input is not right: ${list.join('; ')}.`.slice(0, 2000);
  return failure('INVALID_INPUT', message, { details: problems as Json });
}

/** Bounded and in one line: what a vendor says about a failure. */
export const oneLine = (text: unknown, most = 300): string =>
  String(text ?? '')
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .toWellFormed()
    .slice(0, most);
