import { parseJson, readBody } from '@/lib/api/body';
import { fromJsonApi } from '@/lib/api/json-api';
import type { Endpoint } from '@/lib/core/endpoint';
import { AppError } from '@/lib/core/errors';
import { checkStorable, parse } from '@/lib/core/validate';

const MIB = 1024 * 1024;
export const WRITES: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** The request's parameters, query and body as the endpoint's schemas have them. Throws 400, 408, 413, 415. */
export async function readInput(
  { request, url, jsonApi }: { request: Request; url: URL; jsonApi: boolean },
  endpoint: Endpoint,
  rawParams: Record<string, string>,
) {
  checkStorable(rawParams);
  const params = endpoint.params ? parse(endpoint.params, rawParams) : undefined;
  const rawQuery = Object.fromEntries(url.searchParams);
  checkStorable(rawQuery);
  for (const name of ['limit', 'offset'])
    if (rawQuery[`page[${name}]`] !== undefined)
      rawQuery[name] ??= rawQuery[`page[${name}]`] as string;
  const query = endpoint.query ? parse(endpoint.query, rawQuery) : undefined;
  let body: unknown;
  if (endpoint.bodyKind !== 'raw' && WRITES.has(request.method)) {
    const bytes = await readBody(request, endpoint.maxBody ?? MIB);
    if (endpoint.body) {
      const json = parseJson(bytes, request.headers.get('content-type'));
      checkStorable(json);
      const plain = jsonApi ? fromJsonApi(json) : json;
      if (plain === undefined && !endpoint.bodyOptional)
        throw new AppError('BAD_REQUEST', 'This needs a JSON body.');
      body = parse(endpoint.body, plain ?? {});
    }
  }
  return { params, query, body };
}
