import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { overrideEnv } from '@/lib/core/env';
import { FileStorage } from '@/lib/core/storage/files';
import { serveSigned } from '@/lib/core/storage/serve';
import { signFileUrl, verifyFileUrl } from '@/lib/core/storage/sign';

let root: string;
let store: FileStorage;
let restore: () => void;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'fleetprompt-serve-'));
  restore = overrideEnv({ FLEETPROMPT_STORAGE: root, S3_BUCKET: undefined });
  store = new FileStorage(root);
  await store.put('o/report.html', Buffer.from('<script>alert(1)</script>'), {
    contentType: 'text/html',
  });
});
afterEach(() => vi.useRealTimers());
afterAll(async () => {
  restore();
  await rm(root, { recursive: true });
});

const tokenOf = (url: string) => url.split('/').at(-1) ?? '';
const body = (answer: Response) => answer.json() as Promise<Record<string, unknown>>;
const upload = (url: string, data: BodyInit | ReadableStream, headers = {}) =>
  serveSigned(new Request(url, { method: 'PUT', body: data, headers, duplex: 'half' } as never));

describe('serveSigned', () => {
  it('never lets a file run in our origin', async () => {
    const url = await store.signedUrl('o/report.html', { expiresSeconds: 60 });
    const answer = await serveSigned(new Request(url));
    expect(answer.headers.get('content-disposition')).toBe('attachment');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
    expect(await answer.text()).toContain('<script>');
  });

  it('answers HEAD with the length and without a body', async () => {
    const url = await store.signedUrl('o/report.html', { expiresSeconds: 60 });
    const answer = await serveSigned(new Request(url, { method: 'HEAD' }));
    expect([answer.status, answer.headers.get('content-length')]).toEqual([200, '25']);
    expect(answer.body).toBeNull();
  });

  it('refuses an expired link with a sentence', async () => {
    const url = await store.signedUrl('o/report.html', { expiresSeconds: 60 });
    vi.useFakeTimers({ now: Date.now() + 61_000, toFake: ['Date'] });
    const answer = await serveSigned(new Request(url));
    expect(answer.status).toBe(403);
    expect(await body(answer)).toMatchObject({ code: 'FORBIDDEN', error: /expired/ });
  });

  it('refuses every change of a link', () => {
    const token = tokenOf(signFileUrl({ method: 'GET', key: 'o/a', expiresSeconds: 60 }));
    expect(verifyFileUrl(token)?.key).toBe('o/a');
    const [payload = '', mac = ''] = token.split('.');
    const other = Buffer.from(payload, 'base64url').toString().replace('o/a', 'o/b');
    const bad = [
      `${Buffer.from(other).toString('base64url')}.${mac}`,
      `${payload}.`,
      `${payload}`,
      `.${mac}`,
      `${payload}.${mac}.${mac}`,
      `${payload}.${mac}=`,
      `${payload}.${mac.slice(0, -1)}`,
      '',
      'x'.repeat(10_000),
    ];
    for (const one of bad) expect(verifyFileUrl(one), one.slice(0, 60)).toBeUndefined();
  });

  it('refuses a link of a server with another secret', () => {
    const token = tokenOf(signFileUrl({ method: 'GET', key: 'o/a', expiresSeconds: 60 }));
    const back = overrideEnv({ AUTH_SECRET: 'another-secret-of-more-than-32-characters' });
    expect(verifyFileUrl(token)).toBeUndefined();
    back();
    expect(verifyFileUrl(token)).toBeDefined();
  });

  it('answers 404 for a file that was deleted and 416 beyond its end', async () => {
    await store.put('o/short', Buffer.from('abc'));
    const url = await store.signedUrl('o/short', { expiresSeconds: 60 });
    const range = (value: string) => serveSigned(new Request(url, { headers: { range: value } }));
    expect((await range('bytes=3-')).status).toBe(416);
    expect((await range('bytes=-0')).status).toBe(416);
    expect(await (await range('bytes=-2')).text()).toBe('bc');
    expect((await range('bytes=0-0,2-2')).status).toBe(200);
    expect((await range('bytes=2-1')).status).toBe(200);
    await store.delete('o/short');
    expect((await range('bytes=0-')).status).toBe(404);
  });

  it('stops an upload that is larger than its link allows, and keeps nothing', async () => {
    const { url } = await store.presignUpload('o/big', { maxBytes: 10, expiresSeconds: 60 });
    const chunks = new ReadableStream({
      pull: (c) => c.enqueue(new Uint8Array(8)),
    });
    const answer = await upload(url, chunks);
    expect(answer.status).toBe(413);
    expect(await store.head('o/big')).toBeUndefined();
    expect(await readdir(join(root, '.half'))).toEqual([]);
    expect((await upload(url, '12345678')).status).toBe(200);
    expect((await store.head('o/big'))?.size).toBe(8);
  });

  it('lets a download link neither write nor delete', async () => {
    const url = await store.signedUrl('o/report.html', { expiresSeconds: 60 });
    for (const method of ['PUT', 'POST', 'DELETE'])
      expect((await serveSigned(new Request(url, { method }))).status).toBe(403);
  });
});
