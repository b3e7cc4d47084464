import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { staticFiles } from '@/lib/api/http/static-files';

const folder = mkdtempSync(join(tmpdir(), 'fleetprompt-static-'));
const root = join(folder, 'static');
let server: Server;
let base: string;
beforeAll(async () => {
  const { mkdirSync } = await import('node:fs');
  mkdirSync(join(root, 'chunks'), { recursive: true });
  writeFileSync(join(root, 'chunks', 'a-1.js'), `console.log(1);${'x'.repeat(5000)}`);
  writeFileSync(join(root, 'font.woff2'), 'font');
  writeFileSync(join(folder, 'secret.js'), 'secret');
  const serve = staticFiles(root);
  server = createServer(async (request, response) => {
    if (!(await serve(request, response))) response.writeHead(299).end('next');
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/_next/static`;
});
afterAll(async () => {
  await new Promise((done) => server.close(done));
  rmSync(folder, { recursive: true });
});

const get = (path: string, encoding = 'gzip, br') =>
  fetch(`${base}${path}`, { headers: { 'accept-encoding': encoding } });

test('a built script goes out as brotli, for ever', async () => {
  for (let n = 0; n < 2; n++) {
    const response = await get('/chunks/a-1.js');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-encoding')).toBe('br');
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(Number(response.headers.get('content-length'))).toBeLessThan(200);
    expect(await response.text()).toContain('console.log(1);xxx');
  }
});

test('a client that does not take brotli gets Next', async () => {
  expect((await get('/chunks/a-1.js', 'gzip')).status).toBe(299);
});

test.each(['/chunks/none.js', '/font.woff2', '/%2e%2e/secret.js', '/..%2fsecret.js', '/%zz.js'])(
  '%s is left to Next',
  async (path) => {
    expect((await get(path)).status).toBe(299);
  },
);
