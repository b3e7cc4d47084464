export type EgressCode =
  | 'EGRESS_BLOCKED'
  | 'EGRESS_TIMEOUT'
  | 'EGRESS_DNS'
  | 'EGRESS_CONNECT'
  | 'EGRESS_TOO_LARGE'
  | 'EGRESS_REDIRECT'
  | 'EGRESS_ABORTED'
  | 'EGRESS_PROTOCOL';

const TRANSIENT: ReadonlySet<EgressCode> = new Set([
  'EGRESS_TIMEOUT',
  'EGRESS_DNS',
  'EGRESS_CONNECT',
  'EGRESS_PROTOCOL',
]);

/**
 * A request that did not bring an answer. The message is a sentence for the person who configured
 * the address; it names host and port at most, never a path, a query, a header or a body.
 */
export class EgressError extends Error {
  override readonly name = 'EgressError';
  readonly code: EgressCode;
  /** The status of a redirect that was refused. */
  readonly status: number | undefined;

  constructor(code: EgressCode, message: string, status?: number) {
    super(message);
    this.code = code;
    this.status = status;
  }

  /** True when the same request may succeed later. */
  get transient(): boolean {
    return TRANSIENT.has(this.code);
  }
}

const TIMEOUTS = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
]);

const CONNECTING: Record<string, string> = {
  ECONNREFUSED: 'refused the connection',
  EHOSTUNREACH: 'cannot be reached from here',
  ENETUNREACH: 'cannot be reached from here',
  EADDRNOTAVAIL: 'cannot be reached from here',
  EINVAL: 'cannot be reached from here',
  EACCES: 'cannot be reached from here',
  EPERM: 'cannot be reached from here',
};

const CLOSED = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE', 'UND_ERR_DESTROYED']);

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  const code = 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}

/** Any failure below us as an `EgressError`. The original is dropped: it may quote the request. */
export function egressError(error: unknown, where: string): EgressError {
  if (error instanceof EgressError) return error;
  const code = codeOf(error);
  if (TIMEOUTS.has(code)) {
    return new EgressError('EGRESS_TIMEOUT', `${where} did not answer in time.`);
  }
  const connecting = CONNECTING[code];
  if (connecting) return new EgressError('EGRESS_CONNECT', `${where} ${connecting}.`);
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_|EPROTO/.test(code)) {
    const message = `A secure connection to ${where} could not be made: check its TLS certificate.`;
    return new EgressError('EGRESS_CONNECT', message);
  }
  if (code === 'UND_ERR_HEADERS_OVERFLOW' || code === 'HPE_HEADER_OVERFLOW') {
    return new EgressError('EGRESS_TOO_LARGE', `${where} sent more headers than are accepted.`);
  }
  if (CLOSED.has(code)) {
    const message = `${where} closed the connection before its answer was complete.`;
    return new EgressError('EGRESS_PROTOCOL', message);
  }
  if (/^Z_|^ERR_BROTLI|^ERR_(_|)BROTLI|^ERR_PADDING/.test(code)) {
    return new EgressError('EGRESS_PROTOCOL', `${where} sent a body that cannot be decompressed.`);
  }
  if (code === 'UND_ERR_INVALID_ARG') {
    const message = `The request to ${where} has a method or header that cannot be sent.`;
    return new EgressError('EGRESS_PROTOCOL', message);
  }
  return new EgressError('EGRESS_PROTOCOL', `${where} did not answer in valid HTTP.`);
}
