import { errorBody } from '@/lib/api/answer-error';
import { JSON_API } from '@/lib/api/body';
import { Router } from '@/lib/api/match';
import { type Plain, toResponse } from '@/lib/api/plain';
import { routes } from '@/lib/api/registry';
import { answer, requestIdOf } from '@/lib/api/wrapper';
import { AppError } from '@/lib/core/errors';

export const router = new Router(routes);

/** Whether an endpoint is declared at the path, whatever the method. */
export const knows = (path: string): boolean => router.match('GET', path) !== null;

/** Answers any request under the declared paths: 404 and 405 are JSON too. */
export const dispatch = async (request: Request): Promise<Response> =>
  toResponse(await dispatchPlain(request, new URL(request.url)));

/** The same for our own server, which needs no Response. */
export async function dispatchPlain(request: Request, url: URL): Promise<Plain> {
  const { pathname } = url;
  const found = router.match(request.method, pathname);
  if (found && 'route' in found) return answer(request, url, found);
  const requestId = requestIdOf(request.headers);
  const headers: Record<string, string> = {
    'X-Request-ID': requestId,
    'Access-Control-Allow-Origin': '*',
    'Cache-Control': 'no-store',
  };
  if (found) {
    headers.Allow = found.allow.join(', ');
    if (request.method === 'OPTIONS') {
      headers['Access-Control-Allow-Methods'] = found.allow.join(', ');
      headers['Access-Control-Allow-Headers'] =
        'Authorization, X-API-Key, Content-Type, Accept, Idempotency-Key, X-Request-ID, Last-Event-ID, A2A-Version, A2A-Extensions, MCP-Protocol-Version, MCP-Session-Id';
      headers['Access-Control-Max-Age'] = '86400';
      return { status: 204, headers, cookies: [], body: null };
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
  headers['Content-Type'] = type;
  const text = request.method === 'HEAD' ? null : JSON.stringify(body);
  return { status: error.status, headers, cookies: [], body: text };
}
