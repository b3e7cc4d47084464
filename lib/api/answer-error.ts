import { errorsOf } from '@/lib/api/json-api';
import type { AppError } from '@/lib/core/errors';
import { GRAPHQL_JSON } from '@/lib/graphql/contract';

/** The body and media type of an error in the shape that the client asked for. */
export function errorBody(error: AppError, accept: string, requestId: string, jsonApi: boolean) {
  const { status, code, message, details } = error;
  if (jsonApi)
    return {
      type: 'application/vnd.api+json',
      body: { errors: errorsOf(status, code, message, details, requestId) },
    };
  if (accept.includes(GRAPHQL_JSON))
    return {
      type: GRAPHQL_JSON,
      body: {
        errors: [
          {
            message,
            extensions: {
              code,
              ...(details !== undefined && { details }),
              ...error.extra,
              request_id: requestId,
            },
          },
        ],
      },
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
