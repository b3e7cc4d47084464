import { Readable } from 'node:stream';
import { isAppError } from '@/lib/core/errors';
import { attachment } from '@/lib/core/storage/disposition';
import { parseRange } from '@/lib/core/storage/range';
import { type FileGrant, verifyFileUrl } from '@/lib/core/storage/sign';
import { type StoredHead, storage } from '@/lib/core/storage/storage';

const problem = (status: number, code: string, error: string, headers = {}) =>
  Response.json({ error, code }, { status, headers: { 'cache-control': 'no-store', ...headers } });

const refused = () =>
  problem(403, 'FORBIDDEN', 'This link is wrong or has expired. Ask for a new one.');

/**
 * Answers the links of the file storage: GET and HEAD of a download, PUT of an upload. The link itself is the
 * permission, so mount it public. 403 for a link that is forged, expired or of another method.
 */
export async function serveSigned(request: Request): Promise<Response> {
  const token = new URL(request.url).pathname.split('/').at(-1) ?? '';
  const grant = verifyFileUrl(token);
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  if (!grant || grant.method !== method) return refused();
  return grant.method === 'PUT' ? receive(request, grant) : send(request, grant);
}

function headersOf(head: StoredHead, grant: FileGrant): Headers {
  return new Headers({
    'content-type': grant.contentType ?? head.contentType,
    'content-disposition': attachment(grant.filename),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-store',
    'last-modified': head.lastModified.toUTCString(),
  });
}

async function send(request: Request, grant: FileGrant): Promise<Response> {
  const store = await storage();
  const head = await store.head(grant.key);
  if (!head) return problem(404, 'NOT_FOUND', 'This file is not there any more.');
  const headers = headersOf(head, grant);
  const range = parseRange(request.headers.get('range'), head.size);
  if (range === 'unsatisfiable')
    return problem(416, 'RANGE_NOT_SATISFIABLE', `The file has ${head.size} bytes.`, {
      'content-range': `bytes */${head.size}`,
    });
  const length = range ? range.end - range.start + 1 : head.size;
  headers.set('content-length', String(length));
  if (range) headers.set('content-range', `bytes ${range.start}-${range.end}/${head.size}`);
  const status = range ? 206 : 200;
  if (request.method === 'HEAD') return new Response(null, { status, headers });
  const { stream } = await store.get(grant.key, { range });
  return new Response(Readable.toWeb(stream) as ReadableStream, { status, headers });
}

async function receive(request: Request, grant: FileGrant): Promise<Response> {
  const { maxBytes = 0, size, contentType } = grant;
  const limit = size ?? maxBytes;
  const declared = Number(request.headers.get('content-length') ?? 0);
  if (declared > limit)
    return problem(413, 'PAYLOAD_TOO_LARGE', `The file is larger than ${limit} bytes.`);
  if (size !== undefined && request.headers.has('content-length') && declared !== size)
    return problem(400, 'BAD_REQUEST', `The link is for a file of exactly ${size} bytes.`);
  try {
    const store = await storage();
    const stored = await store.put(grant.key, request.body ?? new Uint8Array(), {
      contentType,
      maxBytes: limit,
    });
    return Response.json({ size: stored.size, checksum: stored.sha256 }, { status: 200 });
  } catch (error) {
    if (!isAppError(error)) throw error;
    return problem(error.status, error.code, error.message);
  }
}
