import { randomUUID } from 'node:crypto';
import { authenticate, unauthenticated } from '@/lib/accounts/authenticate';
import { allowedStream, stillAllowed } from '@/lib/api/allowed-stream';
import { errorBody } from '@/lib/api/answer-error';
import { JSON_API } from '@/lib/api/body';
import { digested, digestOf } from '@/lib/api/body-digest';
import { clientIp } from '@/lib/api/client-ip';
import { refuseCrossSite } from '@/lib/api/cross-site';
import { claimKey, keepAnswer, type Stored } from '@/lib/api/idempotency';
import { toJsonApi } from '@/lib/api/json-api';
import { type Caller, countRequest } from '@/lib/api/limits';
import type { Match } from '@/lib/api/match';
import { fromResponse, type Plain } from '@/lib/api/plain';
import { readInput, WRITES } from '@/lib/api/read-input';
import { inTime, timeLimit } from '@/lib/api/time-limit';
import { asAppError } from '@/lib/core/as-app-error';
import { type Ctx, makeCtx } from '@/lib/core/context';
import { type Endpoint, type Reply, reply } from '@/lib/core/endpoint';
import { type AppError, fail } from '@/lib/core/errors';
import { type Log, log } from '@/lib/core/log';
import { allows } from '@/lib/core/scopes';
import { recordRequest } from '@/lib/usage/record';

/** What one request gathers on its way, so that the answer and the log line can tell of it. */
interface Passage {
  request: Request;
  url: URL;
  requestId: string;
  log: Log;
  jsonApi: boolean;
  headers: Record<string, string>;
  ctx: Ctx | null;
  /** an Idempotency-Key this request holds */
  key?: string;
  /** of a body that the verb reads itself: null before it has read it to its end */
  digest?: () => string | null;
}

/** The client's X-Request-ID when it is harmless, else a new one. */
export function requestIdOf(headers: Headers): string {
  const given = headers.get('x-request-id');
  return given && /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID();
}

/** Answers one matched request: every rule that holds for all endpoints is here, in order. */
export async function answer(request: Request, url: URL, match: Match): Promise<Plain> {
  const started = performance.now();
  const requestId = requestIdOf(request.headers);
  const accept = request.headers.get('accept') ?? '';
  const passage: Passage = {
    request,
    url,
    requestId,
    log: log().child({ requestId, endpoint: match.route.endpoint.id }),
    jsonApi:
      accept.includes(JSON_API) || (request.headers.get('content-type') ?? '').includes(JSON_API),
    headers: {},
    ctx: null,
  };
  let response: Plain;
  try {
    response = await succeed(passage, match, await pass(passage, match));
  } catch (error) {
    response = await refuse(passage, asAppError(error, passage.log));
  }
  const ms = performance.now() - started;
  passage.log.info({
    method: request.method,
    path: passage.url.pathname,
    status: response.status,
    ms: Math.round(ms),
    organizationId: passage.ctx?.organizationId,
    actor: passage.ctx && `${passage.ctx.actor.kind}:${passage.ctx.actor.id}`,
  });
  if (passage.ctx)
    recordRequest({
      organizationId: passage.ctx.organizationId,
      route: match.route.endpoint.id,
      userAgent: request.headers.get('user-agent') ?? '',
      status: response.status,
      ms,
    });
  return response;
}

/** Authentication, limits, scope, validation, idempotency, then the verb. */
async function pass(passage: Passage, { route, params, mount }: Match): Promise<Reply> {
  const { request, url } = passage;
  const { endpoint } = route;
  const ip = clientIp(request.headers);
  const { caller, denied } = await identify(passage, endpoint, mount, ip);
  if (endpoint.limit !== 'none')
    passage.headers = await countRequest(caller, endpoint.limit ?? 'default');
  if (denied) throw denied;
  const { ctx } = passage;
  authorize(endpoint, ctx, caller);
  if (caller.via === 'cookie' && WRITES.has(request.method)) refuseCrossSite(request, url);

  const input = await readInput(passage, endpoint, params);
  const limit = timeLimit(request.signal, endpoint.timeoutMs ?? 60_000);
  const { signal } = limit;
  const info = {
    raw: request,
    url,
    mount,
    ip,
    userAgent: (request.headers.get('user-agent') ?? '').slice(0, 300),
    signal,
  };

  const key = endpoint.method === 'POST' && ctx ? request.headers.get('idempotency-key') : null;
  if (key && ctx) {
    const stored = await claimKey(
      ctx,
      key,
      `${endpoint.id} ${url.pathname}`,
      JSON.stringify(input),
    );
    if (stored) {
      if (endpoint.bodyKind === 'raw' && stored.digest !== (await digestOf(request)))
        fail('IDEMPOTENCY_KEY_REUSED');
      return reply(stored.status, undefined, {
        raw: new Response(stored.body || null, {
          status: stored.status,
          headers: { 'Content-Type': stored.type, 'Idempotency-Replayed': 'true' },
        }),
      });
    }
    passage.key = key;
    if (endpoint.bodyKind === 'raw') {
      const passing = digested(request);
      info.raw = passing.request;
      passage.digest = passing.digest;
    }
  }
  const work = route.handle(ctx, { ...input, request: info } as never);
  try {
    return await inTime(signal, request.signal, work, () => keepLater(passage, endpoint, work));
  } finally {
    limit.over();
  }
}

async function identify(passage: Passage, endpoint: Endpoint, mount: Match['mount'], ip: string) {
  const nobody: Caller = { via: 'none', id: ip };
  let denied: unknown;
  // Probes and the like: nothing depends on who asks, and they must answer without the database.
  if (endpoint.auth === 'public' && endpoint.limit === 'none') return { caller: nobody, denied };
  try {
    const who = await authenticate(passage.request.headers, { mount });
    if (who) {
      passage.ctx = makeCtx({ ...who.ctxParts, requestId: passage.requestId, log: passage.log });
      const id = who.ctxParts.actor.id ?? who.ctxParts.organizationId;
      return { caller: { via: who.via, id, ...who.limits } satisfies Caller as Caller, denied };
    }
    if (endpoint.auth !== 'public') denied = unauthenticated(mount, 'missing');
  } catch (error) {
    // A stale cookie or key must not keep anyone from signing in.
    if (!(error as AppError).code || (error as AppError).status !== 401) throw error;
    if (endpoint.auth !== 'public') denied = error;
  }
  return { caller: nobody, denied };
}

function authorize(endpoint: Endpoint, ctx: Ctx | null, caller: Caller): void {
  const { auth } = endpoint;
  if (auth === 'public') return;
  if (!ctx) fail('UNAUTHENTICATED');
  if (auth === 'authenticated') return;
  if (auth === 'session') {
    if (caller.via === 'key')
      fail('FORBIDDEN', 'This needs a signed-in person; an API key cannot do it.');
    return;
  }
  if (!allows(ctx.scopes, auth))
    fail('FORBIDDEN', `This needs the scope ${auth}. Ask an owner or admin of your organization.`, {
      details: { required_scope: auth },
    });
}

/**
 * Nobody waits for the answer any more, but the verb goes on: its Idempotency-Key stays taken until it
 * ends, so that a retry never does the work twice.
 */
function keepLater(passage: Passage, endpoint: Endpoint, work: Promise<Reply>): void {
  const { key, ctx, digest } = passage;
  if (!key || !ctx) {
    work.catch(() => {});
    return;
  }
  passage.key = undefined;
  work
    .then(
      (result) => (result.raw || result.again ? null : written(passage, endpoint, result)),
      (error) => {
        const known = asAppError(error, passage.log);
        const { type, body } = errorBody(known, '', passage.requestId, passage.jsonApi);
        return { status: known.status, type, body: JSON.stringify(body) };
      },
    )
    .then((answer) => keepAnswer(ctx, key, withDigest(answer, digest)))
    .catch((lost) => passage.log.warn({ err: lost }, 'answer not kept'));
}

async function succeed(passage: Passage, match: Match, result: Reply): Promise<Plain> {
  const { endpoint } = match.route;
  const headers = commonHeaders(passage);
  const cookies = result.cookies ?? [];
  if (result.raw) {
    if (passage.key && passage.ctx) await keepAnswer(passage.ctx, passage.key, null);
    const plain = fromResponse(result.raw, headers, cookies);
    const { ctx, request } = passage;
    if (endpoint.stream && ctx && plain.body instanceof ReadableStream)
      plain.body = allowedStream(plain.body, () =>
        stillAllowed(ctx, request.headers, endpoint.auth),
      );
    return plain;
  }
  if (result.total !== undefined) headers['X-Total-Count'] = String(result.total);
  Object.assign(headers, result.headers);
  const answer = written(passage, endpoint, result);
  if (passage.key && passage.ctx)
    await keepAnswer(
      passage.ctx,
      passage.key,
      result.again ? null : withDigest(answer, passage.digest),
    );
  if (answer.body) headers['Content-Type'] = answer.type;
  const body = answer.body && passage.request.method !== 'HEAD' ? answer.body : null;
  return { status: result.status, headers, cookies: [...cookies], body };
}

/** An answer to keep for repeats of the body; none when the body was not read, since repeats could not be told. */
function withDigest(answer: Stored | null, digest: Passage['digest']): Stored | null {
  if (!answer || !digest) return answer;
  const whole = digest();
  return whole === null ? null : { ...answer, digest: whole };
}

/** A verb's answer in the shape that the client asked for. */
function written(passage: Passage, endpoint: Endpoint, result: Reply): Stored {
  const type = passage.jsonApi ? endpoint.jsonApi : undefined;
  const shaped = type ? toJsonApi(type, result.body, passage.url, result.total) : result.body;
  const body = shaped === undefined || result.status === 204 ? '' : JSON.stringify(shaped);
  const plain = result.headers?.['Content-Type'] ?? 'application/json';
  return { status: result.status, type: type ? JSON_API : plain, body };
}

async function refuse(passage: Passage, error: AppError): Promise<Plain> {
  const accept = passage.request.headers.get('accept') ?? '';
  const { type, body } = errorBody(error, accept, passage.requestId, passage.jsonApi);
  const text = JSON.stringify(body);
  if (passage.key && passage.ctx)
    await keepAnswer(
      passage.ctx,
      passage.key,
      withDigest({ status: error.status, type, body: text }, passage.digest),
    ).catch((lost) => passage.log.warn({ err: lost }, 'answer not kept'));
  const headers = { ...commonHeaders(passage), 'Content-Type': type, ...error.headers };
  const silent = passage.request.method === 'HEAD';
  return { status: error.status, headers, cookies: [], body: silent ? null : text };
}

function commonHeaders(passage: Passage): Record<string, string> {
  return {
    'X-Request-ID': passage.requestId,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    // Keys may be used from any page; cookies are never sent to a wildcard.
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers':
      'X-Request-ID, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, Retry-After, X-Total-Count',
    Vary: 'Accept, Authorization, Cookie',
    ...passage.headers,
  };
}
