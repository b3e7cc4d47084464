import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { S3Settings } from '@/lib/core/storage/s3-settings';
import { signatureProblem } from '@/lib/testing/vendors/s3-signature';

type Stored = { bytes: Buffer; type: string; modified: Date };

export interface FakeS3 {
  settings: S3Settings;
  /** Keys whose name holds `part`, uploads that were begun and not ended included. */
  left(part: string): Promise<string[]>;
  close(): Promise<void>;
}

const BUCKET = 'packages';
const KEYS = { accessKeyId: 'test-key', secretAccessKey: 'test-secret' };
/** Less than Amazon's 5 MiB would hide a client that sends parts too small. */
const SMALLEST_PART = 5 * 1024 * 1024;

const STATUS: Record<string, number> = {
  NoSuchKey: 404,
  NoSuchBucket: 404,
  NoSuchUpload: 404,
  InvalidRange: 416,
  NotImplemented: 501,
  EntityTooSmall: 400,
  InvalidPart: 400,
};
const etag = (bytes: Buffer) => `"${createHash('md5').update(bytes).digest('hex')}"`;
const entity = (text: string) => text.replace(/[<>&]/g, (c) => `&#${c.charCodeAt(0)};`);

/**
 * S3's wire format on a random port of 127.0.0.1, with one bucket in memory: the requests that our storage makes,
 * every signature checked. S3_TEST_ENDPOINT, S3_TEST_BUCKET, S3_TEST_KEY and S3_TEST_SECRET point the same tests
 * at a real server.
 */
export async function startS3(): Promise<FakeS3> {
  const real = process.env.S3_TEST_ENDPOINT;
  if (real) {
    const { S3_TEST_BUCKET, S3_TEST_KEY = '', S3_TEST_SECRET = '' } = process.env;
    const keys = { accessKeyId: S3_TEST_KEY, secretAccessKey: S3_TEST_SECRET };
    return {
      settings: settingsFor(real, S3_TEST_BUCKET ?? 'fleetprompt-test', keys),
      left: async () => [],
      close: async () => {},
    };
  }
  const bucket = new Bucket();
  const server = createServer(async (request, response) => {
    try {
      await bucket.answer(request, response);
    } catch (error) {
      response.destroy(error as Error);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    settings: settingsFor(`http://127.0.0.1:${port}`, BUCKET, KEYS),
    left: async (part) => bucket.names().filter((name) => name.includes(part)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const settingsFor = (
  endpoint: string,
  bucket: string,
  credentials: S3Settings['credentials'],
): S3Settings => ({ endpoint, bucket, credentials, region: 'us-east-1', forcePathStyle: true });

class Bucket {
  #objects = new Map<string, Stored>();
  #uploads = new Map<string, { key: string; type: string; parts: Map<number, Buffer> }>();

  names(): string[] {
    return [...this.#objects.keys(), ...[...this.#uploads.values()].map((upload) => upload.key)];
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    const body = await buffer(request);
    const wrong = (code: string) => this.#error(response, request, code);
    const problem = signatureProblem(request, url, body, KEYS);
    if (problem) return wrong(problem);
    const [, bucket, ...rest] = decodeURIComponent(url.pathname).split('/');
    const key = rest.join('/');
    if (bucket !== BUCKET) return wrong('NoSuchBucket');
    const query = url.searchParams;
    if (key === '') {
      if (request.method === 'HEAD') return void response.writeHead(200).end();
      return query.has('list-type') ? this.#list(query, response) : wrong('NotImplemented');
    }
    const type = request.headers['content-type'] ?? 'binary/octet-stream';
    const uploadId = query.get('uploadId') ?? '';
    if (request.method === 'POST' && query.has('uploads')) {
      const id = randomUUID();
      this.#uploads.set(id, { key, type, parts: new Map() });
      return this.#xml(response, 'InitiateMultipartUploadResult', `<UploadId>${id}</UploadId>`);
    }
    if (uploadId) return this.#part(request, response, uploadId, query, body);
    if (request.method === 'PUT') {
      const source = request.headers['x-amz-copy-source'];
      const copied =
        source && this.#objects.get(decodeURIComponent(String(source)).slice(BUCKET.length + 1));
      if (source && !copied) return wrong('NoSuchKey');
      const made = copied || { bytes: body, type, modified: new Date() };
      this.#objects.set(key, made);
      const tag = etag(made.bytes);
      if (copied) return this.#xml(response, 'CopyObjectResult', `<ETag>${entity(tag)}</ETag>`);
      return void response.writeHead(200, { etag: tag }).end();
    }
    if (request.method === 'DELETE') {
      this.#objects.delete(key);
      return void response.writeHead(204).end();
    }
    const found = this.#objects.get(key);
    return found ? this.#send(request, response, query, found) : wrong('NoSuchKey');
  }

  #part(
    request: IncomingMessage,
    response: ServerResponse,
    id: string,
    query: URLSearchParams,
    body: Buffer,
  ): void {
    const upload = this.#uploads.get(id);
    if (!upload) {
      this.#error(response, request, 'NoSuchUpload');
      return;
    }
    if (request.method === 'PUT') {
      upload.parts.set(Number(query.get('partNumber')), body);
      return void response.writeHead(200, { etag: etag(body) }).end();
    }
    if (request.method === 'DELETE') {
      this.#uploads.delete(id);
      return void response.writeHead(204).end();
    }
    const listed = [...body.toString().matchAll(/<PartNumber>(\d+)<\/PartNumber>/g)];
    const parts = listed.map(([, n]) => upload.parts.get(Number(n)));
    if (parts.length === 0 || parts.some((part) => part === undefined)) {
      this.#error(response, request, 'InvalidPart');
      return;
    }
    if (parts.slice(0, -1).some((part) => (part as Buffer).length < SMALLEST_PART)) {
      this.#error(response, request, 'EntityTooSmall');
      return;
    }
    const bytes = Buffer.concat(parts as Buffer[]);
    this.#objects.set(upload.key, { bytes, type: upload.type, modified: new Date() });
    this.#uploads.delete(id);
    this.#xml(response, 'CompleteMultipartUploadResult', `<ETag>${entity(etag(bytes))}</ETag>`);
  }

  #send(
    request: IncomingMessage,
    response: ServerResponse,
    query: URLSearchParams,
    { bytes, type, modified }: Stored,
  ): void {
    const headers: Record<string, string> = {
      'content-type': query.get('response-content-type') ?? type,
      'last-modified': modified.toUTCString(),
      etag: etag(bytes),
      'accept-ranges': 'bytes',
    };
    const disposition = query.get('response-content-disposition');
    if (disposition) headers['content-disposition'] = disposition;
    const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
    const start = Number(range?.[1] ?? 0);
    const end = Math.min(range?.[2] ? Number(range[2]) : bytes.length, bytes.length - 1);
    if (range && start >= bytes.length) {
      this.#error(response, request, 'InvalidRange');
      return;
    }
    if (range) headers['content-range'] = `bytes ${start}-${end}/${bytes.length}`;
    const sent = bytes.subarray(start, end + 1);
    response.writeHead(range ? 206 : 200, { ...headers, 'content-length': sent.length });
    response.end(request.method === 'HEAD' ? undefined : sent);
  }

  /** Three keys a page, so that paging is always used. */
  #list(query: URLSearchParams, response: ServerResponse): void {
    const after = query.get('continuation-token') ?? '';
    const keys = [...this.#objects.keys()].sort();
    const matching = keys.filter((k) => k.startsWith(query.get('prefix') ?? '') && k > after);
    const page = matching.slice(0, 3);
    const more = matching.length > page.length;
    const contents = page.map((key) => {
      const { bytes, modified } = this.#objects.get(key) as Stored;
      return `<Contents><Key>${entity(key)}</Key><LastModified>${modified.toISOString()}</LastModified><ETag>${entity(etag(bytes))}</ETag><Size>${bytes.length}</Size></Contents>`;
    });
    const next = more ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
    const head = `<Name>${BUCKET}</Name><KeyCount>${page.length}</KeyCount><IsTruncated>${more}</IsTruncated>`;
    this.#xml(response, 'ListBucketResult', head + next + contents.join(''));
  }

  #xml(response: ServerResponse, root: string, inner: string, status = 200): void {
    response.writeHead(status, { 'content-type': 'application/xml' });
    const space = ' xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';
    response.end(`<?xml version="1.0" encoding="UTF-8"?>\n<${root}${space}>${inner}</${root}>`);
  }

  #error(response: ServerResponse, request: IncomingMessage, code: string): void {
    const status = STATUS[code] ?? 403;
    if (request.method === 'HEAD') return void response.writeHead(status).end();
    this.#xml(response, 'Error', `<Code>${code}</Code><Message>${code}</Message>`, status);
  }
}
