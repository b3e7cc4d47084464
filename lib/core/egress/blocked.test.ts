import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { PRIVATE_HOSTS as CORPUS, spellings } from '@/lib/testing/ssrf-corpus';
import { addressProblem } from './address';
import { createEgress } from './egress';
import { EgressError } from './error';

let canary: Server;
let port = 0;
let seen = 0;

beforeAll(async () => {
  canary = createServer((_request, response) => response.end('canary'));
  canary.on('connection', () => {
    seen += 1;
  });
  await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
  ({ port } = canary.address() as AddressInfo);
});
beforeEach(() => {
  seen = 0;
});
afterAll(() => {
  canary.closeAllConnections();
  canary.close();
});

const codeOf = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    return error instanceof EgressError ? error.code : `not typed: ${error}`;
  }
  return 'passed';
};

const outcome = (promise: Promise<unknown>) =>
  promise.then(
    () => 'passed',
    (error) => (error instanceof EgressError ? error.code : `not typed: ${error}`),
  );

test('no spelling of an address that is not public can be saved', () => {
  const { checkUrl } = createEgress({ allow: () => '' });
  expect(CORPUS.length).toBeGreaterThanOrEqual(150);
  for (const scheme of ['http', 'https']) {
    const passed = CORPUS.filter(
      (host) => codeOf(() => checkUrl(`${scheme}://${host}:${port}/`)) !== 'EGRESS_BLOCKED',
    );
    expect(passed).toEqual([]);
  }
});

test('no spelling of an address that is not public is ever connected to', async () => {
  const egress = createEgress({ allow: () => '', resolve: async () => ['127.0.0.1'] });
  const streaming = egress.createEgressFetch();
  for (const host of CORPUS) {
    const url = `http://${host}:${port}/`;
    expect([host, await outcome(egress.egressFetch(url))]).toEqual([host, 'EGRESS_BLOCKED']);
    expect([host, await outcome(streaming(url))]).toEqual([host, 'EGRESS_BLOCKED']);
  }
  expect(seen).toBe(0);
  await egress.close();
});

test('the same spellings reach the canary when an operator opens everything', async () => {
  const egress = createEgress({ allow: () => '0.0.0.0/0, ::/0, localhost' });
  const loopback = [...spellings('127.0.0.1').slice(0, 21), 'localhost', '127.1', '2130706433'];
  for (const host of loopback) {
    const answer = await egress.egressFetch(`http://${host}:${port}/`);
    expect([host, answer.body.toString()]).toEqual([host, 'canary']);
  }
  expect(seen).toBeGreaterThan(0);
  await egress.close();
});

test('a name that resolves to an address that is not public is refused', async () => {
  const addresses = CORPUS.map((host) => host.replace(/^\[|\]$/g, ''));
  let answer: string[] = [];
  const egress = createEgress({ allow: () => '', resolve: async () => answer });
  for (const address of addresses) {
    for (const mixed of [[address], ['93.184.215.14', address], [address, '93.184.215.14']]) {
      answer = mixed;
      const code = await outcome(egress.egressFetch(`http://rebind.example:${port}/`));
      expect([mixed, code]).toEqual([mixed, 'EGRESS_BLOCKED']);
    }
  }
  expect(seen).toBe(0);
  await egress.close();
});

test('SMTP hosts are judged like URLs, in every spelling', async () => {
  const egress = createEgress({ allow: () => '', resolve: async () => ['10.1.2.3'] });
  for (const host of [...CORPUS, 'mail.example', 'fe80::1%eth0', '::1', 'a b', 'x/y', 'u@h', '']) {
    const bare = host.replace(/^\[|\]$/g, '');
    expect([host, await outcome(egress.egressConnect(bare, 25))]).toEqual([host, 'EGRESS_BLOCKED']);
  }
});

test('public addresses pass', () => {
  const { checkUrl } = createEgress({ allow: () => '' });
  const hosts = ['1.1.1.1', '8.8.8.8', '100.63.255.255', '100.128.0.1', '172.15.0.1', '172.32.0.1'];
  hosts.push('198.17.255.255', '223.255.255.255', '[2606:4700:4700::1111]', '[2a00:1450::1]');
  for (const host of hosts) expect(checkUrl(`https://${host}/a?b`).hostname).toBe(host);
  expect(checkUrl('https://hooks.example.com/path').href).toBe('https://hooks.example.com/path');
  expect(addressProblem('not an address')).toBe('invalid');
});

test.each([
  'ftp://example.com/',
  'file:///etc/passwd',
  'gopher://example.com',
  'javascript:alert(1)',
  'data:text/plain,x',
  'ws://example.com/',
  '//example.com/',
  'example.com',
  '',
  'http://',
  'http://user@example.com/',
  'http://user:pw@example.com/',
  'http://:pw@example.com/',
  'http://1.2.3.4.5/',
  'http://256.1.1.1/',
  'http://[::1%25eth0]/',
  'http://a..b:99999/',
  'http://example.com:0/',
])('%s cannot be saved', (url) => {
  const { checkUrl } = createEgress({ allow: () => '' });
  expect(codeOf(() => checkUrl(url))).toBe('EGRESS_BLOCKED');
});
