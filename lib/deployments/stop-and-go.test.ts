import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { dispatch } from '@/lib/api/dispatch';
import type { Ctx } from '@/lib/core/context';
import { pool } from '@/lib/core/db/pool';
import { overrideEnv } from '@/lib/core/env';
import { storage } from '@/lib/core/storage/storage';
import { balance } from '@/lib/credits/balance';
import { grant } from '@/lib/credits/grant';
import { microOf } from '@/lib/credits/money';
import { run } from '@/lib/deployments/run';
import { nativePackage, pixellPackage } from '@/lib/testing/apkg';
import { call } from '@/lib/testing/client';
import { testDatabase } from '@/lib/testing/db';
import { makeOrganization } from '@/lib/testing/factories/accounts';
import { sendForm } from '@/lib/testing/packages';
import { until } from '@/lib/testing/until';
import { drain } from '@/lib/worker/drain';
import { sweepDeployments } from '@/lib/worker/sweep-deployments';

let drop: () => Promise<void>;
let folder: string;
beforeAll(async () => {
  ({ drop } = await testDatabase());
  folder = await mkdtemp(join(tmpdir(), 'fp-stop-'));
  overrideEnv({ FLEETPROMPT_STORAGE: folder, RATE_LIMIT_SESSION_PER_MINUTE: 1_000_000 });
});
afterAll(async () => {
  await drop();
  await rm(folder, { recursive: true, force: true });
});

let ctx: Ctx;
let headers: Record<string, string>;
let appId: string;

beforeEach(async () => {
  ({ ctx, headers } = await makeOrganization());
  await grant(ctx, { amount: microOf(10), description: 'Test' });
  appId = (await json('POST', '/api/agent-apps', { name: 'Stop and go' })).app.id;
});

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into
async function json(method: string, path: string, body?: unknown): Promise<any> {
  const answer = await call(method, path, { headers, body });
  return { ...(answer.json as object), code: answer.status };
}
const path = () => `/api/agent-apps/${appId}/packages/deploy`;
const send = (file: Buffer) => sendForm(path(), headers, [['file', file]]);
const read = async (id: string) => (await json('GET', `/api/deployments/${id}`)).deployment;
const work = () => drain(30_000, ['deployments.run']);
const never = new AbortController().signal;

/** A runtime that answers these statuses in turn; 0 never answers. */
async function runtime(...statuses: number[]) {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    const status = statuses[seen.length] ?? 200;
    seen.push(String(request.headers['idempotency-key']));
    request.resume();
    if (status === 0) return;
    request.on('end', () => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ package_id: 'p', agents: ['a'] }));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const restore = overrideEnv({ RUNTIME_URL: `http://127.0.0.1:${port}` });
  return {
    seen,
    close: async () => {
      restore();
      server.closeAllConnections();
      await new Promise<void>((done) => void server.close(() => done()));
    },
  };
}

it('a deployment that hangs on its runtime is cancelled, and its credits come back', async () => {
  const place = await runtime(0);
  try {
    const { id } = (await send(pixellPackage())).json.deployment;
    const working = work();
    await until('the runtime is asked', async () => place.seen.length === 1);
    const asked = await json('POST', `/api/deployments/${id}/cancel`);
    expect(asked.code).toBe(200);
    await working;
    expect(await read(id)).toMatchObject({
      status: 'cancelled',
      progress: { current_step: 'notify_runtime' },
    });
    expect(await balance(ctx)).toEqual({ credits: 10, held: 0 });
    expect(await ctx.db.event.count({ where: { type: 'deployment.cancelled' } })).toBe(1);
  } finally {
    await place.close();
  }
});

it('a runtime that is down for a moment is asked again; one that stays down fails the deployment', async () => {
  const place = await runtime(503, 200, 503);
  try {
    const { id } = (await send(pixellPackage())).json.deployment;
    await expect(run(ctx, id, never)).rejects.toThrow('503');
    expect((await read(id)).status).toBe('processing');
    await run(ctx, id, never);
    expect((await read(id)).status).toBe('completed');
    // Both times under the same key, so that a runtime can tell.
    expect(place.seen).toEqual([id, id]);
    const again = await json('POST', `/api/deployments/${id}/rollback`);
    await run(ctx, again.deployment.id, never, true);
    expect(await read(again.deployment.id)).toMatchObject({
      status: 'failed',
      failure: { step: 'notify_runtime', code: 'INTERNAL' },
    });
    expect(await balance(ctx)).toEqual({ credits: 9, held: 0 });
  } finally {
    await place.close();
  }
});

it('a worker that was overtaken can record nothing', async () => {
  const place = await runtime(0, 200);
  try {
    const { id } = (await send(pixellPackage())).json.deployment;
    const slow = run(ctx, id, never);
    await until('the first is asked', async () => place.seen.length === 1);
    await run(ctx, id, never);
    const done = await read(id);
    expect(done.status).toBe('completed');
    await slow;
    expect(await read(id)).toEqual(done);
    expect(await balance(ctx)).toEqual({ credits: 9, held: 0 });
  } finally {
    await place.close();
  }
});

it('a deployment whose job was lost is found by the sweep and completes', async () => {
  const { id } = (await send(nativePackage())).json.deployment;
  await pool().query(`delete from pgboss.job where name = 'deployments.run'`);
  await work();
  expect((await read(id)).status).toBe('queued');
  await pool().query(`update deployments set updated_at = now() - interval '3 minutes'`);
  await sweepDeployments();
  await sweepDeployments();
  const waiting = await pool().query(
    `select 1 from pgboss.job where name = 'deployments.run' and state < 'completed'`,
  );
  expect(waiting.rowCount).toBe(1);
  await work();
  expect((await read(id)).status).toBe('completed');
});

it('an upload that nobody used is removed with its file', async () => {
  const link = await json('POST', `/api/agent-apps/${appId}/packages/uploads`, {});
  await dispatch(
    new Request(link.url, { method: 'PUT', headers: link.headers, body: new Uint8Array(10) }),
  );
  await ctx.db.packageUpload.updateMany({
    data: { expiresAt: new Date(Date.now() - 2 * 3600_000) },
  });
  await sweepDeployments();
  await drain(10_000, ['packages.remove_file']);
  expect(await ctx.db.packageUpload.count()).toBe(0);
  const left: string[] = [];
  for await (const { key } of (await storage()).list(`uploads/${ctx.organizationId}/`))
    left.push(key);
  expect(left).toEqual([]);
});

it('a package of before is deployed by its id, an upload by its own', async () => {
  const kept = await sendForm(`/api/agent-apps/${appId}/packages`, headers, [
    ['file', nativePackage()],
  ]);
  const known = await json('POST', path(), { package_id: kept.json.package.id });
  expect(known).toMatchObject({ code: 202, package: { version: '1.2.0', status: 'ready' } });
  expect((await json('POST', path(), { package_id: kept.json.package.id })).code).toBe(409);
  const link = await json('POST', `/api/agent-apps/${appId}/packages/uploads`, {});
  const file = nativePackage({ version: '2.0.0' });
  await dispatch(
    new Request(link.url, { method: 'PUT', headers: link.headers, body: new Uint8Array(file) }),
  );
  const uploaded = await json('POST', path(), { upload_id: link.upload_id });
  expect(uploaded.code).toBe(202);
  await work();
  expect((await read(known.deployment.id)).status).toBe('completed');
  expect((await read(uploaded.deployment.id)).status).toBe('completed');
  expect(await balance(ctx)).toEqual({ credits: 8, held: 0 });
});
