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
