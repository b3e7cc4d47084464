import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { ApiError, api } from '@/components/ui/fetcher';

let server: Server | undefined;
afterEach(() => server?.close());

async function serve(listener: RequestListener) {
  server = createServer(listener);
  await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const failed = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.unreachable('it should have failed'),
    (error: unknown) => error as ApiError,
  );

it('a refused form says which fields, and carries the request id', async () => {
  const url = await serve((_, response) => {
    response.writeHead(400, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({
        error: 'validation failed',
        code: 'VALIDATION_FAILED',
        details: { name: 'is required' },
        request_id: 'r1',
      }),
    );
  });
  const error = await failed(api(url, { method: 'POST', body: {} }));
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ status: 400, code: 'VALIDATION_FAILED', requestId: 'r1' });
  expect(error.fields).toEqual({ name: 'is required' });
});

it('an answer that is not JSON still gives its status and the request id of its header', async () => {
  const url = await serve((_, response) => {
    response.writeHead(502, { 'x-request-id': 'r2' });
    response.end('<html>Bad gateway</html>');
  });
  const error = await failed(api(url));
  expect(error).toMatchObject({ status: 502, code: 'UNKNOWN', requestId: 'r2' });
});

it('a rate limit says when to come back', async () => {
  const url = await serve((_, response) => {
    response.writeHead(429, { 'retry-after': '17' });
    response.end('{"error":"Rate limit exceeded"}');
  });
  expect((await failed(api(url))).message).toBe('Too many requests. Try again in 17 s.');
});

it('a server that is not there is told as offline, an abort is not', async () => {
  const url = await serve((_, response) => response.end('{}'));
  await new Promise((done) => server?.close(done));
  expect(await failed(api(url))).toMatchObject({ status: 0, code: 'OFFLINE' });
  expect((await failed(api(url, { signal: AbortSignal.abort() }))).name).toBe('AbortError');
});

it('a body is sent as JSON and no content comes back as undefined', async () => {
  let seen = '';
  const url = await serve(async (request, response) => {
    for await (const chunk of request) seen += chunk;
    seen += request.headers['content-type'];
    response.writeHead(204).end();
  });
  expect(await api(url, { method: 'PUT', body: { a: 1 } })).toBeUndefined();
  expect(seen).toBe('{"a":1}application/json');
});
