import { afterAll, beforeAll, expect, it } from 'vitest';
import { overrideEnv } from '@/lib/core/env';
import { grant } from '@/lib/credits/grant';
import { microOf } from '@/lib/credits/money';
import { nativePackage } from '@/lib/testing/apkg';
import { call } from '@/lib/testing/client';
import { testDatabase } from '@/lib/testing/db';
import { makeOrganization } from '@/lib/testing/factories/accounts';
import { sendForm } from '@/lib/testing/packages';
import { type FakeS3, startS3 } from '@/lib/testing/vendors/s3';
import { drain } from '@/lib/worker/drain';

let drop: () => Promise<void>;
let s3: FakeS3;
beforeAll(async () => {
  ({ drop } = await testDatabase());
  s3 = await startS3();
  const { endpoint, bucket, credentials } = s3.settings;
  overrideEnv({
    S3_ENDPOINT: endpoint,
    S3_BUCKET: bucket,
    S3_ACCESS_KEY_ID: credentials?.accessKeyId,
    S3_SECRET_ACCESS_KEY: credentials?.secretAccessKey,
  });
});
afterAll(async () => {
  await drop();
  await s3.close();
});

it('in a bucket: a presigned upload is deployed, downloaded by its link and deleted', async () => {
  const { ctx, headers } = await makeOrganization();
  await grant(ctx, { amount: microOf(10), description: 'Test' });
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into
  const json = async (method: string, path: string, body?: unknown): Promise<any> =>
    (await call(method, path, { headers, body })).json;
  const appId = (await json('POST', '/api/agent-apps', { name: 'Bucket' })).app.id;
  const packages = `/api/agent-apps/${appId}/packages`;
  const file = nativePackage();
  const link = await json('POST', `${packages}/uploads`, { size: file.length });
  const put = await fetch(link.url, {
    method: link.method,
    headers: link.headers,
    body: new Uint8Array(file),
  });
  expect(put.status).toBe(200);
  const deployed = await json('POST', `${packages}/deploy`, { upload_id: link.upload_id });
  await drain(30_000);
  const id = deployed.deployment.id;
  expect((await json('GET', `/api/deployments/${id}`)).deployment.status).toBe('completed');
  const [kept] = (await json('GET', packages)).packages;
  const got = await fetch(kept.s3_url);
  expect(Buffer.from(await got.arrayBuffer())).toEqual(file);
  const direct = await sendForm(packages, headers, [['file', nativePackage({ version: '2.0.0' })]]);
  expect(direct.status).toBe(201);
  await json('DELETE', `${packages}/${kept.id}`);
  await json('DELETE', `${packages}/${direct.json.package.id}`);
  await drain(30_000);
  expect(await s3.left(ctx.organizationId)).toEqual([]);
});
