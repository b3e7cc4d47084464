import { AppError, isAppError, isDatabaseOut } from '@/lib/core/errors';
import type { Log } from '@/lib/core/log';

/** What the database says of a statement that it refuses. */
type Refused = {
  code?: string;
  meta?: { driverAdapterError?: { cause?: { code?: string } } };
};

/** Any thrown value as an error of our table. Unknown ones are opaque to the client and whole in the log. */
export function asAppError(error: unknown, log: Log): AppError {
  if (isAppError(error)) return error;
  if (isDatabaseOut(error)) {
    log.warn({ err: (error as Error).message }, 'database out of reach');
    return new AppError('UNAVAILABLE', undefined, { headers: { 'Retry-After': '2' } });
  }
  const { code, meta } = error as Refused;
  if (code === 'P2025') return new AppError('NOT_FOUND');
  // RFC 3339 knows the year 0, PostgreSQL does not.
  if (meta?.driverAdapterError?.cause?.code === '22008')
    return new AppError('BAD_REQUEST', 'A date is out of range: years go from 1 to 9999.');
  log.error({ err: error }, 'request failed');
  return new AppError('INTERNAL');
}
