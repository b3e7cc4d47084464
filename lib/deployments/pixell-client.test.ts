import { afterAll, beforeAll, expect, it } from 'vitest';
import { dispatch } from '@/lib/api/dispatch';
import type { Ctx } from '@/lib/core/context';
import { pixellPackage } from '@/lib/testing/apkg';
import { makeApiKey } from '@/lib/testing/factories/accounts';
import { makePublisher, testStorage } from '@/lib/testing/factories/publisher';
import { startRuntime } from '@/lib/testing/vendors/runtime';
import { drain } from '@/lib/worker/drain';

/** Replays what `pixell` of pixell-kit 0.4.12 sent when it was run against this API, byte for byte. */
const BOUNDARY = '628869786b5bd4f83a8c1840aceb968f';

let drop: () => Promise<void>;
let ctx: Ctx;
let appId: string;
let authorization: string;
beforeAll(async () => {
  ({ drop } = await testStorage());
  const maker = await makePublisher(10);
  ({ ctx, appId } = maker);
  const owner = await ctx.sql<{ id: string }>(
    `SELECT user_id AS id FROM members WHERE organization_id = $1::uuid`,
    ctx.organizationId,
  );
  const key = await makeApiKey(ctx.organizationId, owner[0]?.id ?? '', {
    scopes: ['read', 'write'],
  });
  authorization = key.headers.authorization ?? '';
});
afterAll(() => drop());

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into
async function pixell(method: string, path: string, body?: Buffer, type?: string): Promise<any> {
  const response = await dispatch(
    new Request(`http://localhost:4000/api${path}`, {
      method,
      headers: {
        'User-Agent': 'python-requests/2.34.2',
        'Accept-Encoding': 'gzip, deflate',
        Accept: '*/*',
        Connection: 'keep-alive',
        Authorization: authorization,
        ...(body && { 'Content-Length': String(body.length) }),
        ...(type && { 'Content-Type': type }),
      },
      body: body && new Uint8Array(body),
    }),
  );
  const text = await response.text();
  return { ...(text ? JSON.parse(text) : {}), code: response.status, text };
}
const json = (method: string, path: string, text: string) =>
  pixell(method, path, Buffer.from(text), 'application/json');

/** The form as the client writes it: fields first, and the package under a name of its own. */
function deploy(file: Buffer, fields: [string, string][]) {
  const parts = fields.map(
    ([name, value]) =>
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="agent.apkg"\r\nContent-Type: application/octet-stream\r\n\r\n`;
  const body = Buffer.concat([
    Buffer.from(parts.join('') + head),
    file,
    Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
  ]);
  const path = `/agent-apps/${appId}/packages/deploy`;
  return pixell('POST', path, body, `multipart/form-data; boundary=${BOUNDARY}`);
}

it('`pixell deploy` gets what it prints, waits for an end that it knows, and is refused as it expects', async () => {
  const runtime = await startRuntime();
  try {
    const file = pixellPackage(undefined, 'TOKEN=very-private\n');
    const version = (await deploy(file, [['version', '9.9.9']])).details?.[0];
    expect(version).toMatch(/version/i);
    const fields: [string, string][] = [
      ['version', '0.1.0'],
      ['release_notes', 'First'],
      ['environment', '{"A": "b", "API_KEY": "sk-runtime-secret"}'],
    ];
    const answer = await deploy(file, fields);
    expect(answer, answer.text).toMatchObject({
      code: 202,
      deployment: {
        id: expect.any(String),
        status: 'queued',
        queued_at: expect.any(String),
        estimated_duration_seconds: expect.any(Number),
      },
      package: { id: expect.any(String), version: '0.1.0', size_bytes: expect.any(Number) },
      tracking: { status_url: expect.any(String) },
    });
    await drain(20_000, ['deployments.run']);
    const status = await pixell('GET', `/deployments/${answer.deployment.id}`);
    expect(status.deployment).toMatchObject({ status: 'completed', error: null });
    expect(typeof status.deployment.completed_at).toBe('string');
    expect(runtime.requests[0]?.body).toContain(
      '{"TOKEN":"very-private","A":"b","API_KEY":"sk-runtime-secret"}',
    );

    expect(await deploy(file, fields)).toMatchObject({ code: 409, error: expect.any(String) });
    const forced = await deploy(file, [fields[0] as [string, string], ['force_overwrite', 'true']]);
    expect(forced.code).toBe(202);
    runtime.answer(422);
    await drain(20_000, ['deployments.run']);
    const failed = await pixell('GET', `/deployments/${forced.deployment.id}`);
    // It prints `error` as it is.
    expect(failed.deployment).toMatchObject({ status: 'failed', error: expect.any(String) });
    expect(answer.text + status.text + failed.text).not.toMatch(/runtime-secret|very-private/);
    const rows = await ctx.sql<{ all: string }>(
      `SELECT string_agg(p::text, '') AS all FROM package_versions p WHERE organization_id = $1::uuid`,
      ctx.organizationId,
    );
    expect(rows[0]?.all).not.toContain('runtime-secret');
    // A version that is there already takes them as well.
    const again = await json(
      'POST',
      `/agent-apps/${appId}/packages/deploy`,
      JSON.stringify({ package_id: forced.package.id, environment: { LATER: 'set' } }),
    );
    expect(again.code, again.text).toBe(202);
    await drain(20_000, ['deployments.run']);
    expect(runtime.requests.at(-1)?.body).toContain('"LATER":"set"');
    for (const environment of ['{', '[1]', '{"A B": "c"}', '{"A": {"b": 1}}'])
      expect((await deploy(file, [['environment', environment]])).code).toBe(400);
  } finally {
    await runtime.close();
  }
});

it('`pixell secrets` sets, lists, updates and deletes; values come back masked and go to the runtime', async () => {
  const path = `/agent-apps/${appId}/secrets`;
  const set = await json(
    'POST',
    path,
    '{"secrets": {"OPENAI_API_KEY": "sk-1234567", "DEBUG": "false"}}',
  );
  expect(set).toMatchObject({ code: 200, success: true, secretCount: 2 });
  const masked = { OPENAI_API_KEY: '***', DEBUG: '***' };
  expect(await pixell('GET', path)).toMatchObject({ code: 200, secrets: masked });
  expect(await json('PUT', `${path}/DEBUG`, '{"value": "true"}')).toMatchObject({ code: 200 });
  expect((await json('PUT', `${path}/NOT-A-NAME`, '{"value": "true"}')).code).toBe(400);
  expect((await json('POST', path, '{"secrets": {"A": 1}}')).code).toBe(400);
  expect((await pixell('DELETE', `${path}/NOPE`)).code).toBe(404);
  expect((await pixell('DELETE', `/agent-apps/${ctx.organizationId}/secrets`)).code).toBe(404);
  const [row] = await ctx.sql<{ all: string }>(
    `SELECT string_agg(s::text, '') || (SELECT string_agg(e::text, '') FROM audit_entries e) AS all
     FROM app_secrets s`,
  );
  expect(row?.all).not.toContain('sk-1234567');
  expect(row?.all).not.toContain(Buffer.from('sk-1234567').toString('hex'));

  const runtime = await startRuntime();
  try {
    await deploy(pixellPackage(undefined, 'OPENAI_API_KEY=old\n'), [['force_overwrite', 'true']]);
    await drain(20_000, ['deployments.run']);
    expect(runtime.requests[0]?.body).toContain('"OPENAI_API_KEY":"sk-1234567"');
    expect(runtime.requests[0]?.body).toContain('"DEBUG":"true"');
  } finally {
    await runtime.close();
  }
  expect((await pixell('DELETE', `${path}/DEBUG`)).code).toBe(200);
  expect((await pixell('DELETE', path)).code).toBe(200);
  expect((await pixell('GET', path)).secrets).toEqual({});
});
