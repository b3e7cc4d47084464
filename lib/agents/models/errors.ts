export type ModelErrorCode =
  | 'MODEL_TIMEOUT'
  | 'MODEL_RATE_LIMITED'
  | 'MODEL_UNAVAILABLE'
  | 'MODEL_REFUSED_KEY'
  | 'MODEL_BAD_REQUEST'
  | 'MODEL_BAD_STREAM'
  | 'MODEL_CONTEXT_TOO_LONG'
  | 'MODEL_ABORTED'
  | 'MODEL_UNKNOWN'
  | 'MODEL_NOT_CONFIGURED';

export interface ModelErrorOptions {
  /** Worth trying again later as it is. */
  retryable?: boolean;
  /** The provider's HTTP status, when there was one. */
  status?: number;
  /** Milliseconds the provider asked us to wait. */
  retryAfterMs?: number;
  /** How often the provider was asked before giving up. */
  attempts?: number;
}

/**
 * Why a model gave no answer. `message` is a sentence for users that says what to do; it never
 * holds keys, headers or a provider's raw body, so it may be stored and shown.
 */
export class ModelError extends Error {
  readonly code: ModelErrorCode;
  readonly retryable: boolean;
  readonly status?: number;
  readonly retryAfterMs?: number;
  attempts: number;

  constructor(code: ModelErrorCode, message: string, options: ModelErrorOptions = {}) {
    super(message);
    this.name = 'ModelError';
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.attempts = options.attempts ?? 0;
    if (options.status !== undefined) this.status = options.status;
    if (options.retryAfterMs !== undefined) this.retryAfterMs = options.retryAfterMs;
  }
}
