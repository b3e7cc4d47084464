import { errorBody } from '@/lib/api/answer-error';
import { JSON_API } from '@/lib/api/body';
import { Router } from '@/lib/api/match';
import { routes } from '@/lib/api/registry';
import { answer, requestIdOf } from '@/lib/api/wrapper';
import { AppError } from '@/lib/core/errors';

export const router = new Router(routes);

/** Whether an endpoint is declared at the path, whatever the method. */
export const knows = (path: string): boolean => router.match('GET', path) !== null;

/** Answers any request under the declared paths: 404 and 405 are JSON too. */
export async function dispatch(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const found = router.match(request.method, pathname);
  if (found && 'route' in found) return answer(request, found);
  const requestId = requestIdOf(request.headers);
  const headers = new Headers({
    'X-Request-ID': requestId,
    'Access-Control-Allow-Origin': '*',
    'Cache-Control': 'no-store',
  });
  if (found) {
    headers.set('Allow', found.allow.join(', '));
    if (request.method === 'OPTIONS') {
      headers.set('Access-Control-Allow-Methods', found.allow.join(', '));
      headers.set(
        'Access-Control-Allow-Headers',
        'Authorization, X-API-Key, Content-Type, Accept, Idempotency-Key, X-Request-ID, Last-Event-ID',
      );
      headers.set('Access-Control-Max-Age', '86400');
      return new Response(null, { status: 204, headers });
    }
  }
  const error = found
    ? new AppError(
        'METHOD_NOT_ALLOWED',
        `${request.method} is not available here. Use ${found.allow.join(', ')}.`,
      )
    : new AppError(
        'NOT_FOUND',
        `There is nothing at ${pathname.slice(0, 200)}. The API is described at /api/docs.`,
      );
  const accept = request.headers.get('accept') ?? '';
  const { type, body } = errorBody(error, accept, requestId, accept.includes(JSON_API));
  headers.set('Content-Type', type);
  const text = request.method === 'HEAD' ? null : JSON.stringify(body);
  return new Response(text, { status: error.status, headers });
}
