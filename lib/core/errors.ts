/**
 * Every error a client can see, with its HTTP status and default sentence.
 * Domain code throws by code; HTTP is mapped at the edge.
 */
export const ERRORS = {
  VALIDATION_FAILED: [400, 'validation failed'],
  MALFORMED_JSON: [400, 'The body is not valid JSON.'],
  BAD_REQUEST: [400, 'The request cannot be understood.'],
  TOKEN_INVALID: [400, 'This link is not valid any more. Ask for a new one.'],
  UNAUTHENTICATED: [401, 'Sign in or send an API key.'],
  INVALID_CREDENTIALS: [401, 'The email address or the password is wrong.'],
  INSUFFICIENT_CREDITS: [402, 'Insufficient credits'],
  FORBIDDEN: [403, 'You may not do this. Ask an owner or admin of your organization.'],
  EMAIL_NOT_VERIFIED: [403, 'Confirm your email address first. The link is in your inbox.'],
  CROSS_SITE: [403, 'This request came from another site and was refused.'],
  NOT_FOUND: [404, 'Not found'],
  METHOD_NOT_ALLOWED: [405, 'This method is not available here.'],
  NOT_ACCEPTABLE: [406, 'None of the media types asked for can be produced.'],
  REQUEST_TIMEOUT: [408, 'The request took too long to arrive.'],
  CONFLICT: [409, 'This clashes with the present state.'],
  AGENT_NOT_ACTIVE: [409, 'Only an active agent can be executed. Deploy it first.'],
  AGENT_NOT_READY: [409, 'An agent needs a model and a system prompt before it can be deployed.'],
  LAST_OWNER: [409, 'An organization needs at least one owner.'],
  EXECUTION_ENDED: [409, 'This execution has already ended.'],
  IDEMPOTENCY_IN_PROGRESS: [409, 'The first request with this Idempotency-Key is still running.'],
  PAYLOAD_TOO_LARGE: [413, 'The body is too large.'],
  UNSUPPORTED_MEDIA_TYPE: [415, 'Send application/json.'],
  IDEMPOTENCY_KEY_REUSED: [422, 'This Idempotency-Key was used with another request.'],
  RATE_LIMITED: [429, 'Rate limit exceeded'],
  INTERNAL: [500, 'Something went wrong on our side.'],
  UNAVAILABLE: [503, 'The service is not available right now. Try again in a few seconds.'],
} as const satisfies Record<string, readonly [number, string]>;

export type ErrorCode = keyof typeof ERRORS;

/** `details` goes out under "details"; `extra` stands at the top of the body (402's required and available). */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details?: unknown;
  readonly extra?: Record<string, unknown>;
  readonly headers?: Record<string, string>;

  constructor(code: ErrorCode, message?: string, more: ErrorMore = {}) {
    super(message ?? ERRORS[code][1]);
    this.name = 'AppError';
    this.code = code;
    this.details = more.details;
    this.extra = more.extra;
    this.headers = more.headers;
  }

  get status(): number {
    return ERRORS[this.code][0];
  }
}

type ErrorMore = {
  details?: unknown;
  extra?: Record<string, unknown>;
  headers?: Record<string, string>;
};

/** Throws an AppError; `fail('NOT_FOUND')` says "Not found". */
export function fail(code: ErrorCode, message?: string, more?: ErrorMore): never {
  throw new AppError(code, message, more);
}

/** One field that is wrong, in the wording of a validation answer. */
export function invalid(field: string, message: string): never {
  throw new AppError('VALIDATION_FAILED', undefined, { details: { [field]: message } });
}

/** An instance check that survives two copies of this module in one process. */
export function isAppError(error: unknown): error is AppError {
  return error instanceof Error && error.name === 'AppError' && 'code' in error;
}

const OUT =
  /ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|Connection terminated|terminating connection|the database system is|Can't reach database|Server has closed the connection|timeout exceeded when trying to connect|Unable to start a transaction|is not queryable|Client was closed|Connection ended/i;

/** Whether the database was out of reach, so that the client should try again. */
export function isDatabaseOut(error: unknown): boolean {
  for (
    let e = error as { message?: string; code?: string; cause?: unknown } | undefined, i = 0;
    e && i < 5;
    i++
  ) {
    if (
      typeof e.code === 'string' &&
      /^(57P0[123]|08\w{3}|53300|P1001|P1002|P1008|P1017|P2024|P2028)$/.test(e.code)
    )
      return true;
    if (typeof e.message === 'string' && OUT.test(e.message)) return true;
    e = e.cause as typeof e;
  }
  return false;
}
