import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { dispatch } from '@/lib/api/dispatch';
import { balance } from '@/lib/credits/balance';
import { nativePackage } from '@/lib/testing/apkg';
import { makePublisher, type Publisher, testStorage } from '@/lib/testing/factories/publisher';

let drop: () => Promise<void>;
let maker: Publisher;
beforeAll(async () => {
  ({ drop } = await testStorage());
});
afterAll(() => drop());
beforeEach(async () => {
  maker = await makePublisher(10);
});

/** One form under this boundary, sent in pieces of this many bytes. */
async function deploy(file: Buffer, boundary: string, piece: number, path = 'deploy') {
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.apkg"\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), file, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let i = 0; i < body.length; i += piece)
        controller.enqueue(new Uint8Array(body.subarray(i, i + piece)));
      controller.close();
    },
  });
  const response = await dispatch(
    new Request(`http://localhost/api/agent-apps/${maker.appId}/packages/${path}`, {
      method: 'POST',
      headers: {
        ...maker.headers,
        'content-type': `multipart/form-data; boundary=${boundary}`,
        'idempotency-key': 'once',
      },
      body: stream,
      duplex: 'half',
    } as RequestInit),
  );
  const json = (await response.json()) as Record<string, unknown>;
  return { status: response.status, headers: response.headers, json };
}

it('the same package again, under another boundary and in other pieces, gets the first answer', async () => {
  const file = nativePackage();
  const first = await deploy(file, 'aaaa-1', 7);
  const again = await deploy(file, 'another-boundary-of-the-client', 1000);
  expect([first.status, again.status]).toEqual([202, 202]);
  expect(again.json).toEqual(first.json);
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  expect(await maker.ctx.db.deployment.count()).toBe(1);
  expect((await balance(maker.ctx)).held).toBe(1);
});

it('another package under the same key is refused with 422 and not kept', async () => {
  await deploy(nativePackage(), 'b', 100);
  const other = await deploy(nativePackage({ version: '2.0.0' }), 'b', 100);
  expect(other).toMatchObject({ status: 422, json: { code: 'IDEMPOTENCY_KEY_REUSED' } });
  expect(await maker.ctx.db.packageVersion.count()).toBe(1);
});

it('a refusal is repeated for the same bytes, and for no others', async () => {
  const bad = Buffer.from('this is no zip');
  const first = await deploy(bad, 'c', 100);
  expect(first.status).toBe(400);
  expect((await deploy(bad, 'd', 3)).headers.get('idempotency-replayed')).toBe('true');
  expect((await deploy(nativePackage(), 'c', 100)).status).toBe(422);
});
