import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import tls from 'node:tls';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { selfSigned } from '@/lib/testing/vendors/certificate';
import { createEgress } from './egress';
import { loopback } from './loopback.fixture';

let net: ReturnType<typeof loopback>;
beforeEach(() => {
  net = loopback();
});
afterEach(() => net.stop());

interface Seen {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingMessage['headers'];
  body: string;
}

/** A server that records what it gets and answers with what `reply` says about the path. */
async function recorder(reply: (path: string) => [number, string] | undefined) {
  const seen: Seen[] = [];
  const port = await net.http(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    seen.push({ method: request.method, url: request.url, headers: request.headers, body });
    const redirect = reply(request.url ?? '');
    if (redirect) response.writeHead(redirect[0], { location: redirect[1] });
    response.end('done');
  });
  return { port, seen, base: `http://first.example:${port}` };
}

const SECRETS = {
  authorization: 'Bearer s3cret',
  cookie: 'session=s3cret',
  'x-api-key': 's3cret',
  'x-my-own-token': 's3cret',
  'proxy-authorization': 's3cret',
};

test('a redirect is refused unless asked for, and its status is told', async () => {
  const { base, seen } = await recorder(() => [302, '/next']);
  const failing = net.egress.egressFetch(base);
  await expect(failing).rejects.toMatchObject({ code: 'EGRESS_REDIRECT', status: 302 });
  const answer = await net.egress.egressFetch(base, { redirect: 'return' });
  expect([answer.status, answer.headers.get('location')]).toEqual([302, '/next']);
  expect(seen.map(({ url }) => url)).toEqual(['/', '/']);
});

test('a redirect within the origin keeps the headers', async () => {
  const { base, seen } = await recorder((path) => (path === '/a' ? [307, '/b?c=1'] : undefined));
  const answer = await net.egress.egressFetch(`${base}/a`, {
    method: 'POST',
    body: 'payload',
    headers: SECRETS,
    redirect: 'follow',
  });
  expect(answer.finalUrl).toBe(`${base}/b?c=1`);
  expect(seen[1]).toMatchObject({ method: 'POST', body: 'payload' });
  expect(seen[1]?.headers.authorization).toBe('Bearer s3cret');
});

test.each([301, 302, 303, 307, 308])(
  'a %i to another origin carries no credentials, nor does the way back',
  async (status) => {
    const home = await recorder((path) =>
      path === '/a' ? [status, `http://second.example:${other.port}/b`] : undefined,
    );
    const other = await recorder(() => [status, `http://first.example:${home.port}/c`]);
    const headers = { ...SECRETS, accept: 'text/plain' };
    await net.egress.egressFetch(`${home.base}/a`, { headers, redirect: 'follow' });
    const [first, back] = home.seen;
    expect(JSON.stringify(first?.headers)).toContain('s3cret');
    expect(other.seen[0]?.headers.accept).toBe('text/plain');
    expect(JSON.stringify(other.seen)).not.toContain('s3cret');
    expect(back?.url).toBe('/c');
    expect(JSON.stringify(back)).not.toContain('s3cret');
  },
);

test('another port of the same host is another origin', async () => {
  const other = await recorder(() => undefined);
  const home = await recorder(() => [302, `http://first.example:${other.port}/`]);
  await net.egress.egressFetch(home.base, { headers: SECRETS, redirect: 'follow' });
  expect(other.seen).toHaveLength(1);
  expect(JSON.stringify(other.seen)).not.toContain('s3cret');
});

test('a body does not go to another origin, and a POST that turns into a GET loses it', async () => {
  const other = await recorder(() => undefined);
  const home = await recorder((path) => {
    return [path === '/keep' ? 307 : 303, `http://second.example:${other.port}/`];
  });
  const init = { method: 'POST', body: 'client_secret=s3cret', redirect: 'follow' } as const;
  const kept = net.egress.egressFetch(`${home.base}/keep`, init);
  await expect(kept).rejects.toMatchObject({ code: 'EGRESS_REDIRECT', status: 307 });
  expect(other.seen).toHaveLength(0);
  await net.egress.egressFetch(`${home.base}/drop`, init);
  expect(other.seen).toMatchObject([{ method: 'GET', body: '' }]);
});

test('a redirect to an address that is not public is refused, and nothing is contacted', async () => {
  let touched = 0;
  const canary = await net.http((_request, response) => {
    touched += 1;
    response.end();
  });
  const targets = [
    `http://127.0.0.2:${canary}/`,
    'http://169.254.169.254/latest/meta-data/',
    'http://[::1]/',
    `http://2130706434:${canary}/`,
    `//0x7f.2:${canary}/`,
    'http://[fd00:ec2::254]/',
    'http://user:pw@first.example/',
    'file:///etc/passwd',
    'ftp://first.example/',
    'http://localhost:1/',
  ];
  for (const target of targets) {
    const { base } = await recorder(() => [302, target]);
    const failing = net.egress.egressFetch(base, { redirect: 'follow' });
    await expect(failing, target).rejects.toMatchObject({ code: 'EGRESS_BLOCKED' });
  }
  expect(touched).toBe(0);
});

test('a redirect to a name that resolves to a private address is refused', async () => {
  const { port } = await recorder(() => [302, 'http://inside.example/']);
  const egress = createEgress({
    allow: () => `127.0.0.1:${port}`,
    resolve: async (host) => [host === 'inside.example' ? '10.0.0.5' : '127.0.0.1'],
  });
  const failing = egress.egressFetch(`http://first.example:${port}/`, { redirect: 'follow' });
  await expect(failing).rejects.toMatchObject({ code: 'EGRESS_BLOCKED' });
  await egress.close();
});

test('a redirect loop ends after the given number', async () => {
  const { base, seen } = await recorder(() => [302, '/again']);
  const failing = net.egress.egressFetch(base, { redirect: 'follow', maxRedirects: 3 });
  await expect(failing).rejects.toMatchObject({ code: 'EGRESS_REDIRECT' });
  expect(seen).toHaveLength(4);
});

test('credentials limited to hosts reach no other, redirected or not', async () => {
  const other = await recorder(() => undefined);
  const home = await recorder((path) =>
    path === '/go' ? [302, `http://second.example:${other.port}/`] : undefined,
  );
  const reach = (url: string, allowedHosts: string[]) =>
    net.egress.egressFetch(url, { allowedHosts, redirect: 'follow' }).then(
      (answer) => answer.status,
      (error) => error.code,
    );
  expect(await reach(home.base, ['first.example'])).toBe(200);
  expect(await reach(home.base, [`first.example:${home.port}`])).toBe(200);
  expect(await reach(home.base, ['*.example'])).toBe(200);
  expect(await reach(home.base, ['First.Example'])).toBe(200);
  expect(await reach(`${home.base}/go`, ['first.example'])).toBe('EGRESS_BLOCKED');
  for (const entry of [
    'example',
    '*.first.example',
    'xfirst.example',
    '*',
    '*.',
    'first.example:1',
  ]) {
    expect([entry, await reach(home.base, [entry])]).toEqual([entry, 'EGRESS_BLOCKED']);
  }
  expect(await reach(home.base, [])).toBe('EGRESS_BLOCKED');
  expect(other.seen).toHaveLength(0);
});

test('a redirect from https to http is refused', async () => {
  const plain = await recorder(() => undefined);
  const { key, cert } = selfSigned(['first.example']);
  const server = createServer({ key, cert }, (_request, response) => {
    response.writeHead(302, { location: `http://first.example:${plain.port}/` }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const egress = createEgress({ allow: () => '127.0.0.1', resolve: async () => ['127.0.0.1'] });
  const before = tls.getCACertificates('default');
  tls.setDefaultCACertificates([...before, cert]);
  try {
    const failing = egress.egressFetch(`https://first.example:${port}/`, { redirect: 'follow' });
    await expect(failing).rejects.toMatchObject({ code: 'EGRESS_REDIRECT' });
    expect(plain.seen).toHaveLength(0);
  } finally {
    tls.setDefaultCACertificates(before);
    server.closeAllConnections();
    server.close();
    await egress.close();
  }
});
