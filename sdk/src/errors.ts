/** Marks our errors so that one copy of this package knows those of another copy or version. */
const MARK = Symbol.for('fleetprompt.error');

/** Errors that the SDK itself finds; all other codes come from the API (`NOT_FOUND`, `RATE_LIMITED`, …). */
export type ClientErrorCode =
  | 'NETWORK_ERROR'
  | 'TIMEOUT'
  | 'WAIT_TIMEOUT'
  | 'BAD_RESPONSE'
  | 'STREAM_BROKEN'
  | 'NO_API_KEY'
  | 'WEBHOOK_SIGNATURE_MISSING'
  | 'WEBHOOK_SIGNATURE_INVALID'
  | 'WEBHOOK_TIMESTAMP_INVALID';

/** Codes of the API that a client may want to tell apart. The API may add others. */
export type ApiErrorCode =
  | 'VALIDATION_FAILED'
  | 'BAD_REQUEST'
  | 'UNAUTHENTICATED'
  | 'INSUFFICIENT_CREDITS'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'AGENT_NOT_ACTIVE'
  | 'AGENT_NOT_READY'
  | 'EXECUTION_ENDED'
  | 'IDEMPOTENCY_IN_PROGRESS'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'PAYLOAD_TOO_LARGE'
  | 'RATE_LIMITED'
  | 'INTERNAL'
  | 'UNAVAILABLE';

export type ErrorCode = ApiErrorCode | ClientErrorCode | (string & {});

export interface ErrorDetails {
  /** HTTP status; absent when no answer came. */
  status?: number;
  /** What the API says beyond the message; for `VALIDATION_FAILED` a map from field to problem. */
  details?: unknown;
  /** The `X-Request-ID`: name it when you ask for help. */
  requestId?: string;
  /** Seconds that the server asks to wait. */
  retryAfter?: number;
  /** The whole body of the answer, for fields such as `required` and `available`. */
  body?: unknown;
  cause?: unknown;
}

/** Every failure of a call. Tell failures apart by `code`, never by the message. */
export class FleetPromptError extends Error {
  override readonly name = 'FleetPromptError';
  readonly code: ErrorCode;
  readonly status?: number;
  readonly details?: unknown;
  readonly requestId?: string;
  readonly retryAfter?: number;
  readonly body?: unknown;

  constructor(code: ErrorCode, message: string, more: ErrorDetails = {}) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.code = code;
    this.status = more.status;
    this.details = more.details;
    this.requestId = more.requestId;
    this.retryAfter = more.retryAfter;
    this.body = more.body;
    Object.defineProperty(this, MARK, { value: true });
  }
}

/** Whether a thrown value is an error of this SDK, of this or another copy of it, and of that code if given. */
export function isFleetPromptError(error: unknown, code?: ErrorCode): error is FleetPromptError {
  return (
    typeof error === 'object' &&
    error !== null &&
    MARK in error &&
    (code === undefined || (error as { code?: unknown }).code === code)
  );
}

/** An error of JSON:API, or of GraphQL. */
type ErrorObject = {
  code?: string;
  detail?: string;
  title?: string;
  message?: string;
  extensions?: { code: string; details?: unknown; request_id: string };
};

type Body = { error?: unknown; code?: unknown; details?: unknown; request_id?: unknown };

/** The error that an answer of the API stands for; also one in JSON:API's shape, or not from the API at all. */
export function errorOf(status: number, headers: Headers, body: unknown): FleetPromptError {
  const shown = (typeof body === 'object' && body !== null ? body : {}) as Body & {
    errors?: ErrorObject[];
  };
  const first = shown.errors?.[0];
  const more = first?.extensions;
  const code = shown.code ?? first?.code ?? more?.code ?? BY_STATUS[status] ?? `HTTP_${status}`;
  const message =
    shown.error ?? first?.detail ?? first?.title ?? first?.message ?? `The API answered ${status}.`;
  const details = shown.details ?? more?.details;
  const wait = Number.parseFloat(headers.get('retry-after') ?? '');
  return new FleetPromptError(
    String(code),
    `${String(message).replace(/\.$/, '')}${fields(details) || '.'}`,
    {
      status,
      details: details ?? shown.errors,
      requestId: headers.get('x-request-id') ?? more?.request_id,
      retryAfter: Number.isFinite(wait) ? wait : undefined,
      body,
    },
  );
}

/** For answers of a proxy, which know nothing of our codes. */
const BY_STATUS: Record<number, ApiErrorCode> = {
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  413: 'PAYLOAD_TOO_LARGE',
  429: 'RATE_LIMITED',
  502: 'UNAVAILABLE',
  503: 'UNAVAILABLE',
  504: 'UNAVAILABLE',
};

/** `: name is required, url must be …` */
function fields(details: unknown): string {
  if (Array.isArray(details)) {
    const said = details.filter((one) => typeof one === 'string');
    return said.length ? `: ${said.join('; ')}` : '';
  }
  if (typeof details !== 'object' || details === null) return '';
  const said = Object.entries(details).filter(([, problem]) => typeof problem === 'string');
  return said.length ? `: ${said.map(([name, problem]) => `${name} ${problem}`).join(', ')}` : '';
}
