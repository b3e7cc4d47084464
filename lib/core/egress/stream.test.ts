import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import zlib from 'node:zlib';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { streamText } from 'ai';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EgressError } from './error';
import { loopback } from './loopback.fixture';

let net: ReturnType<typeof loopback>;
beforeEach(() => {
  net = loopback();
});
afterEach(() => net.stop());

const urlOf = (port: number) => `http://model.example:${port}/v1`;

test('chunks arrive as they are sent, compressed ones too', async () => {
  const { promise: opened, resolve: open } = Promise.withResolvers<zlib.Gzip>();
  const port = await net.http((_request, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' });
    const gzip = zlib.createGzip({ flush: zlib.constants.Z_SYNC_FLUSH });
    gzip.pipe(response);
    open(gzip);
  });
  const pending = net.egress.createEgressFetch()(urlOf(port));
  const gzip = await opened;
  gzip.write('first');
  const response = await pending;
  expect(response.url).toBe(urlOf(port));
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const next = async () => Buffer.from((await reader.read()).value ?? []).toString();
  expect(await next()).toBe('first');
  gzip.write('second');
  expect(await next()).toBe('second');
  gzip.end();
  expect((await reader.read()).done).toBe(true);
});

test('a model at a custom base URL is streamed by the AI SDK', async () => {
  const { promise: got, resolve } = Promise.withResolvers<[IncomingMessage, string]>();
  const port = await net.http(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    resolve([request, body]);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const content of ['Hel', 'lo']) {
      const reason = content === 'lo' ? 'stop' : null;
      const delta = { choices: [{ index: 0, delta: { content }, finish_reason: reason }] };
      response.write(`data: ${JSON.stringify({ id: '1', model: 'm', created: 1, ...delta })}\n\n`);
    }
    response.end('data: [DONE]\n\n');
  });
  const provider = createOpenAICompatible({
    name: 'test',
    baseURL: urlOf(port),
    apiKey: 'k',
    fetch: net.egress.createEgressFetch(),
  });
  const { textStream } = streamText({ model: provider('m'), prompt: 'hi' });
  let text = '';
  for await (const part of textStream) text += part;
  expect(text).toBe('Hello');
  const [request, body] = await got;
  expect(request.headers).toMatchObject({
    authorization: 'Bearer k',
    host: `model.example:${port}`,
  });
  expect(JSON.parse(body)).toMatchObject({ model: 'm', stream: true });
});

test('a reader that waits slows the sender down and is not timed out', async () => {
  let sent = 0;
  const { promise: stalled, resolve: stall } = Promise.withResolvers<void>();
  const total = 32 * 1024 * 1024;
  const port = await net.http((_request, response) => {
    const chunk = Buffer.alloc(64 * 1024);
    const more = () => {
      while (sent < total) {
        sent += chunk.length;
        if (!response.write(chunk)) {
          // Loopback buffers take a few MiB; a sender still blocked after a while has met the brake.
          const at = sent;
          setTimeout(() => sent === at && stall(), 100);
          return;
        }
      }
      response.end();
    };
    response.on('drain', more);
    more();
  });
  const response = await net.egress.createEgressFetch({ idleTimeoutMs: 50 })(urlOf(port));
  await stalled;
  expect(sent).toBeLessThan(total);
  expect((await response.arrayBuffer()).byteLength).toBe(total);
});

test('an abort rejects with its own reason, before and during the body, and hangs up', async () => {
  const { promise: requested, resolve } = Promise.withResolvers<ServerResponse>();
  const port = await net.http((request, response) => {
    if (request.url === '/v1/body') response.write('partial');
    resolve(response);
  });
  const streaming = net.egress.createEgressFetch();
  const early = new AbortController();
  const waiting = streaming(`${urlOf(port)}/head`, { signal: early.signal });
  const hungUp = once(await requested, 'close');
  early.abort();
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  await hungUp;

  const late = new AbortController();
  const response = await streaming(`${urlOf(port)}/body`, { signal: late.signal });
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  await reader.read();
  const reason = new Error('stopped by the user');
  late.abort(reason);
  await expect(reader.read()).rejects.toBe(reason);
});

test('cancelling the body hangs up', async () => {
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  const port = await net.http((_request, response) => {
    response.write('partial');
    response.on('close', resolve);
  });
  const response = await net.egress.createEgressFetch()(urlOf(port));
  await response.body?.cancel();
  await closed;
});

test('silence before the headers, between chunks and in total is ended', async () => {
  const port = await net.http((request, response) => {
    if (request.url === '/v1/silent') return;
    response.write('partial');
    if (request.url === '/v1/drip') {
      const drip = setInterval(() => response.write('.'), 10);
      response.on('close', () => clearInterval(drip));
    }
  });
  const timeout = { message: 'fetch failed', cause: { code: 'EGRESS_TIMEOUT' } };
  const { createEgressFetch } = net.egress;
  const silent = createEgressFetch({ headersTimeoutMs: 100 })(`${urlOf(port)}/silent`);
  await expect(silent).rejects.toMatchObject(timeout);
  const idle = await createEgressFetch({ idleTimeoutMs: 100 })(`${urlOf(port)}/idle`);
  await expect(idle.text()).rejects.toMatchObject(timeout);
  const drip = await createEgressFetch({ totalTimeoutMs: 200 })(`${urlOf(port)}/drip`);
  await expect(drip.text()).rejects.toMatchObject(timeout);
});

test('a body that nobody reads ends with the total time and takes nothing down', async () => {
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  const port = await net.http((_request, response) => {
    response.write('partial');
    response.on('close', resolve);
  });
  await net.egress.createEgressFetch({ totalTimeoutMs: 100 })(urlOf(port));
  await closed;
});

test('a connection that breaks before anyone reads takes nothing down', async () => {
  const port = await net.tcp((socket) => {
    socket.once('data', () => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc');
      setImmediate(() => socket.resetAndDestroy());
    });
  });
  const response = await net.egress.createEgressFetch()(urlOf(port));
  while (net.openSockets() > 0) await new Promise(setImmediate);
  await new Promise(setImmediate);
  await expect(response.text()).rejects.toMatchObject({ cause: { code: 'EGRESS_PROTOCOL' } });
});

test('a body beyond the limit fails', async () => {
  const port = await net.http((_request, response) => response.end('x'.repeat(2000)));
  const response = await net.egress.createEgressFetch({ maxResponseBytes: 1000 })(urlOf(port));
  await expect(response.text()).rejects.toMatchObject({ code: 'EGRESS_TOO_LARGE' });
});

test('requests are sent as fetch would: objects, forms and streams', async () => {
  const port = await net.http(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { method, headers } = request;
    response.end(JSON.stringify({ method, type: headers['content-type'], body }));
  });
  const send = async (input: string | URL | Request, init?: RequestInit) =>
    (await net.egress.createEgressFetch()(input, init)).json();
  expect(await send(new URL(urlOf(port)))).toMatchObject({ method: 'GET', body: '' });
  const form = new URLSearchParams({ a: '1' });
  expect(await send(urlOf(port), { method: 'POST', body: form })).toMatchObject({ body: 'a=1' });
  const object = new Request(urlOf(port), { method: 'PUT', body: 'x' });
  expect(await send(object)).toMatchObject({ method: 'PUT', body: 'x' });
  const stream = new Response('streamed').body;
  expect(await send(urlOf(port), { method: 'POST', body: stream })).toMatchObject({
    body: 'streamed',
  });
});

test('what can be tried again looks like a failed fetch, what is refused does not', async () => {
  const port = await net.tcp((socket) => socket.once('data', () => socket.end()));
  const streaming = net.egress.createEgressFetch();
  const closed: unknown = await streaming(urlOf(port)).catch((error) => error);
  expect(closed).toBeInstanceOf(TypeError);
  expect((closed as Error).cause).toBeInstanceOf(EgressError);
  for (const url of ['http://169.254.169.254/', 'http://u:s3cret@x.example/', 'nonsense s3cret']) {
    const refused: unknown = await streaming(url).catch((error) => error);
    expect(refused).toBeInstanceOf(EgressError);
    expect(String(refused)).not.toContain('s3cret');
  }
  const broken = streaming(urlOf(port), { headers: { authorization: 's3cret\r\nx: y' } });
  await expect(broken).rejects.toMatchObject({
    name: 'EgressError',
    message: expect.not.stringContaining('s3cret'),
  });
});

test('redirects follow the call, and are refused when it says nothing', async () => {
  const port = await net.http((request, response) => {
    if (request.url === '/v1/end') return response.end('end');
    return response.writeHead(302, { location: '/v1/end' }).end();
  });
  const streaming = net.egress.createEgressFetch();
  await expect(streaming(urlOf(port))).rejects.toMatchObject({ code: 'EGRESS_REDIRECT' });
  expect((await streaming(urlOf(port), { redirect: 'manual' })).status).toBe(302);
  expect(await (await streaming(urlOf(port), { redirect: 'follow' })).text()).toBe('end');
});
