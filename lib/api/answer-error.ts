import { errorsOf } from '@/lib/api/json-api';
import { AppError, isAppError, isDatabaseOut } from '@/lib/core/errors';
import type { Log } from '@/lib/core/log';

/** Any thrown value as an error of our table. Unknown ones are opaque to the client and whole in the log. */
export function asAppError(error: unknown, log: Log): AppError {
  if (isAppError(error)) return error;
  if (isDatabaseOut(error)) {
    log.warn({ err: (error as Error).message }, 'database out of reach');
    return new AppError('UNAVAILABLE', undefined, { headers: { 'Retry-After': '2' } });
  }
  const code = (error as { code?: string }).code;
  if (code === 'P2025') return new AppError('NOT_FOUND');
  log.error({ err: error }, 'request failed');
  return new AppError('INTERNAL');
}

/** The body and media type of an error in the shape that the client asked for. */
export function errorBody(error: AppError, accept: string, requestId: string, jsonApi: boolean) {
  const { status, code, message, details } = error;
  if (jsonApi)
    return {
      type: 'application/vnd.api+json',
      body: { errors: errorsOf(status, code, message, details, requestId) },
    };
  if (accept.includes('application/problem+json'))
    return {
      type: 'application/problem+json',
      body: {
        type: 'about:blank',
        title: message,
        status,
        detail: message,
        code,
        request_id: requestId,
        ...(details !== undefined && { details }),
        ...error.extra,
      },
    };
  return {
    type: 'application/json',
    body: {
      error: message,
      code,
      ...(details !== undefined && { details }),
      ...error.extra,
      request_id: requestId,
    },
  };
}
