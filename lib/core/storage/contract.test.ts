import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toRequest, urlOf } from '@/lib/api/http/to-request';
import { overrideEnv } from '@/lib/core/env';
import { FileStorage } from '@/lib/core/storage/files';
import { S3Storage } from '@/lib/core/storage/s3';
import { serveSigned } from '@/lib/core/storage/serve';
import { type Storage, storage } from '@/lib/core/storage/storage';
import { type FakeS3, startS3 } from '@/lib/testing/vendors/s3';

type Backend = {
  store: Storage;
  left: (part: string) => Promise<string[]>;
  stop: () => Promise<void>;
};

/** Our own server of signed links, on loopback. */
async function startFileServer(): Promise<{ origin: string; server: Server }> {
  const server = createServer(async (request, response) => {
    const url = urlOf(request) as URL;
    const answer = await serveSigned(toRequest(request, url, new AbortController().signal));
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    if (answer.body) Readable.fromWeb(answer.body as never).pipe(response);
    else response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

async function files(): Promise<Backend> {
  const root = await mkdtemp(join(tmpdir(), 'fleetprompt-files-'));
  const { origin, server } = await startFileServer();
  const restore = overrideEnv({ FLEETPROMPT_STORAGE: root, baseUrl: origin, S3_BUCKET: undefined });
  const store = await storage();
  expect(store).toBeInstanceOf(FileStorage);
  return {
    store,
    left: async (part) => {
      const all = await readdir(root, { recursive: true });
      const halves = await Promise.all(
        all.map(async (n) => n.includes('.half/') && (await stat(join(root, n))).isFile()),
      );
      return all.filter((name, i) => halves[i] || name.includes(part));
    },
    stop: async () => {
      restore();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(root, { recursive: true });
    },
  };
}

async function bucket(): Promise<Backend> {
  const fake: FakeS3 = await startS3();
  const { endpoint, credentials, bucket: name } = fake.settings;
  const restore = overrideEnv({
    S3_ENDPOINT: endpoint,
    S3_BUCKET: name,
    S3_ACCESS_KEY_ID: credentials?.accessKeyId,
    S3_SECRET_ACCESS_KEY: credentials?.secretAccessKey,
  });
  const store = await storage();
  expect(store).toBeInstanceOf(S3Storage);
  return {
    store,
    left: fake.left,
    stop: async () => {
      restore();
      (store as S3Storage).close();
      await fake.close();
    },
  };
}

const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe.each([
  ['files', files],
  ['s3', bucket],
])('storage on %s', (_, make) => {
  let backend: Backend;
  let store: Storage;
  const own = `t-${randomUUID()}`;

  beforeAll(async () => {
    backend = await make();
    store = backend.store;
  });
  afterAll(async () => {
    for await (const file of store.list(`${own}/`)) await store.delete(file.key);
    await backend.stop();
  });

  it('is usable', () => store.check());

  it('keeps bytes, their size, checksum and type', async () => {
    const bytes = randomBytes(1000);
    const put = await store.put(`${own}/a.bin`, bytes, { contentType: 'application/zip' });
    expect(put).toEqual({ size: 1000, sha256: sha(bytes) });
    const found = await store.get(`${own}/a.bin`);
    expect(found).toMatchObject({ size: 1000, contentType: 'application/zip' });
    expect(await buffer(found.stream)).toEqual(bytes);
  });

  it('takes streams of several parts and empty files', async () => {
    const piece = randomBytes(1024 * 1024);
    async function* many() {
      for (let i = 0; i < 11; i++) yield piece;
    }
    const whole = Buffer.concat(Array.from({ length: 11 }, () => piece));
    const put = await store.put(`${own}/big.bin`, many());
    expect(put).toEqual({ size: whole.length, sha256: sha(whole) });
    expect(sha(await buffer((await store.get(`${own}/big.bin`)).stream))).toBe(put.sha256);
    const web = new Blob([piece]).stream() as ReadableStream<Uint8Array>;
    expect((await store.put(`${own}/web.bin`, web)).sha256).toBe(sha(piece));
    expect(await store.put(`${own}/empty.bin`, Buffer.alloc(0))).toMatchObject({ size: 0 });
    expect((await store.head(`${own}/empty.bin`))?.size).toBe(0);
  });

  it('reads a range', async () => {
    await store.put(`${own}/digits`, Buffer.from('0123456789'));
    const middle = await store.get(`${own}/digits`, { range: { start: 2, end: 4 } });
    expect(await text(middle.stream)).toBe('234');
    expect(middle).toMatchObject({ size: 10, range: { start: 2, end: 4 } });
    const tail = await store.get(`${own}/digits`, { range: { start: 8 } });
    expect(await text(tail.stream)).toBe('89');
    await expect(store.get(`${own}/digits`, { range: { start: 10 } })).rejects.toThrow(RangeError);
  });

  it('refuses what is too large, and leaves nothing of it', async () => {
    async function* endless() {
      for (let i = 0; i < 40; i++) yield Buffer.alloc(1024 * 1024, 1);
    }
    const put = store.put(`${own}/too-large`, endless(), { maxBytes: 12 * 1024 * 1024 });
    await expect(put).rejects.toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
    expect(await store.head(`${own}/too-large`)).toBeUndefined();
    expect(await backend.left('too-large')).toEqual([]);
  });

  it('leaves what was there before when an upload breaks off', async () => {
    await store.put(`${own}/kept`, Buffer.from('before'));
    async function* breaking() {
      yield Buffer.alloc(11 * 1024 * 1024, 1);
      throw new Error('the client left');
    }
    await expect(store.put(`${own}/kept`, breaking())).rejects.toThrow('the client left');
    expect(await text((await store.get(`${own}/kept`)).stream)).toBe('before');
  });

  it('deletes, also what is not there, and tells what is missing', async () => {
    await store.put(`${own}/gone`, Buffer.from('x'));
    await store.delete(`${own}/gone`);
    await store.delete(`${own}/gone`);
    expect(await store.head(`${own}/gone`)).toBeUndefined();
    await expect(store.get(`${own}/gone`)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(store.copy(`${own}/gone`, `${own}/else`)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(store.local(`${own}/gone`, async () => 1)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('lists by prefix', async () => {
    for (const name of ['b/2', 'b/1', 'b-1', 'c', 'b/sub/3'])
      await store.put(`${own}/list/${name}`, Buffer.from(name));
    const keys = async (prefix: string) => {
      const found: string[] = [];
      for await (const file of store.list(`${own}/list/${prefix}`)) {
        expect(file.size).toBeGreaterThan(0);
        found.push(file.key.slice(own.length + 6));
      }
      return found.sort();
    };
    expect(await keys('')).toEqual(['b-1', 'b/1', 'b/2', 'b/sub/3', 'c']);
    expect(await keys('b')).toEqual(['b-1', 'b/1', 'b/2', 'b/sub/3']);
    expect(await keys('b/')).toEqual(['b/1', 'b/2', 'b/sub/3']);
    expect(await keys('b/s')).toEqual(['b/sub/3']);
    expect(await keys('nothing/')).toEqual([]);
  });

  it('copies with the type, and lends a local file', async () => {
    await store.put(`${own}/from`, Buffer.from('same'), { contentType: 'text/csv' });
    await store.copy(`${own}/from`, `${own}/deep/to`);
    expect(await store.head(`${own}/deep/to`)).toMatchObject({ contentType: 'text/csv', size: 4 });
    const size = await store.local(`${own}/deep/to`, async (path) => (await stat(path)).size);
    expect(size).toBe(4);
  });

  it('refuses keys that leave their place', async () => {
    const bad = ['', '/etc/passwd', '../x', 'a/../b', 'a//b', 'a/', '.hidden', 'a\\b', 'a\0b', 'ä'];
    for (const key of bad) {
      await expect(store.put(key, Buffer.from('x')), key).rejects.toThrow('cannot be a key');
      await expect(store.get(key), key).rejects.toThrow('cannot be a key');
      await expect(store.delete(key), key).rejects.toThrow('cannot be a key');
      await expect(store.signedUrl(key, { expiresSeconds: 60 })).rejects.toThrow('cannot be a key');
    }
  });

  it('gives links that download, in ranges too, under the name asked for', async () => {
    await store.put(`${own}/link.apkg`, Buffer.from('0123456789'));
    const options = {
      expiresSeconds: 60,
      filename: 'Grüße "1".apkg',
      contentType: 'application/zip',
    };
    const url = await store.signedUrl(`${own}/link.apkg`, options);
    const answer = await fetch(url);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/zip');
    const disposition = answer.headers.get('content-disposition') ?? '';
    expect(disposition).toMatch(/^attachment; filename="Gr__e _1_\.apkg"; filename\*=UTF-8''Gr%C3/);
    expect(await answer.text()).toBe('0123456789');
    const part = await fetch(url, { headers: { range: 'bytes=3-5' } });
    expect([part.status, await part.text()]).toEqual([206, '345']);
    expect(part.headers.get('content-range')).toBe('bytes 3-5/10');
    const past = await fetch(url, { headers: { range: 'bytes=50-' } });
    expect(past.status).toBe(416);
  });

  it('refuses a changed, an expired and a misused link', async () => {
    await store.put(`${own}/secret`, Buffer.from('secret'));
    const url = await store.signedUrl(`${own}/secret`, { expiresSeconds: 60 });
    const forged = url.replace(
      /(Signature=|\.)([\w-]{10})([\w-]+(&|$))/,
      (_, a, b, c) => a + [...b].reverse().join('') + c,
    );
    const other = url.replace(`${own}/secret`, `${own}/other`);
    expect(forged).not.toBe(url);
    for (const bad of other === url ? [forged] : [forged, other]) {
      const answer = await fetch(bad);
      expect(answer.status).toBe(403);
      expect(await answer.text()).not.toBe('secret');
    }
    expect((await fetch(url, { method: 'PUT', body: 'mine' })).status).toBe(403);
    expect(await text((await store.get(`${own}/secret`)).stream)).toBe('secret');
  });

  it('takes a presigned upload, of exactly the size that was signed', async () => {
    const options = { maxBytes: 100, expiresSeconds: 60, contentType: 'application/zip', size: 5 };
    const { url, method, headers } = await store.presignUpload(`${own}/up`, options);
    const wrong = await fetch(url, { method, headers, body: 'longer than five' });
    expect(wrong.status).toBeGreaterThanOrEqual(400);
    expect(await store.head(`${own}/up`)).toBeUndefined();
    const answer = await fetch(url, { method, headers, body: 'bytes' });
    expect(answer.status).toBe(200);
    await answer.arrayBuffer();
    expect(await store.head(`${own}/up`)).toMatchObject({
      size: 5,
      contentType: 'application/zip',
    });
    expect((await fetch(url)).status).toBe(403);
  });
});
