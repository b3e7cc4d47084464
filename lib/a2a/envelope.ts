import type { Version } from '@/lib/a2a/card';
import { refuse } from '@/lib/a2a/errors';
import { LEGACY_METHODS, paramsFromLegacy } from '@/lib/a2a/legacy';
import { fail } from '@/lib/core/errors';
import { checkStorable } from '@/lib/core/validate';

export type RpcId = string | number | null;

/** A request of JSON-RPC: its method by its name in 1.0, its parameters as 1.0 has them. */
export interface RpcRequest {
  version: Version;
  method: string;
  params: Record<string, unknown>;
}

/** The value in a body. Throws UNSUPPORTED_MEDIA_TYPE, and the protocol's error for what is no JSON. */
export function jsonOf(bytes: Buffer, contentType: string | null): unknown {
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (type !== 'application/json' && type !== 'application/a2a+json')
    fail(
      'UNSUPPORTED_MEDIA_TYPE',
      `Send application/json, not ${type || 'a body without a type'}.`,
    );
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return refuse('PARSE_ERROR', 'The body is not valid JSON.');
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The id that an answer repeats; null when there is none to repeat. */
export function idOf(json: unknown): RpcId {
  const id = isObject(json) ? json.id : null;
  return (typeof id === 'string' && id.isWellFormed()) || typeof id === 'number' ? id : null;
}

/** The version that a client names in its header; null when it names none. Throws the protocol's error. */
export function versionNamed(headers: Headers, query: URLSearchParams): Version | null {
  const named = (headers.get('a2a-version') ?? query.get('A2A-Version') ?? '').trim();
  if (named === '') return null;
  const [, version] = /^(1\.0|0\.3)(\.\d+)?$/.exec(named) ?? [];
  return version
    ? (version as Version)
    : refuse(
        'VERSION_NOT_SUPPORTED',
        `Version ${named.slice(0, 50)} is not supported. Use 1.0 or 0.3.`,
      );
}

/** Reads one request. The method's name tells the version: SendMessage is of 1.0, message/send of 0.3. */
export function requestOf(json: unknown): RpcRequest {
  if (Array.isArray(json)) refuse('INVALID_REQUEST', 'Send one request at a time, no batch.');
  if (!isObject(json) || json.jsonrpc !== '2.0' || typeof json.method !== 'string')
    return refuse('INVALID_REQUEST', 'This is no request of JSON-RPC 2.0.');
  if (json.id !== undefined && json.id !== null && idOf(json) === null)
    refuse('INVALID_REQUEST', 'The id must be a string or a number.');
  checkStorable(json);
  const { method, params = {} } = json;
  if (!isObject(params)) refuse('INVALID_PARAMS', 'The parameters must be an object.');
  const current = Object.hasOwn(LEGACY_METHODS, method) ? LEGACY_METHODS[method] : undefined;
  return current
    ? { version: '0.3', method: current, params: paramsFromLegacy(params) }
    : { version: '1.0', method, params };
}
