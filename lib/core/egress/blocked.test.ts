import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
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

const hex = (n: number, width = 0) => n.toString(16).padStart(width, '0');

/** Every way we know to write an IPv4 address, in IPv4 and hidden in IPv6. */
function spellings(address: string): string[] {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
  const number = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
  const high = hex((a << 8) | b);
  const low = hex((c << 8) | d);
  const flipped = [hex(((a << 8) | b) ^ 0xffff), hex(((c << 8) | d) ^ 0xffff)].join(':');
  const wide = address.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
  return [
    address,
    `${address}.`,
    String(number),
    `0x${hex(number, 8)}`,
    `0X${hex(number, 8).toUpperCase()}`,
    `0${number.toString(8)}`,
    [a, b, c, d].map((n) => `0${n.toString(8)}`).join('.'),
    [a, b, c, d].map((n) => `0${n.toString(8).padStart(4, '0')}`).join('.'),
    [a, b, c, d].map((n) => `0x${hex(n)}`).join('.'),
    `0x${hex(a)}.${b}.0${c.toString(8)}.${d}`,
    `${a}.${number & 0xffffff}`,
    `${a}.${b}.${number & 0xffff}`,
    `0x${hex(a)}.0x${hex(number & 0xffffff)}`,
    [...address].map((char) => `%${hex(char.charCodeAt(0), 2)}`).join(''),
    wide,
    address.replaceAll('.', '\u3002'),
    address.replaceAll('.', '\uff0e'),
    `[::ffff:${address}]`,
    `[::ffff:${high}:${low}]`,
    `[0:0:0:0:0:ffff:${high}:${low}]`,
    `[0000:0000:0000:0000:0000:FFFF:${address}]`,
    `[::${address}]`,
    `[::${high}:${low}]`,
    `[::ffff:0:${address}]`,
    `[64:ff9b::${address}]`,
    `[64:ff9b:1::${address}]`,
    `[64:ff9b:1:ffff::${high}:${low}]`,
    `[2002:${high}:${low}::1]`,
    `[2001:0:4136:e378:8000:63bf:${flipped}]`,
    `[2a00:1450:4001:81b:0:5efe:${address}]`,
    `[2a00:1450:4001:81b:200:5efe:${high}:${low}]`,
    `[fe80::5efe:${address}]`,
  ];
}

const RANGES = [
  '0.0.0.0',
  '0.1.2.3',
  '0',
  '00',
  '0x0',
  '127.1',
  '127.0.1',
  '127.255.255.254',
  '0x7f.1',
  '0177.1',
  '017700000001',
  '10.255.255.255',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.0.1',
  '100.64.0.1',
  '100.127.255.254',
  '100.100.100.200',
  '169.254.0.1',
  '169.254.170.2',
  '168.63.129.16',
  '192.0.0.1',
  '192.0.0.192',
  '192.0.2.1',
  '198.18.0.1',
  '198.19.255.255',
  '198.51.100.7',
  '203.0.113.9',
  '192.88.99.1',
  '224.0.0.1',
  '239.255.255.255',
  '240.0.0.1',
  '255.255.255.255',
  '4294967295',
  'localhost',
  'LOCALHOST',
  'localhost.',
  'printer.localhost',
  'a.b.localhost.',
  '[::]',
  '[0:0:0:0:0:0:0:0]',
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
  '[0000::0001]',
  '[::2]',
  '[fe80::1]',
  '[febf::1]',
  '[fec0::1]',
  '[fc00::1]',
  '[fd00:ec2::254]',
  '[fd00:EC2:0::254]',
  '[fdff::1]',
  '[ff02::1]',
  '[ff0e::1]',
  '[100::1]',
  '[100:0:0:1::1]',
  '[2001:db8::1]',
  '[2001:2::1]',
  '[2001:10::1]',
  '[2001:20::1]',
  '[2001::1]',
  '[2002::1]',
  '[3fff::1]',
  '[5f00::1]',
  '[4000::1]',
  '[1000::1]',
  '[64:ff9b::1]',
  '[64:ff9b:2::7f00:1]',
]; // prettier-ignore

const CORPUS = [
  ...['127.0.0.1', '169.254.169.254', '10.0.0.1', '192.168.1.1', '172.16.5.4'].flatMap(spellings),
  ...RANGES,
];

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
