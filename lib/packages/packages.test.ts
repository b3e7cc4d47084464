import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dispatch } from '@/lib/api/dispatch';
import type { Ctx } from '@/lib/core/context';
import { overrideEnv } from '@/lib/core/env';
import { newId } from '@/lib/core/ids';
import { storage } from '@/lib/core/storage/storage';
import { openSettings } from '@/lib/packages/settings';
import { nativePackage, pixellPackage } from '@/lib/testing/apkg';
import { call } from '@/lib/testing/client';
import { testDatabase } from '@/lib/testing/db';
import { makeOrganization } from '@/lib/testing/factories/accounts';
import { keyOf, sendForm } from '@/lib/testing/packages';
import { drain } from '@/lib/worker/drain';

let drop: () => Promise<void>;
let folder: string;
beforeAll(async () => {
  ({ drop } = await testDatabase());
  folder = await mkdtemp(join(tmpdir(), 'fp-packages-'));
  overrideEnv({ FLEETPROMPT_STORAGE: folder, RATE_LIMIT_SESSION_PER_MINUTE: 1_000_000 });
});
afterAll(async () => {
  await drop();
  await rm(folder, { recursive: true, force: true });
});

let ctx: Ctx;
let headers: Record<string, string>;
let appId: string;
// biome-ignore lint/suspicious/noExplicitAny: answers are looked into
const json = async (method: string, path: string, body?: unknown): Promise<any> => {
  const answer = await call(method, path, { headers, body });
  return { status: answer.status, ...(answer.json as object) };
};

beforeEach(async () => {
  ({ ctx, headers } = await makeOrganization());
  const made = await json('POST', '/api/agent-apps', { name: 'Customer Support Bot' });
  appId = made.app.id;
});

const upload = (...fields: [string, string | Uint8Array][]) =>
  sendForm(`/api/agent-apps/${appId}/packages`, headers, fields);
const download = async (url: string) =>
  Buffer.from(await (await dispatch(new Request(url))).arrayBuffer());

describe('agent apps', () => {
  it('are made, read, changed and deleted as the documented requests do', async () => {
    const made = await json('POST', '/api/agent-apps', {
      name: 'My New Agent',
      description: 'Description of my agent',
      is_public: false,
    });
    expect(made).toMatchObject({
      status: 201,
      app: { name: 'My New Agent', description: 'Description of my agent', is_public: false },
    });
    const path = `/api/agent-apps/${made.app.id}`;
    expect((await json('GET', path)).app).toMatchObject({ id: made.app.id, packages: [] });
    const changed = await json('PATCH', path, { name: 'Updated Agent Name', is_public: true });
    expect(changed.app).toMatchObject({
      name: 'Updated Agent Name',
      is_public: true,
      description: 'Description of my agent',
      updated_at: expect.any(String),
    });
    const all = await json('GET', '/api/agent-apps');
    expect(all.apps.map((one: { name: string }) => one.name)).toEqual([
      'Updated Agent Name',
      'Customer Support Bot',
    ]);
    expect(all.total).toBe(2);
    expect(await json('DELETE', path)).toMatchObject({
      status: 200,
      message: 'Agent app deleted successfully',
    });
    expect((await json('GET', path)).status).toBe(404);
  });
});

describe('an upload', () => {
  it('keeps the file, its checksum and manifest, and gives a link to the same bytes', async () => {
    const file = nativePackage();
    const { status, json: answer } = await upload(['file', file], ['version', '1.2.0']);
    expect(status).toBe(201);
    expect(answer.package).toMatchObject({ version: '1.2.0', size: file.length, status: 'ready' });
    expect(await download(answer.package.s3_url)).toEqual(file);
    const list = await json('GET', `/api/agent-apps/${appId}/packages`);
    expect(list.packages).toHaveLength(1);
    const one = await json('GET', `/api/agent-apps/${appId}/packages/${answer.package.id}`);
    expect(one.package.manifest.name).toBe('support-triage');
    const app = await json('GET', `/api/agent-apps/${appId}`);
    expect(app.app.packages[0]).toMatchObject({ version: '1.2.0', s3_url: expect.any(String) });
  });

  it('takes the version before or after the file, and no other than the manifest says', async () => {
    const file = nativePackage({ version: '2.0.0' });
    expect((await upload(['version', '2.0.0'], ['file', file])).status).toBe(201);
    const wrong = await upload(['file', nativePackage()], ['version', '9.9.9']);
    expect(wrong.status).toBe(400);
    expect(wrong.json.error).toBe('Package validation failed');
    expect(wrong.json.details[0]).toMatch(/9\.9\.9/);
  });

  it('tells every problem of a package at once', async () => {
    const answer = await upload(['file', Buffer.from('This is not a package. '.repeat(20))]);
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({ error: 'Package validation failed' });
    expect(answer.json.details).toContain('Invalid APKG format');
    expect((await upload(['version', '1.0.0'])).json.details[0]).toMatch(/^Missing file/);
  });

  it('is refused with 409 for a version that exists, and may replace it when told to', async () => {
    const first = await upload(['file', nativePackage()]);
    const again = await upload(['file', nativePackage()]);
    expect(again.status).toBe(409);
    expect(again.json.details).toEqual(['Version already exists']);
    const forced = await upload(
      ['file', nativePackage({ description: 'Other' })],
      ['force_overwrite', 'true'],
    );
    expect(forced.status).toBe(201);
    expect(forced.json.package.id).not.toBe(first.json.package.id);
    await drain(10_000, ['packages.remove_file']);
    expect((await dispatch(new Request(first.json.package.s3_url))).status).toBe(404);
    expect(await ctx.db.packageVersion.count()).toBe(1);
  });

  it('never replaces a version that is installed, and does not delete it either', async () => {
    const { json: made } = await upload(['file', nativePackage()]);
    await ctx.db.installation.create({
      data: {
        id: newId(),
        organizationId: ctx.organizationId,
        listingId: appId,
        packageId: made.package.id,
        slug: 'x',
        name: 'x',
        version: '1.2.0',
      },
    });
    const forced = await upload(['file', nativePackage()], ['force_overwrite', 'true']);
    expect(forced.status).toBe(409);
    const path = `/api/agent-apps/${appId}/packages/${made.package.id}`;
    expect((await json('DELETE', path)).status).toBe(409);
    expect((await json('DELETE', `/api/agent-apps/${appId}`)).status).toBe(409);
  });

  it('deletes a package with its file', async () => {
    const { json: made } = await upload(['file', nativePackage()]);
    const path = `/api/agent-apps/${appId}/packages/${made.package.id}`;
    expect(await json('DELETE', path)).toMatchObject({
      status: 200,
      message: 'Package deleted successfully',
    });
    expect((await json('GET', path)).status).toBe(404);
    await drain(10_000, ['packages.remove_file']);
    expect((await dispatch(new Request(made.package.s3_url))).status).toBe(404);
  });

  it('keeps what .env sets encrypted, and never serves the file with it', async () => {
    const sent = pixellPackage(undefined, 'GREETER_TOKEN=very-private-value\n');
    const { json: made } = await upload(['file', sent]);
    const served = await download(made.package.s3_url);
    expect(served.includes('.env')).toBe(false);
    const row = await ctx.db.packageVersion.findUniqueOrThrow({ where: { id: made.package.id } });
    expect(openSettings(row)).toEqual({ GREETER_TOKEN: 'very-private-value' });
    expect(Buffer.from(row.settings ?? []).includes('very-private')).toBe(false);
    const shown = await call('GET', `/api/agent-apps/${appId}/packages/${row.id}`, { headers });
    expect(shown.text).toContain('GREETER_TOKEN');
    expect(shown.text).not.toContain('very-private-value');
  });

  it('is not held in memory, and ends at 100 MiB', async () => {
    const boundary = 'b0undary';
    const chunk = new Uint8Array(1024 * 1024);
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(
          new TextEncoder().encode(
            `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.apkg"\r\n\r\n`,
          ),
        );
      },
      pull(controller) {
        if (sent++ > 300) controller.close();
        else controller.enqueue(chunk);
      },
    });
    const response = await dispatch(
      new Request(`http://localhost/api/agent-apps/${appId}/packages`, {
        method: 'POST',
        headers: { ...headers, 'content-type': `multipart/form-data; boundary=${boundary}` },
        body,
        duplex: 'half',
      } as RequestInit),
    );
    expect(response.status).toBe(413);
    expect(sent).toBeLessThan(140);
  });

  it.each([
    [
      'cut off',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc',
      400,
    ],
    ['without a boundary', 'multipart/form-data', 'abc', 400],
    ['without a body', 'multipart/form-data; boundary=x', '', 400],
    ['of another type', 'text/plain', 'abc', 415],
    ['that is broken JSON', 'application/json', '{"upload_id"', 400],
  ])('%s is refused with a sentence', async (_, type, body, status) => {
    const answer = await call('POST', `/api/agent-apps/${appId}/packages`, {
      headers: { ...headers, 'content-type': type },
      body,
    });
    expect(answer.status, answer.text).toBe(status);
  });
});

describe('a signature', () => {
  const publisher = keyOf('someone');
  it('by a key of the organization is noted, any other is refused', async () => {
    const file = nativePackage();
    const signature = publisher.sign(file);
    const early = await upload(['file', file], ['signature', signature]);
    expect(early.status).toBe(400);
    expect(early.json.details).toHaveLength(1);
    const key = await json('POST', '/api/publisher-keys', {
      name: 'Release key',
      public_key: publisher.publicKey,
    });
    expect(key.status).toBe(201);
    const signed = await upload(['file', file], ['signature', signature]);
    expect(signed.json.package).toMatchObject({ signed: true });
    const other = nativePackage({ version: '3.0.0' });
    expect((await upload(['file', other], ['signature', signature])).status).toBe(400);
    const text = publisher.sign(other).toString('base64');
    expect((await upload(['signature', text], ['file', other])).status).toBe(201);
    await json('DELETE', `/api/publisher-keys/${key.publisher_key.id}`);
    const late = nativePackage({ version: '4.0.0' });
    expect((await upload(['file', late], ['signature', publisher.sign(late)])).status).toBe(400);
  });
});

describe('a presigned upload', () => {
  it('takes the place of the file, once', async () => {
    const file = nativePackage();
    const link = await json('POST', `/api/agent-apps/${appId}/packages/uploads`, {});
    expect(link.status).toBe(201);
    const early = await json('POST', `/api/agent-apps/${appId}/packages`, {
      upload_id: link.upload_id,
    });
    expect(early.details[0]).toMatch(/Nothing has been uploaded/);
    const put = await dispatch(
      new Request(link.url, {
        method: link.method,
        headers: link.headers,
        body: new Uint8Array(file),
      }),
    );
    expect(put.status).toBe(200);
    const body = { upload_id: link.upload_id, version: '1.2.0' };
    const made = await json('POST', `/api/agent-apps/${appId}/packages`, body);
    expect(made.status).toBe(201);
    expect(await download(made.package.s3_url)).toEqual(file);
    expect((await json('POST', `/api/agent-apps/${appId}/packages`, body)).status).toBe(409);
    await drain(10_000, ['packages.remove_file']);
    const left: string[] = [];
    for await (const { key } of (await storage()).list(`uploads/${ctx.organizationId}/`))
      left.push(key);
    expect(left).toEqual([]);
  });
});
