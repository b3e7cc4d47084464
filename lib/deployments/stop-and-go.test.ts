import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { dispatch } from '@/lib/api/dispatch';
import { pool } from '@/lib/core/db/pool';
import { storage } from '@/lib/core/storage/storage';
import { balance } from '@/lib/credits/balance';
import { run } from '@/lib/deployments/run';
import { nativePackage, pixellPackage } from '@/lib/testing/apkg';
import { makePublisher, type Publisher, testStorage } from '@/lib/testing/factories/publisher';
import { sendForm } from '@/lib/testing/packages';
import { until } from '@/lib/testing/until';
import { startRuntime } from '@/lib/testing/vendors/runtime';
import { drain } from '@/lib/worker/drain';
import { sweepDeployments } from '@/lib/worker/sweep-deployments';

let drop: () => Promise<void>;
let maker: Publisher;
beforeAll(async () => {
  ({ drop } = await testStorage());
});
afterAll(() => drop());
beforeEach(async () => {
  maker = await makePublisher(10, 'Stop and go');
});

const path = () => `/api/agent-apps/${maker.appId}/packages/deploy`;
const send = (file: Buffer) => maker.deploy(['file', file]);
const work = () => drain(30_000, ['deployments.run']);
const never = new AbortController().signal;

/** A runtime that answers these statuses in turn; 0 never answers. */
async function runtime(...statuses: number[]) {
  const place = await startRuntime();
  place.answer(...statuses);
  return place;
}

it('a deployment that hangs on its runtime is cancelled, and its credits come back', async () => {
  const place = await runtime(0);
  try {
    const { id } = (await send(pixellPackage())).json.deployment;
    const working = work();
    await until('the runtime is asked', async () => place.requests.length === 1);
    const asked = await maker.json('POST', `/api/deployments/${id}/cancel`);
    expect(asked.code).toBe(200);
    await working;
    expect(await maker.read(id)).toMatchObject({
      status: 'cancelled',
      progress: { current_step: 'notify_runtime' },
    });
    expect(await balance(maker.ctx)).toEqual({ credits: 10, held: 0 });
    expect(await maker.ctx.db.event.count({ where: { type: 'deployment.cancelled' } })).toBe(1);
  } finally {
    await place.close();
  }
});

it('a runtime that is down for a moment is asked again; one that stays down fails the deployment', async () => {
  const place = await runtime(503, 200, 503);
  try {
    const { id } = (await send(pixellPackage())).json.deployment;
    await expect(run(maker.ctx, id, never)).rejects.toThrow('503');
    expect((await maker.read(id)).status).toBe('processing');
    await run(maker.ctx, id, never);
    expect((await maker.read(id)).status).toBe('completed');
    // Both times under the same key, so that a runtime can tell.
    expect(place.requests.map(({ headers }) => headers['idempotency-key'])).toEqual([id, id]);
    const again = await maker.json('POST', `/api/deployments/${id}/rollback`);
    await run(maker.ctx, again.deployment.id, never, true);
    expect(await maker.read(again.deployment.id)).toMatchObject({
      status: 'failed',
      failure: { step: 'notify_runtime', code: 'INTERNAL' },
    });
    expect(await balance(maker.ctx)).toEqual({ credits: 9, held: 0 });
  } finally {
    await place.close();
  }
});

it('a worker that was overtaken can record nothing', async () => {
  const place = await runtime(0, 200);
  try {
    const { id } = (await send(pixellPackage())).json.deployment;
    const slow = run(maker.ctx, id, never);
    await until('the first is asked', async () => place.requests.length === 1);
    await run(maker.ctx, id, never);
    const done = await maker.read(id);
    expect(done.status).toBe('completed');
    await slow;
    expect(await maker.read(id)).toEqual(done);
    expect(await balance(maker.ctx)).toEqual({ credits: 9, held: 0 });
  } finally {
    await place.close();
  }
});

it('a deployment whose job was lost is found by the sweep and completes', async () => {
  const { id } = (await send(nativePackage())).json.deployment;
  await pool().query(`delete from pgboss.job where name = 'deployments.run'`);
  await work();
  expect((await maker.read(id)).status).toBe('queued');
  await pool().query(`update deployments set updated_at = now() - interval '3 minutes'`);
  await sweepDeployments();
  await sweepDeployments();
  const waiting = await pool().query(
    `select 1 from pgboss.job where name = 'deployments.run' and state < 'completed'`,
  );
  expect(waiting.rowCount).toBe(1);
  await work();
  expect((await maker.read(id)).status).toBe('completed');
});

it('an upload that nobody used is removed with its file', async () => {
  const link = await maker.json('POST', `/api/agent-apps/${maker.appId}/packages/uploads`, {});
  await dispatch(
    new Request(link.url, { method: 'PUT', headers: link.headers, body: new Uint8Array(10) }),
  );
  await maker.ctx.db.packageUpload.updateMany({
    data: { expiresAt: new Date(Date.now() - 2 * 3600_000) },
  });
  await sweepDeployments();
  await drain(10_000, ['packages.remove_file']);
  expect(await maker.ctx.db.packageUpload.count()).toBe(0);
  const left: string[] = [];
  for await (const { key } of (await storage()).list(`uploads/${maker.ctx.organizationId}/`))
    left.push(key);
  expect(left).toEqual([]);
});

it('a package of before is deployed by its id, an upload by its own', async () => {
  const kept = await sendForm(`/api/agent-apps/${maker.appId}/packages`, maker.headers, [
    ['file', nativePackage()],
  ]);
  const known = await maker.json('POST', path(), { package_id: kept.json.package.id });
  expect(known).toMatchObject({ code: 202, package: { version: '1.2.0', status: 'ready' } });
  expect((await maker.json('POST', path(), { package_id: kept.json.package.id })).code).toBe(409);
  const link = await maker.json('POST', `/api/agent-apps/${maker.appId}/packages/uploads`, {});
  const file = nativePackage({ version: '2.0.0' });
  await dispatch(
    new Request(link.url, { method: 'PUT', headers: link.headers, body: new Uint8Array(file) }),
  );
  const uploaded = await maker.json('POST', path(), { upload_id: link.upload_id });
  expect(uploaded.code).toBe(202);
  await work();
  expect((await maker.read(known.deployment.id)).status).toBe('completed');
  expect((await maker.read(uploaded.deployment.id)).status).toBe('completed');
  expect(await balance(maker.ctx)).toEqual({ credits: 8, held: 0 });
});

it('an agent that a newer version drops is paused, and comes back with a rollback', async () => {
  const agents = [
    { name: 'Stays', system_prompt: 'Stay.' },
    { name: 'Goes', system_prompt: 'Go.' },
  ];
  const first = await send(nativePackage({ version: '1.0.0', agents }));
  await work();
  const second = await send(nativePackage({ version: '2.0.0', agents: agents.slice(0, 1) }));
  await work();
  const statuses = async () =>
    Object.fromEntries((await maker.ctx.db.agent.findMany()).map((one) => [one.name, one.status]));
  expect(await statuses()).toEqual({ Stays: 'active', Goes: 'paused' });
  const done = await maker.read(second.json.deployment.id);
  expect(done.result.agents).toHaveLength(1);
  expect(done.result.warnings).toEqual(['"Goes" is not in this version: it was paused.']);
  await maker.json('POST', `/api/deployments/${first.json.deployment.id}/rollback`);
  await work();
  expect(await statuses()).toEqual({ Stays: 'active', Goes: 'active' });
});
