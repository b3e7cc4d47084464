import type { z } from 'zod';
import { egressCause, fromEgress, RETRIED, retryAfter, sendableKey } from '@/lib/connectors/call';
import type { HttpInput } from '@/lib/connectors/catalog/http';
import { badInput, ConnectorError, failure } from '@/lib/connectors/error';
import { egressFetch } from '@/lib/core/egress/egress';
import { parseDuration } from '@/lib/engine/duration';
import type { Json, JsonObject } from '@/lib/engine/json';

export type HttpRequest = z.output<typeof HttpInput>;

export interface HttpAnswer {
  [key: string]: Json;
  status: number;
  headers: { [name: string]: string };
  data: Json;
}

export interface HttpWay {
  /** A header that carries a credential; wins over a header of the same name. */
  auth: [name: string, value: string] | null;
  allowedHosts: readonly string[] | undefined;
  idempotencyKey: string;
  signal: AbortSignal;
  timeoutMs: number;
  /** Relative URLs start here, and no other origin may be called. */
  baseUrl?: string | undefined;
}

const MAX_BODY = 1024 * 1024;
const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** The whole time of a request in milliseconds: what is asked for, 30 s, at most 5 minutes. */
export function timeoutOf(given: string | number | undefined): number {
  if (given === undefined) return 30_000;
  const ms = parseDuration(given);
  if (ms === null || ms <= 0) throw badInput({ timeout: 'must be a duration, as "30s"' });
  return Math.min(ms, 300_000);
}

function urlOf({ url, query }: HttpRequest, baseUrl: string | undefined): URL {
  const target = URL.parse(url, baseUrl);
  if (!target) throw badInput({ url: baseUrl ? 'must be a URL or a path' : 'must be a URL' });
  if (baseUrl && target.origin !== new URL(baseUrl).origin)
    throw failure('BLOCKED', 'This connector calls no other origin than that of its baseUrl.');
  for (const [name, value] of Object.entries(query ?? {}))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== null) target.searchParams.append(name, String(one));
  return target;
}

function bodyOf(body: unknown, headers: Headers): string | undefined {
  if (body === undefined || body === null) return undefined;
  if (typeof body === 'string') {
    if (!headers.has('content-type')) headers.set('content-type', 'text/plain; charset=utf-8');
    return body;
  }
  if (headers.get('content-type')?.startsWith('application/x-www-form-urlencoded')) {
    const pairs = Object.entries(body as JsonObject).map(([name, value]) => [name, String(value)]);
    return new URLSearchParams(pairs).toString();
  }
  if (!headers.has('content-type')) headers.set('content-type', 'application/json');
  return JSON.stringify(body);
}

function headersOf(request: HttpRequest, way: HttpWay): Headers {
  let headers: Headers;
  try {
    headers = new Headers(
      Object.entries(request.headers ?? {}).map(([name, value]) => [name, String(value)]),
    );
  } catch {
    throw badInput({ headers: 'must have values of one line, in Latin letters' });
  }
  if (WRITES.has(request.method ?? 'GET') && !headers.has('idempotency-key'))
    headers.set('idempotency-key', sendableKey(way.idempotencyKey));
  try {
    if (way.auth) headers.set(...way.auth);
  } catch {
    throw failure('CREDENTIAL_UNUSABLE', 'The credential holds what no header can carry.');
  }
  return headers;
}

/** PostgreSQL keeps no NUL and no broken Unicode. */
const clean = (text: string) => text.replaceAll('\u0000', '\ufffd').toWellFormed();

export function storable(value: Json): Json {
  if (typeof value === 'string') return clean(value);
  if (Array.isArray(value)) return value.map(storable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, it]) => [clean(key), storable(it)]));
}

function dataOf(body: Buffer, type: string): Json {
  if (body.length === 0) return null;
  if (/^(image|audio|video|font)\/|octet-stream|\b(pdf|zip|gzip)\b/i.test(type))
    return { encoding: 'base64', content: body.toString('base64') };
  const text = body.toString('utf8');
  if (/\bjson\b/i.test(type)) {
    try {
      return storable(JSON.parse(text) as Json);
    } catch {
      // What calls itself JSON and is none is kept as it is.
    }
  }
  return clean(text);
}

/** What may be a session of somebody else, or names ours. */
const NOT_SHOWN = new Set(['set-cookie', 'set-cookie2', 'authorization', 'proxy-authorization']);

function refused(answer: HttpAnswer, where: string, wait: number | null): ConnectorError {
  const { status, data } = answer;
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  return failure(`HTTP_${status}`, `${where} answered ${status}.`, {
    status,
    retryable: RETRIED(status),
    details: { body: (text ?? '').slice(0, 2000) },
    ...(wait !== null && { retryAfterMs: wait }),
  });
}

/**
 * One HTTP request with its redirects, each checked like the first; credentials go to no other origin.
 * Throws a ConnectorError, for statuses too that are not accepted.
 */
export async function sendHttp(request: HttpRequest, way: HttpWay): Promise<HttpAnswer> {
  const url = urlOf(request, way.baseUrl);
  const headers = headersOf(request, way);
  const body = bodyOf(request.body, headers);
  if (headers.has('host')) throw badInput({ 'headers.host': 'is set from the URL: leave it out' });
  try {
    const got = await egressFetch(url, {
      method: request.method ?? 'GET',
      headers,
      body,
      signal: way.signal,
      timeoutMs: way.timeoutMs,
      maxResponseBytes: MAX_BODY,
      overflow: 'fail',
      redirect: 'follow',
      allowedHosts: way.allowedHosts,
    });
    const shown = [...got.headers].filter(([name]) => !NOT_SHOWN.has(name));
    const answer: HttpAnswer = {
      status: got.status,
      headers: Object.fromEntries(shown.map(([name, value]) => [name, clean(value)])),
      data: dataOf(got.body, got.headers.get('content-type') ?? ''),
    };
    const { acceptStatus: accepted } = request;
    const fine =
      accepted === 'any' ||
      (accepted ? accepted.includes(got.status) : got.status >= 200 && got.status < 300);
    if (!fine) throw refused(answer, url.host, retryAfter(got.headers));
    return answer;
  } catch (error) {
    if (error instanceof ConnectorError) throw error;
    const way_ = egressCause(error);
    throw way_ ? fromEgress(way_) : error;
  }
}
