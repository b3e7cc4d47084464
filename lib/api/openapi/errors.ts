import type { Endpoint } from '@/lib/core/endpoint';
import { ERRORS, type ErrorCode } from '@/lib/core/errors';

const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** The errors an endpoint can give: its own, and those of the wrapper where they can really happen. */
export function errorsOf(endpoint: Endpoint): ErrorCode[] {
  const codes = new Set<ErrorCode>(endpoint.errors ?? []);
  codes.add('BAD_REQUEST');
  codes.add('UNAVAILABLE');
  if (endpoint.params || endpoint.query || endpoint.body) codes.add('VALIDATION_FAILED');
  const writes = WRITES.has(endpoint.method);
  if (endpoint.auth !== 'public') {
    codes.add('UNAUTHENTICATED');
    if (endpoint.auth !== 'authenticated') codes.add('FORBIDDEN');
  }
  if (writes && endpoint.auth !== 'public') codes.add('CROSS_SITE');
  if (endpoint.limit !== 'none') codes.add('RATE_LIMITED');
  if (writes && endpoint.bodyKind !== 'raw') {
    codes.add('REQUEST_TIMEOUT');
    codes.add('PAYLOAD_TOO_LARGE');
    if (endpoint.body) {
      codes.add('MALFORMED_JSON');
      codes.add('UNSUPPORTED_MEDIA_TYPE');
    }
  }
  if (endpoint.method === 'POST' && endpoint.auth !== 'public') {
    codes.add('IDEMPOTENCY_IN_PROGRESS');
    codes.add('IDEMPOTENCY_KEY_REUSED');
  }
  return [...codes];
}

/** The same by HTTP status; codes in the order of the table. */
export function errorsByStatus(endpoint: Endpoint): Map<number, ErrorCode[]> {
  const out = new Map<number, ErrorCode[]>();
  const mine = new Set(errorsOf(endpoint));
  for (const code of Object.keys(ERRORS) as ErrorCode[]) {
    if (!mine.has(code)) continue;
    const status = ERRORS[code][0];
    out.set(status, [...(out.get(status) ?? []), code]);
  }
  return out;
}

/** Every status that an endpoint documents. */
export const documentedStatuses = (endpoint: Endpoint): Set<number> =>
  new Set([...Object.keys(endpoint.responses).map(Number), ...errorsByStatus(endpoint).keys()]);
