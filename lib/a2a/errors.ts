import { type AppError, isAppError } from '@/lib/core/errors';

/** Codes of JSON-RPC and of A2A (specification 1.0, section 5.4; the same numbers in 0.3). */
export const CODES = {
  PARSE_ERROR: -32700,
  INVALID_REQUEST: -32600,
  METHOD_NOT_FOUND: -32601,
  INVALID_PARAMS: -32602,
  TASK_NOT_FOUND: -32001,
  TASK_NOT_CANCELABLE: -32002,
  PUSH_NOTIFICATION_NOT_SUPPORTED: -32003,
  UNSUPPORTED_OPERATION: -32004,
  CONTENT_TYPE_NOT_SUPPORTED: -32005,
  VERSION_NOT_SUPPORTED: -32009,
  /** the agent takes no work now; `reason` in the details tells why */
  REFUSED: -32000,
} as const;

export type RpcReason = keyof typeof CODES;

interface Told {
  reason: string;
  domain: string;
  metadata?: Record<string, string>;
}

/** An error of the protocol: it is answered with HTTP 200 and `error`. */
export class RpcError extends Error {
  override name = 'RpcError';
  readonly told: Told;

  constructor(
    readonly kind: RpcReason,
    message: string,
    told?: Told,
  ) {
    super(message);
    this.told = told ?? { reason: kind, domain: 'a2a-protocol.org' };
  }

  /** `{code, message, data}`, with the details as google.rpc.ErrorInfo. */
  body() {
    const info = { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', ...this.told };
    return { code: CODES[this.kind], message: this.message, data: [info] };
  }
}

/** Throws an error of the protocol. */
export function refuse(kind: RpcReason, message: string): never {
  throw new RpcError(kind, message);
}

const sentence = ({ message, details }: AppError): string =>
  details && typeof details === 'object' && !Array.isArray(details)
    ? `${message}: ${Object.entries(details)
        .map(([field, problem]) => `${field} ${String(problem)}`)
        .join('; ')}`
    : message;

/**
 * What a verb refused, in the protocol's words. Faults that no client can mend, such as a database that is
 * away, stay errors of HTTP.
 */
export function asRpcError(error: unknown): RpcError {
  if (error instanceof RpcError) return error;
  if (!isAppError(error) || error.status >= 500) throw error;
  if (error.code === 'VALIDATION_FAILED' || error.code === 'BAD_REQUEST')
    return new RpcError('INVALID_PARAMS', sentence(error));
  if (error.code === 'AGENT_NOT_ACTIVE' || error.code === 'AGENT_NOT_READY')
    return new RpcError('UNSUPPORTED_OPERATION', error.message);
  if (error.code === 'EXECUTION_ENDED') return new RpcError('TASK_NOT_CANCELABLE', error.message);
  const metadata = Object.entries(error.extra ?? {}).map(([key, value]) => [key, String(value)]);
  return new RpcError('REFUSED', error.message, {
    reason: error.code,
    domain: 'fleetprompt',
    ...(metadata.length > 0 && { metadata: Object.fromEntries(metadata) }),
  });
}
