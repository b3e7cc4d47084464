import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Given, type WebServer, webServer } from '@/lib/api/http/server';
import { fromResponse } from '@/lib/api/plain';

let web: WebServer;
let sockets: Socket[] = [];
let api: (request: Request) => Promise<Response>;

async function open(more: Partial<Given> = {}): Promise<number> {
  web = webServer({
    api: async (request) => fromResponse(await api(request), {}, []),
    isApi: (path) => path.startsWith('/api'),
    pages: async (_request, response) => void response.end('a page'),
    trustProxy: false,
    ...more,
  });
  web.server.listen(0, '127.0.0.1');
  await once(web.server, 'listening');
  return (web.server.address() as AddressInfo).port;
}

/** A raw connection that gathers what comes. */
async function dial(port: number) {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  socket.on('error', () => {});
  let text = '';
  const waiting: (() => void)[] = [];
  const tell = () => {
    for (const check of waiting) check();
  };
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1');
    tell();
  });
  const closed = new Promise<string>((done) => socket.once('close', () => done(text)));
  await once(socket, 'connect');
  return {
    socket,
    closed,
    send: (bytes: string | Buffer) => socket.write(bytes),
    until: (pattern: RegExp) =>
      new Promise<string>((done) => {
        const check = () => {
          if (pattern.test(text)) done(text);
        };
        waiting.push(check);
        check();
      }),
  };
}

const HOST = 'Host: localhost\r\n';

beforeEach(() => {
  api = async (request) => Response.json({ url: request.url, method: request.method });
});

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets = [];
  await web.stop(0);
});

describe('the web server', () => {
  it('answers many requests on one connection, pipelined ones in order', async () => {
    const { send, until } = await dial(await open());
    send(`GET /api/1 HTTP/1.1\r\n${HOST}\r\nGET /api/2 HTTP/1.1\r\n${HOST}\r\n`);
    const text = await until(/api\/2"/);
    expect(text.indexOf('/api/1"')).toBeLessThan(text.indexOf('/api/2"'));
    send(`GET /page HTTP/1.1\r\n${HOST}\r\n`);
    await until(/a page/);
  });

  it('answers HEAD without a body', async () => {
    const { send, closed } = await dial(await open());
    send(`HEAD /api/x HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`);
    const text = await closed;
    expect(text).toMatch(/^HTTP\/1.1 200 /);
    expect(text.split('\r\n\r\n')[1]).toBe('');
  });

  it('lets a client read its 413 while it is still uploading', async () => {
    api = async () => Response.json({ error: 'too large' }, { status: 413 });
    const { send, until, closed } = await dial(await open());
    send(`POST /api/x HTTP/1.1\r\n${HOST}Content-Length: 8000000\r\n\r\n`);
    send(Buffer.alloc(1_000_000, 'a'));
    const text = await until(/too large/);
    expect(text).toMatch(/^HTTP\/1.1 413 /);
    expect(text).toMatch(/connection: close/i);
    send(Buffer.alloc(7_000_000, 'a'));
    await closed;
  });

  it('streams a body in and out with backpressure', async () => {
    let pulled = 0;
    api = async (request) => {
      let size = 0;
      for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>)
        size += chunk.byteLength;
      const stream = new ReadableStream({
        pull(controller) {
          pulled += 65_536;
          if (pulled > 200_000_000) controller.close();
          else controller.enqueue(new Uint8Array(65_536));
        },
      });
      return new Response(stream, {
        headers: { 'Content-Type': 'text/event-stream', 'X-Size': String(size) },
      });
    };
    const port = await open();
    const { socket, send, until } = await dial(port);
    send(`POST /api/x HTTP/1.1\r\n${HOST}Content-Length: 3000000\r\n\r\n`);
    send(Buffer.alloc(3_000_000, 'a'));
    expect(await until(/\r\n\r\n/)).toMatch(/x-size: 3000000/i);
    socket.pause();
    // Nobody reads any more: the source is asked for no more than the buffers on the way hold.
    for (let turn = 0; turn < 500; turn++) await new Promise(setImmediate);
    expect(pulled).toBeLessThan(50_000_000);
  });

  it('tells the endpoint when its client leaves', async () => {
    const asked = Promise.withResolvers<AbortSignal>();
    api = (request) => {
      asked.resolve(request.signal);
      return new Promise((done) =>
        request.signal.addEventListener('abort', () => done(new Response())),
      );
    };
    const { socket, send } = await dial(await open());
    send(`GET /api/x HTTP/1.1\r\n${HOST}\r\n`);
    const signal = await asked.promise;
    const left = once(signal, 'abort');
    socket.destroy();
    await left;
    expect(signal.aborted).toBe(true);
  });

  it.each([
    '//',
    '//evil.example/api',
    '/api/%',
    '/api/%E0%A4%A',
    '/api/\\..\\x',
    'http://other.example/api/x',
    '/api/x?%',
    '*',
    'api',
    '/api/{}|"<>^`',
  ])('answers the odd address %s and goes on', async (target) => {
    const port = await open();
    const { send, closed } = await dial(port);
    send(`GET ${target} HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`);
    expect(await closed).toMatch(/^HTTP\/1.1 (200|400) /);
    const next = await dial(port);
    next.send(`GET /api/fine HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`);
    expect(await next.closed).toMatch(/^HTTP\/1.1 200 /);
  });

  it('answers what is no HTTP with 400 and huge headers with 431', async () => {
    const port = await open();
    const noise = await dial(port);
    noise.send('\x16\x03\x01 hello\r\n\r\n');
    expect(await noise.closed).toMatch(/^HTTP\/1.1 400 [\s\S]*BAD_REQUEST/);
    const huge = await dial(port);
    huge.send(`GET /api HTTP/1.1\r\n${HOST}X-A: ${'a'.repeat(40_000)}\r\n\r\n`);
    expect(await huge.closed).toMatch(/^HTTP\/1.1 431 /);
  });

  it('ends a connection whose request head does not arrive in time', async () => {
    const { send, closed } = await dial(await open({ headMs: 100 }));
    send('GET /api HTTP/1.1\r\nX-Slow: ');
    expect(await closed).toMatch(/^HTTP\/1.1 408 /);
  });

  it('refuses TRACE without falling over', async () => {
    const { send, closed } = await dial(await open());
    send(`TRACE /api/x HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`);
    expect(await closed).toMatch(/^HTTP\/1.1 405 [\s\S]*Allow: GET/);
  });

  it('answers 500 when the dispatcher itself fails', async () => {
    api = async () => {
      throw new Error('a secret of ours');
    };
    const { send, closed } = await dial(await open());
    send(`GET /api/x HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`);
    const text = await closed;
    expect(text).toMatch(/^HTTP\/1.1 500 /);
    expect(text).not.toContain('secret');
  });

  it('believes the address of the socket, not what a client says', async () => {
    api = async ({ headers }) => Response.json([...headers]);
    const { send, closed } = await dial(await open());
    send(
      `GET /api/x HTTP/1.1\r\n${HOST}X-Real-IP: 6.6.6.6\r\nX-Forwarded-For: 6.6.6.6\r\nX-Forwarded-Host: evil.example\r\nConnection: close\r\n\r\n`,
    );
    const text = await closed;
    expect(text).toContain('["x-real-ip","127.0.0.1"]');
    expect(text).not.toMatch(/6\.6\.6\.6|evil/);
  });

  it('takes the entry that a trusted proxy wrote, the rightmost', async () => {
    api = async ({ headers, url }) => Response.json([headers.get('x-real-ip'), url]);
    const { send, closed } = await dial(await open({ trustProxy: true }));
    send(
      `GET /api/x HTTP/1.1\r\n${HOST}X-Forwarded-For: 6.6.6.6, 9.9.9.9\r\nX-Forwarded-Proto: https\r\nConnection: close\r\n\r\n`,
    );
    expect(await closed).toContain('["9.9.9.9","https://localhost/api/x"]');
  });

  it('stops although a stream is open and a request hangs', async () => {
    api = (request) =>
      request.url.endsWith('/hangs')
        ? new Promise(() => {})
        : Promise.resolve(
            new Response(
              new ReadableStream({ start: (c) => c.enqueue(Buffer.from('data: 1\n\n')) }),
              {
                headers: { 'Content-Type': 'text/event-stream' },
              },
            ),
          );
    const port = await open();
    const stream = await dial(port);
    stream.send(`GET /api/stream HTTP/1.1\r\n${HOST}\r\n`);
    await stream.until(/data: 1/);
    const hangs = await dial(port);
    hangs.send(`GET /api/hangs HTTP/1.1\r\n${HOST}\r\n`);
    const stopped = web.stop(100);
    await Promise.all([stream.closed, hangs.closed, stopped]);
  });
});
