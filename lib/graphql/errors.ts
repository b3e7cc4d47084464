import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { asAppError } from '@/lib/core/as-app-error';
import { AppError, ERRORS, type ErrorCode, isAppError } from '@/lib/core/errors';
import type { Log } from '@/lib/core/log';

/** Whether a retry with the same Idempotency-Key may end otherwise, as the wrapper decides it by status. */
export function mayPass({ extensions }: GraphQLFormattedError): boolean {
  const [status] = ERRORS[extensions?.code as ErrorCode] ?? [400];
  return status >= 500 || [402, 409, 429].includes(status);
}

/** A document that is refused before anything of it is done. */
export const refused = (message: string, details?: unknown): AppError =>
  new AppError('BAD_REQUEST', message, { details });

/** An error as the answer shows it: the codes, words and details of REST. */
export function present(error: GraphQLError, requestId: string, log: Log): GraphQLFormattedError {
  const { locations, path } = error;
  const known = knownOf(error, log);
  return {
    message: known.message,
    ...(locations && { locations }),
    ...(path && { path }),
    extensions: {
      code: known.code,
      ...(known.details !== undefined && { details: known.details }),
      ...known.extra,
      request_id: requestId,
    },
  };
}

function knownOf(error: GraphQLError, log: Log): AppError {
  const { originalError } = error;
  if (!originalError) return new AppError('VALIDATION_FAILED', error.message);
  if (isAppError(originalError)) return originalError;
  // The language's own complaints of a value, such as a number that is too large for Int.
  if (originalError instanceof GraphQLError) return knownOf(originalError, log);
  return asAppError(originalError, log);
}
