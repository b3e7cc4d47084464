import { fail } from '@/lib/core/errors';

type Attributes = Record<string, unknown>;

const isObject = (v: unknown): v is Attributes =>
  typeof v === 'object' && v !== null && !Array.isArray(v);

/** The attributes of a JSON:API document: what a plain body would hold. */
export function fromJsonApi(body: unknown): unknown {
  if (body === undefined) return undefined;
  if (!isObject(body) || !('data' in body)) return body;
  const data = body.data;
  if (!isObject(data))
    fail('VALIDATION_FAILED', undefined, { details: { data: 'must be an object' } });
  if (data.attributes === undefined) return {};
  if (!isObject(data.attributes))
    fail('VALIDATION_FAILED', undefined, { details: { 'data.attributes': 'must be an object' } });
  return data.attributes;
}

function resource(type: string, value: unknown) {
  if (!isObject(value)) return value;
  const { id, ...attributes } = value;
  return { type, id: String(id ?? ''), attributes };
}

/** A plain answer as a JSON:API document: `{data}`, and `meta.total` with `links` for lists. */
export function toJsonApi(type: string, body: unknown, url: URL, total?: number): unknown {
  if (body === undefined || body === null) return body;
  if (Array.isArray(body))
    return { data: body.map((row) => resource(type, row)), meta: { total: total ?? body.length } };
  if (isObject(body) && Array.isArray(body.data) && typeof body.total === 'number') {
    const { limit, offset } = body as unknown as { limit: number; offset: number };
    const at = (o: number) => {
      const to = new URL(url);
      to.searchParams.set('offset', String(o));
      to.searchParams.set('limit', String(limit));
      return to.pathname + to.search;
    };
    return {
      data: body.data.map((row) => resource(type, row)),
      meta: { total: body.total, limit, offset },
      links: {
        self: url.pathname + url.search,
        ...(offset > 0 && { prev: at(Math.max(0, offset - limit)) }),
        ...(offset + limit < body.total && { next: at(offset + limit) }),
      },
    };
  }
  return { data: resource(type, body) };
}

/** A map of field problems as JSON:API errors; other errors as one. */
export function errorsOf(
  status: number,
  code: string,
  message: string,
  details: unknown,
  id: string,
) {
  const one = { status: String(status), code, title: message, id };
  if (code === 'VALIDATION_FAILED' && isObject(details))
    return Object.entries(details).map(([field, text]) => ({
      ...one,
      detail: `${field} ${String(text)}`,
      source: { pointer: `/data/attributes/${field.replaceAll('.', '/')}` },
    }));
  return [{ ...one, detail: message, ...(details !== undefined && { meta: { details } }) }];
}
