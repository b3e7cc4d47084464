import { createServer as createHttp, type IncomingMessage, type Server } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import tls from 'node:tls';
import { afterEach, expect, test } from 'vitest';
import { selfSigned } from '@/lib/testing/vendors/certificate';
import { createEgress } from './egress';

const servers: Server[] = [];

async function listen(server: Server, host = '127.0.0.1'): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return (server.address() as AddressInfo).port;
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

test('a name is resolved once per connection, and the Host header is the name', async () => {
  let request: IncomingMessage | undefined;
  const port = await listen(
    createHttp((incoming, response) => {
      request = incoming;
      response.end('ok');
    }),
  );
  let lookups = 0;
  const egress = createEgress({
    allow: () => `127.0.0.1:${port}`,
    // The second answer would be another host: an attacker's name server flips between checks.
    resolve: async () => (lookups++ === 0 ? ['127.0.0.1'] : ['127.0.0.2']),
  });
  const answer = await egress.egressFetch(`http://flip.example:${port}/`);
  expect(answer.body.toString()).toBe('ok');
  expect(request?.headers.host).toBe(`flip.example:${port}`);
  expect(request?.socket.localAddress).toBe('127.0.0.1');
  expect(lookups).toBe(1);
  await egress.close();
});

test('a name that turns private between two connections is refused at the second', async () => {
  let connections = 0;
  const server = createHttp((_request, response) => {
    response.setHeader('connection', 'close');
    response.end('ok');
  });
  server.on('connection', () => {
    connections += 1;
  });
  const port = await listen(server);
  let address = '127.0.0.1';
  const egress = createEgress({
    allow: () => `127.0.0.1:${port}`,
    resolve: async () => [address],
  });
  const url = `http://turncoat.example:${port}/`;
  await egress.egressFetch(url);
  address = '127.0.0.2';
  await expect(egress.egressFetch(url)).rejects.toMatchObject({ code: 'EGRESS_BLOCKED' });
  expect(connections).toBe(1);
  await egress.close();
});

test('TLS names and verifies the host, though the connection goes to the address', async () => {
  const { key, cert } = selfSigned(['secure.example']);
  const names: unknown[] = [];
  const server = createHttps({ key, cert }, (_request, response) => response.end('ok'));
  server.on('secureConnection', (socket: tls.TLSSocket & { servername?: string }) =>
    names.push(socket.servername),
  );
  const port = await listen(server);
  const egress = createEgress({
    allow: () => `127.0.0.1:${port}`,
    resolve: async () => ['127.0.0.1'],
  });
  const untrusted = egress.egressFetch(`https://secure.example:${port}/`);
  await expect(untrusted).rejects.toMatchObject({ code: 'EGRESS_CONNECT' });

  const before = tls.getCACertificates('default');
  tls.setDefaultCACertificates([...before, cert]);
  try {
    const answer = await egress.egressFetch(`https://secure.example:${port}/`);
    expect(answer.body.toString()).toBe('ok');
    expect(names.at(-1)).toBe('secure.example');
    const other = egress.egressFetch(`https://other.example:${port}/`);
    await expect(other).rejects.toMatchObject({ code: 'EGRESS_CONNECT' });
  } finally {
    tls.setDefaultCACertificates(before);
  }
  await egress.close();
});

test('the allow list opens what it names, at the port it names', async () => {
  const port = await listen(createHttp((_request, response) => response.end('ok')));
  const url = `http://127.0.0.1:${port}/`;
  const reach = async (allow: string, target = url) => {
    const egress = createEgress({ allow: () => allow, resolve: async () => ['127.0.0.1'] });
    const result = await egress.egressFetch(target).then(
      (answer) => answer.status,
      (error) => error.code,
    );
    await egress.close();
    return result;
  };
  expect(await reach(`127.0.0.1:${port}`)).toBe(200);
  expect(await reach('127.0.0.0/8')).toBe(200);
  expect(await reach('10.0.0.0/8, 127.0.0.1')).toBe(200);
  expect(await reach(`localhost:${port}`, `http://localhost:${port}/`)).toBe(200);
  expect(await reach(`127.0.0.1:${port}`, `http://localhost:${port}/`)).toBe(200);
  expect(await reach('crm.internal', `http://crm.internal:${port}/`)).toBe(200);
  expect(await reach(`CRM.internal:${port}`, `http://crm.internal.:${port}/`)).toBe(200);
  expect(await reach(`127.0.0.1:${port + 1}`)).toBe('EGRESS_BLOCKED');
  expect(await reach('localhost')).toBe('EGRESS_BLOCKED');
  expect(await reach('crm.internal', `http://evil.crm.internal:${port}/`)).toBe('EGRESS_BLOCKED');
  expect(await reach('crm.internal:1', `http://crm.internal:${port}/`)).toBe('EGRESS_BLOCKED');
  expect(await reach('127.0.0.0/8', `http://[::ffff:127.0.0.1]:${port}/`)).toBe('EGRESS_BLOCKED');
});

test('a changed allow list holds at the next request, open connections or not', async () => {
  const port = await listen(createHttp((_request, response) => response.end('ok')));
  let allow = `127.0.0.1:${port}`;
  const egress = createEgress({ allow: () => allow, resolve: async () => ['127.0.0.1'] });
  const url = `http://named.example:${port}/`;
  expect((await egress.egressFetch(url)).status).toBe(200);
  allow = '';
  await expect(egress.egressFetch(url)).rejects.toMatchObject({ code: 'EGRESS_BLOCKED' });
  await egress.close();
});

test.each(['127.1', '0x7f000001', '10.0.0.0/99', 'http://x', 'a b', 'host:0', 'host:99999', '*'])(
  'EGRESS_ALLOW with %s is refused with a sentence',
  (entry) => {
    const { checkUrl } = createEgress({ allow: () => `ok.example,${entry}` });
    expect(() => checkUrl('https://example.com')).toThrow(/EGRESS_ALLOW cannot be read at/);
  },
);

test('a name without an address is a DNS error, for every way a resolver can say so', async () => {
  const empty = createEgress({ allow: () => '', resolve: async () => [] });
  const failing = createEgress({ allow: () => '', resolve: () => Promise.reject(new Error('no')) });
  for (const { egressFetch } of [empty, failing]) {
    await expect(egressFetch('http://gone.example/')).rejects.toMatchObject({ code: 'EGRESS_DNS' });
  }
});

test('egressConnect answers the checked address and the name for TLS', async () => {
  const egress = createEgress({ allow: () => '', resolve: async () => ['93.184.215.14'] });
  expect(await egress.egressConnect('Mail.Example', 587)).toMatchObject({
    address: '93.184.215.14',
    family: 4,
    servername: 'mail.example',
  });
  const own = await egress.egressConnect('127.0.0.1', 1025, { allow: '127.0.0.1:1025' });
  expect(own).toMatchObject({ address: '127.0.0.1', servername: undefined });
});

test('egressSocket connects to what it checked, or says why not', async () => {
  const port = await listen(createHttp());
  const open = createEgress({ allow: () => '127.0.0.1', resolve: async () => ['127.0.0.1'] });
  const socket = await open.egressSocket('mail.example', port);
  expect([socket.remoteAddress, socket.remotePort]).toEqual(['127.0.0.1', port]);
  socket.destroy();
  const shut = createEgress({ allow: () => '', resolve: async () => ['127.0.0.1'] });
  await expect(shut.egressSocket('mail.example', port)).rejects.toMatchObject({
    code: 'EGRESS_BLOCKED',
  });
  const hanging = createEgress({ allow: () => '', resolve: () => new Promise(() => {}) });
  const late = hanging.egressSocket('mail.example', port, { timeoutMs: 50 });
  await expect(late).rejects.toMatchObject({ code: 'EGRESS_TIMEOUT' });
});
