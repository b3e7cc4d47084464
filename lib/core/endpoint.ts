import type { z } from 'zod';
import type { ErrorCode } from '@/lib/core/errors';
import type { Scope } from '@/lib/core/scopes';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Who may call: anyone, anyone signed in or with a key, a person's session only, or who has the scope. */
export type Auth = 'public' | 'authenticated' | 'session' | Scope;

type Shape = z.ZodType | undefined;

/**
 * One declaration per endpoint. Validation, the OpenAPI document, the docs, the SDK's types and the tenant
 * matrix all come from it.
 */
export interface Endpoint<
  Params extends Shape = Shape,
  Query extends Shape = Shape,
  Body extends Shape = Shape,
> {
  /** the OpenAPI operationId */
  id: string;
  method: Method;
  /** `/api/v1/agents/{id}` */
  path: string;
  auth: Auth;
  summary: string;
  description?: string;
  tag: string;
  params?: Params;
  query?: Query;
  body?: Body;
  /** a body may be absent; it is then read as `{}` */
  bodyOptional?: boolean;
  /** bodies: JSON by default; `raw` hands the handler the request itself */
  bodyKind?: 'json' | 'raw';
  /** the fields of a multipart form that a `raw` handler reads itself; for the documents only */
  form?: z.ZodType;
  /** status → schema of the body; `null` for no body */
  responses: Record<number, z.ZodType | null>;
  /** a stream of server-sent events when the client accepts `text/event-stream`, or always */
  stream?: 'accept' | 'always';
  /** the stream has no end of its own */
  endless?: boolean;
  /** the errors it can give beyond those of the wrapper */
  errors?: readonly ErrorCode[];
  /** resource type when JSON:API is asked for */
  jsonApi?: string;
  /** rate limit: the ordinary one, the stricter one of sign-in pages, or none */
  limit?: 'default' | 'sign-in' | 'none';
  /** milliseconds the whole request may take; 60,000 by default */
  timeoutMs?: number;
  /** bytes; 1 MiB by default */
  maxBody?: number;
  example?: {
    params?: Record<string, string>;
    query?: Record<string, string>;
    body?: unknown;
    response?: unknown;
  };
  /** seeds show these errors with another message per mount */
  deprecated?: boolean;
}

/** Declares an endpoint; the types of params, query and body flow to its handler. */
export function endpoint<
  Params extends Shape = undefined,
  Query extends Shape = undefined,
  Body extends Shape = undefined,
>(declaration: Endpoint<Params, Query, Body>): Endpoint<Params, Query, Body> {
  return declaration;
}

type Out<S> = S extends z.ZodType ? z.output<S> : undefined;

export interface Input<Params extends Shape, Query extends Shape, Body extends Shape> {
  params: Out<Params>;
  query: Out<Query>;
  body: Out<Body>;
  request: RequestInfo;
}

/** What a handler may need of the request beyond the validated input. */
export interface RequestInfo {
  raw: Request;
  url: URL;
  /** the mount the client used: decides the shape of resources that both mounts serve */
  mount: 'api' | 'v1';
  ip: string;
  userAgent: string;
  signal: AbortSignal;
}

/** What a handler gives back. `list` carries the page; the wrapper writes it in the mount's shape. */
export interface Reply {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
  cookies?: string[];
  /** total of a list, for `meta.total` and `X-Total-Count` */
  total?: number;
  /** a finished Response, for streams and files */
  raw?: Response;
  /** a retry may end otherwise: the answer is not kept for its Idempotency-Key */
  again?: boolean;
  /** work that must go on after the answer on hosts that end the process */
  after?: () => Promise<void>;
}

export const reply = (status: number, body?: unknown, more: Partial<Reply> = {}): Reply => ({
  status,
  body,
  ...more,
});
