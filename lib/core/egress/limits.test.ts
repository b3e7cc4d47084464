import { once } from 'node:events';
import type { Socket } from 'node:net';
import zlib from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEgress } from './egress';
import { EgressError } from './error';
import { loopback } from './loopback.fixture';

let net: ReturnType<typeof loopback>;
beforeEach(() => {
  net = loopback();
});
afterEach(() => net.stop());

const OK = 'HTTP/1.1 200 OK\r\n';
const KIB = 1024;

/** A server that keeps writing as fast as it is read; `closed` settles when we hang up on it. */
async function endless(head: string, chunk: string | Buffer) {
  let hungUp = () => {};
  const closed = new Promise<void>((resolve) => {
    hungUp = resolve;
  });
  const port = await net.tcp((socket: Socket) => {
    socket.once('data', () => {
      socket.write(head);
      const more = () => {
        while (!socket.destroyed && socket.write(chunk));
      };
      socket.on('drain', more);
      more();
    });
    socket.on('close', () => hungUp());
  });
  return { url: `http://receiver.example:${port}/`, closed };
}

test('an answer arrives whole: status, headers, body, address and time', async () => {
  const port = await net.http((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      response.writeHead(418, { 'x-method': request.method, 'set-cookie': ['a=1', 'b=2'] });
      response.end(`${request.headers['content-length']}:${Buffer.concat(chunks)}`);
    });
  });
  const url = `http://receiver.example:${port}/path?query=1`;
  const answer = await net.egress.egressFetch(url, { method: 'post', body: 'grüße' });
  expect(answer.status).toBe(418);
  expect(answer.body.toString()).toBe('7:grüße');
  expect(answer.headers.get('x-method')).toBe('POST');
  expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  expect(answer.truncated).toBe(false);
  expect(answer.finalUrl).toBe(url);
  expect(answer.durationMs).toBeGreaterThanOrEqual(0);
});

test('an endless body is cut at the limit and the connection is closed', async () => {
  const { url, closed } = await endless(`${OK}\r\n`, 'x'.repeat(64 * KIB));
  const answer = await net.egress.egressFetch(url);
  expect(answer.truncated).toBe(true);
  expect(answer.body.length).toBe(64 * KIB);
  await closed;
});

test('a body of exactly the limit is not truncated', async () => {
  const port = await net.http((_request, response) => response.end('x'.repeat(1000)));
  const url = `http://receiver.example:${port}/`;
  const exact = await net.egress.egressFetch(url, { maxResponseBytes: 1000 });
  expect([exact.body.length, exact.truncated]).toEqual([1000, false]);
  const short = await net.egress.egressFetch(url, { maxResponseBytes: 999 });
  expect([short.body.length, short.truncated]).toEqual([999, true]);
  const failing = net.egress.egressFetch(url, { maxResponseBytes: 999, overflow: 'fail' });
  await expect(failing).rejects.toMatchObject({ code: 'EGRESS_TOO_LARGE' });
});

test.each([
  ['gzip', zlib.gzipSync],
  ['x-gzip', zlib.gzipSync],
  ['deflate', zlib.deflateSync],
  ['br', zlib.brotliCompressSync],
])('a %s body is decompressed, and a bomb is cut at the limit', async (encoding, compress) => {
  const bomb = compress(Buffer.alloc(64 * KIB * KIB));
  const port = await net.http((request, response) => {
    response.setHeader('content-encoding', encoding);
    response.end(request.url === '/bomb' ? bomb : compress(Buffer.from('hello')));
  });
  const base = `http://receiver.example:${port}`;
  expect((await net.egress.egressFetch(base)).body.toString()).toBe('hello');
  const before = process.memoryUsage.rss();
  const answer = await net.egress.egressFetch(`${base}/bomb`);
  expect([answer.body.length, answer.truncated]).toEqual([64 * KIB, true]);
  expect(process.memoryUsage.rss() - before).toBeLessThan(48 * KIB * KIB);
});

test('a stacked encoding, a broken one and one cut short are protocol errors', async () => {
  const gzip = zlib.gzipSync('x'.repeat(5000));
  const port = await net.http((request, response) => {
    const stacked = request.url === '/stacked';
    response.setHeader('content-encoding', stacked ? 'gzip, gzip' : 'gzip');
    if (stacked) response.end(zlib.gzipSync(gzip));
    else response.end(request.url === '/cut' ? gzip.subarray(0, 20) : 'not gzip at all');
  });
  for (const path of ['stacked', 'broken', 'cut']) {
    const failing = net.egress.egressFetch(`http://receiver.example:${port}/${path}`);
    await expect(failing, path).rejects.toMatchObject({ code: 'EGRESS_PROTOCOL' });
  }
});

test('compressed bytes that never yield output are cut off too', async () => {
  // Empty stored blocks: valid deflate, five bytes each, nothing inside.
  const head = Buffer.from([0x78, 0x9c]);
  const empty = Buffer.concat(Array(10_000).fill(Buffer.from([0, 0, 0, 0xff, 0xff])));
  const port = await net.tcp((socket) => {
    socket.once('data', () => {
      socket.write(`${OK}content-encoding: deflate\r\n\r\n`);
      socket.write(head);
      const more = () => {
        while (!socket.destroyed && socket.write(empty));
      };
      socket.on('drain', more);
      more();
    });
  });
  const failing = net.egress.egressFetch(`http://receiver.example:${port}/`);
  await expect(failing).rejects.toMatchObject({ code: 'EGRESS_TOO_LARGE' });
});

test('answers without a body are not decompressed', async () => {
  const port = await net.http((request, response) => {
    response.writeHead(request.method === 'HEAD' ? 200 : 204, { 'content-encoding': 'gzip' });
    response.end();
  });
  const url = `http://receiver.example:${port}/`;
  expect((await net.egress.egressFetch(url, { method: 'HEAD' })).status).toBe(200);
  expect((await net.egress.egressFetch(url, { method: 'DELETE' })).status).toBe(204);
});

test('endless headers are cut off', async () => {
  const { url, closed } = await endless(OK, `x-filler: ${'y'.repeat(4 * KIB)}\r\n`);
  await expect(net.egress.egressFetch(url)).rejects.toMatchObject({ code: 'EGRESS_TOO_LARGE' });
  await closed;
});

test('endless interim answers end with the total time', async () => {
  const { url, closed } = await endless('', 'HTTP/1.1 103 Early Hints\r\n\r\n');
  const failing = net.egress.egressFetch(url, { timeoutMs: 200 });
  await expect(failing).rejects.toMatchObject({ code: 'EGRESS_TIMEOUT' });
  await closed;
});

test.each([
  ['hangs before its headers', ''],
  ['hangs in its headers', OK],
  ['hangs in its body', `${OK}content-length: 10\r\n\r\nabc`],
])('a receiver that %s is given up after the total time', async (_title, head) => {
  const sockets: Socket[] = [];
  const port = await net.tcp((socket) => {
    sockets.push(socket);
    socket.once('data', () => socket.write(head));
  });
  const failing = net.egress.egressFetch(`http://receiver.example:${port}/`, { timeoutMs: 150 });
  await expect(failing).rejects.toMatchObject({ code: 'EGRESS_TIMEOUT' });
  const [socket] = sockets as [Socket];
  if (!socket.closed) await once(socket, 'close');
});

test('a receiver that drips is given up after the total time, however lively it is', async () => {
  let drip: NodeJS.Timeout | undefined;
  const port = await net.http((_request, response) => {
    drip = setInterval(() => response.write('.'), 10);
    response.on('close', () => clearInterval(drip));
  });
  const failing = net.egress.egressFetch(`http://receiver.example:${port}/`, { timeoutMs: 250 });
  await expect(failing).rejects.toMatchObject({ code: 'EGRESS_TIMEOUT' });
});

test('a name server that hangs is given up after the total time', async () => {
  const hanging = createEgress({ allow: () => '', resolve: () => new Promise(() => {}) });
  const failing = hanging.egressFetch('http://slow.example/', { timeoutMs: 100 });
  await expect(failing).rejects.toMatchObject({ code: 'EGRESS_TIMEOUT' });
});

test('an abort ends the request at once, before and during the answer', async () => {
  const controller = new AbortController();
  const port = await net.tcp((socket) => {
    socket.once('data', () => controller.abort(new Error('private reason')));
  });
  const url = `http://receiver.example:${port}/`;
  const { signal } = controller;
  await expect(net.egress.egressFetch(url, { signal })).rejects.toMatchObject({
    code: 'EGRESS_ABORTED',
    message: expect.not.stringContaining('private reason'),
  });
  await expect(net.egress.egressFetch(url, { signal })).rejects.toMatchObject({
    code: 'EGRESS_ABORTED',
  });
});

test.each([
  ['closes at once', (socket: Socket) => socket.end(), 'EGRESS_PROTOCOL'],
  ['resets', (socket: Socket) => socket.resetAndDestroy(), 'EGRESS_PROTOCOL'],
  ['does not speak HTTP', (socket: Socket) => socket.end('220 smtp ready\r\n'), 'EGRESS_PROTOCOL'],
  [
    'ends its body early',
    (socket: Socket) => socket.end(`${OK}content-length: 9\r\n\r\nabc`),
    'EGRESS_PROTOCOL',
  ],
  [
    'switches protocols',
    (socket: Socket) =>
      socket.end('HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
    'EGRESS_PROTOCOL',
  ],
] as const)('a receiver that %s gives a typed error', async (_title, answer, code) => {
  const port = await net.tcp((socket) => socket.once('data', () => answer(socket)));
  const failing = net.egress.egressFetch(`http://receiver.example:${port}/`);
  await expect(failing).rejects.toMatchObject({ name: 'EgressError', code });
});

test('errors name the host and nothing else of the request', async () => {
  const port = await net.tcp((socket) => socket.once('data', () => socket.end()));
  const closed = await net.http(() => {});
  const attempts = [
    `http://receiver.example:${port}/s3cret-path?token=s3cret`,
    `http://10.0.0.1:${closed}/s3cret-path?token=s3cret`,
    `http://user:s3cret@example.com/`,
    'ftp://example.com/s3cret',
    'http://s3cret.example:99999/?s3cret',
  ];
  for (const url of attempts) {
    const init = { headers: { authorization: 'Bearer s3cret' }, body: 's3cret', method: 'POST' };
    const error: unknown = await net.egress.egressFetch(url, init).catch((caught) => caught);
    expect(error).toBeInstanceOf(EgressError);
    expect(`${error} ${JSON.stringify(error)} ${(error as Error).cause}`).not.toContain('s3cret');
  }
});

test('headers that frame the message are ours, and broken ones are refused', async () => {
  let received: Record<string, unknown> = {};
  const port = await net.http((request, response) => {
    received = request.headers;
    response.end();
  });
  const url = `http://receiver.example:${port}/`;
  const framing = { 'content-length': '99', 'transfer-encoding': 'chunked', upgrade: 'x' };
  const headers = { ...framing, connection: 'x-key', 'x-key': 'kept' };
  await net.egress.egressFetch(url, { method: 'POST', body: 'abc', headers });
  expect(received).toMatchObject({ 'content-length': '3', 'x-key': 'kept' });
  expect(received).not.toHaveProperty('transfer-encoding');
  expect(received).not.toHaveProperty('upgrade');
  for (const [name, value] of [
    ['host', 'other.example'],
    ['x-a', 'b\r\nx-c: d'],
    ['x a', 'b'],
  ]) {
    const failing = net.egress.egressFetch(url, { headers: { [String(name)]: String(value) } });
    await expect(failing).rejects.toMatchObject({ code: 'EGRESS_PROTOCOL' });
  }
  for (const method of ['CONNECT', 'TRACE', 'GET / HTTP/1.1\r\nx: y']) {
    const failing = net.egress.egressFetch(url, { method });
    await expect(failing).rejects.toMatchObject({ code: 'EGRESS_PROTOCOL' });
  }
});

test('a port where nobody listens is a connection error', async () => {
  const port = await net.http(() => {});
  const egress = createEgress({ allow: () => '127.0.0.0/8', resolve: async () => ['127.0.0.1'] });
  await net.stop();
  net = loopback();
  const failing = egress.egressFetch(`http://receiver.example:${port}/`);
  await expect(failing).rejects.toMatchObject({ code: 'EGRESS_CONNECT', transient: true });
});
