import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dispatch } from '@/lib/api/dispatch';
import type { Ctx } from '@/lib/core/context';
import { storage } from '@/lib/core/storage/storage';
import { balance } from '@/lib/credits/balance';
import { nativePackage, pixellPackage } from '@/lib/testing/apkg';
import { call } from '@/lib/testing/client';
import { makeOrganization } from '@/lib/testing/factories/accounts';
import { makePublisher, type Publisher, testStorage } from '@/lib/testing/factories/publisher';
import { keyOf, sendForm } from '@/lib/testing/packages';
import { startRuntime } from '@/lib/testing/vendors/runtime';
import { drain } from '@/lib/worker/drain';

let drop: () => Promise<void>;
beforeAll(async () => {
  ({ drop } = await testStorage());
});
afterAll(() => drop());

let ctx: Ctx;
let headers: Record<string, string>;
let appId: string;
let json: Publisher['json'];
let send: Publisher['deploy'];
let read: Publisher['read'];

beforeEach(async () => {
  ({ ctx, headers, appId, json, deploy: send, read } = await makePublisher(100, 'Triage app'));
});

const work = () => drain(30_000, ['deployments.run']);
const eventsOf = (type: string) => ctx.db.event.findMany({ where: { type } });

async function deployed(file = nativePackage()): Promise<string> {
  const { status, json: answer } = await send(['file', file]);
  expect(status, JSON.stringify(answer)).toBe(202);
  await work();
  return answer.deployment.id;
}

describe('a deployment', () => {
  it('is accepted as documented, does five steps in order, and charges a credit per MiB', async () => {
    const { status, json: answer } = await send(
      ['file', nativePackage()],
      ['version', '1.2.0'],
      ['release_notes', 'Fixed bugs and improved performance'],
    );
    expect(status).toBe(202);
    const { deployment, tracking } = answer;
    expect(answer).toMatchObject({
      deployment: {
        status: 'queued',
        message: 'Deployment queued successfully',
        queued_at: expect.any(String),
        estimated_duration_seconds: 120,
      },
      package: { version: '1.2.0', size_bytes: nativePackage().length, status: 'uploading' },
    });
    expect(tracking.status_url).toMatch(new RegExp(`/api/deployments/${deployment.id}$`));
    expect(tracking.webhook_url).toMatch(new RegExp(`/api/agent-apps/${appId}/webhooks$`));
    expect(await balance(ctx)).toEqual({ credits: 99, held: 1 });
    expect((await read(deployment.id)).progress.steps.map((s: object) => Object.values(s))).toEqual(
      ['validate_package', 'upload_to_s3', 'generate_metadata', 'notify_runtime', 'finalize'].map(
        (name) => [name, 'pending'],
      ),
    );

    await work();
    const done = await read(deployment.id);
    expect(done).toMatchObject({ status: 'completed', version: '1.2.0', agent_app_id: appId });
    const times = done.progress.steps.flatMap((s: { started_at: string; completed_at: string }) => [
      s.started_at,
      s.completed_at,
    ]);
    expect(times).toHaveLength(10);
    expect([...times].sort()).toEqual(times);
    expect(await balance(ctx)).toEqual({ credits: 99, held: 0 });
  });

  it('makes the agents and skills of the package, deployed and active', async () => {
    const done = await read(await deployed());
    const [made] = done.result.agents;
    const agent = await json('GET', `/api/v1/agents/${made.id}`);
    expect(agent).toMatchObject({
      name: 'Triage',
      status: 'active',
      system_prompt: 'You sort support tickets by urgency.',
      config: { model: 'claude-sonnet-4', max_tokens: 1024, temperature: 0.2 },
      tools: [{ name: 'current_time' }],
      skills: [{ name: 'Plain language' }],
    });
  });

  it('tells webhooks with the documented fields, once', async () => {
    const id = await deployed();
    const events = await eventsOf('deployment.completed');
    expect(events).toHaveLength(1);
    expect(events[0]?.data).toMatchObject({
      deployment_id: id,
      agent_app_id: appId,
      package_id: expect.any(String),
      version: '1.2.0',
      status: 'completed',
      duration_seconds: expect.any(Number),
      s3_url: expect.stringMatching(/^http/),
    });
  });

  it('of a newer version updates the same agents, and a rollback brings the former back', async () => {
    const first = await read(await deployed());
    const agents = [
      { name: 'Triage', system_prompt: 'You are better now.', config: { model: 'gpt-5' } },
    ];
    const second = await read(await deployed(nativePackage({ version: '2.0.0', agents })));
    expect(second.result.agents).toEqual(first.result.agents);
    const path = `/api/v1/agents/${first.result.agents[0].id}`;
    expect((await json('GET', path)).system_prompt).toBe('You are better now.');
    const back = await json('POST', `/api/deployments/${first.id}/rollback`);
    expect(back.code).toBe(202);
    await work();
    expect(await read(back.deployment.id)).toMatchObject({
      status: 'completed',
      version: '1.2.0',
      origin_id: first.id,
    });
    expect(await json('GET', path)).toMatchObject({
      system_prompt: 'You sort support tickets by urgency.',
      config: { model: 'claude-sonnet-4', max_tokens: 1024 },
    });
    expect(await ctx.db.agent.count()).toBe(1);
    expect(await balance(ctx)).toEqual({ credits: 97, held: 0 });
  });

  it('is refused for a bad package, an existing version and missing credits, and takes nothing', async () => {
    const bad = await send(['file', Buffer.from('nothing')], ['version', '1.0.0']);
    expect(bad.status).toBe(400);
    expect(bad.json).toMatchObject({
      error: 'Package validation failed',
      details: expect.arrayContaining(['Invalid APKG format']),
    });
    await deployed();
    const again = await send(['file', nativePackage()]);
    expect(again.status).toBe(409);
    expect(again.json.details).toEqual(['Version already exists']);
    const poor = await makeOrganization();
    const app = await call('POST', '/api/agent-apps', {
      headers: poor.headers,
      body: { name: 'x' },
    });
    const id = (app.json as { app: { id: string } }).app.id;
    const refused = await sendForm(`/api/agent-apps/${id}/packages/deploy`, poor.headers, [
      ['file', nativePackage()],
    ]);
    expect(refused.status).toBe(402);
    expect(refused.json).toMatchObject({
      error: 'Insufficient credits',
      required: 1,
      available: 0,
    });
    expect(await poor.ctx.db.packageVersion.count()).toBe(0);
    const left: string[] = [];
    for await (const file of (await storage()).list(`packages/${poor.organization.id}/`))
      left.push(file.key);
    expect(left).toEqual([]);
  });

  it('of code without a runtime fails with a sentence, gives its credits back, and can be retried', async () => {
    const id = await deployed(pixellPackage());
    const failed = await read(id);
    expect(failed).toMatchObject({
      status: 'failed',
      error: expect.stringMatching(/RUNTIME_URL/),
      failure: { step: 'notify_runtime', code: 'RUNTIME_MISSING' },
      progress: { current_step: 'notify_runtime' },
    });
    expect(await balance(ctx)).toEqual({ credits: 100, held: 0 });
    expect((await eventsOf('deployment.failed'))[0]?.data).toMatchObject({
      deployment_id: id,
      status: 'failed',
    });

    const runtime = await startRuntime(['greeter']);
    try {
      const again = await json('POST', `/api/deployments/${id}/retry`);
      expect(again.code).toBe(202);
      await work();
      expect(await read(again.deployment.id)).toMatchObject({
        status: 'completed',
        result: { runtime: { package_id: 'p', agents: ['greeter'] } },
      });
      expect(runtime.requests).toHaveLength(1);
      expect(runtime.requests[0]?.body).toContain('name="file"');
      expect(runtime.requests[0]?.body).toContain('GREETER_TOKEN');
    } finally {
      await runtime.close();
    }
    expect(await balance(ctx)).toEqual({ credits: 99, held: 0 });
  });

  it('of a file that was changed where it lies fails at the first step', async () => {
    const { json: answer } = await send(['file', nativePackage()]);
    const row = await ctx.db.packageVersion.findFirstOrThrow();
    await (await storage()).put(row.storageKey, Buffer.from('changed'));
    await work();
    expect(await read(answer.deployment.id)).toMatchObject({
      status: 'failed',
      failure: { step: 'validate_package', code: 'CHECKSUM_MISMATCH' },
    });
    expect(await balance(ctx)).toEqual({ credits: 100, held: 0 });
  });

  it('signed by a key that was revoked meanwhile fails', async () => {
    const publisher = keyOf('deployer');
    const key = await json('POST', '/api/publisher-keys', {
      name: 'x',
      public_key: publisher.publicKey,
    });
    const file = nativePackage();
    const { json: answer } = await send(['file', file], ['signature', publisher.sign(file)]);
    await json('DELETE', `/api/publisher-keys/${key.publisher_key.id}`);
    await work();
    expect((await read(answer.deployment.id)).failure.code).toBe('SIGNATURE_INVALID');
  });

  it('that is queued is cancelled at once and never runs; one that ended is not', async () => {
    const { json: answer } = await send(['file', nativePackage()]);
    const path = `/api/deployments/${answer.deployment.id}/cancel`;
    expect((await json('POST', path)).deployment.status).toBe('cancelled');
    await work();
    expect((await read(answer.deployment.id)).status).toBe('cancelled');
    expect(await ctx.db.agent.count()).toBe(0);
    expect(await balance(ctx)).toEqual({ credits: 100, held: 0 });
    const again = await json('POST', `/api/deployments/${answer.deployment.id}/retry`);
    expect(again.code).toBe(202);
    expect((await json('POST', `/api/deployments/${answer.deployment.id}/retry`)).code).toBe(409);
    await work();
    const late = await json('POST', `/api/deployments/${again.deployment.id}/cancel`);
    expect(late.code).toBe(409);
  });

  it('keeps its package from being deleted or replaced while it is open', async () => {
    const { json: answer } = await send(['file', nativePackage()]);
    const path = `/api/agent-apps/${appId}/packages/${answer.package.id}`;
    expect((await json('DELETE', path)).code).toBe(409);
    const forced = await send(['file', nativePackage()], ['force_overwrite', 'true']);
    expect(forced.status).toBe(409);
    expect(await balance(ctx)).toEqual({ credits: 99, held: 1 });
    await work();
    expect((await json('DELETE', path)).code).toBe(200);
  });

  it('is followed live until it ends', async () => {
    const { json: answer } = await send(['file', nativePackage()]);
    const response = await dispatch(
      new Request(`http://localhost/api/deployments/${answer.deployment.id}/stream`, { headers }),
    );
    const text = response.text();
    await work();
    const events = [...(await text).matchAll(/^event: (\w+)$/gm)].map((match) => match[1]);
    expect(events[0]).toBe('deployment');
    expect(events.at(-1)).toBe('done');
    expect(await text).toContain('"status":"completed"');
  });
});

describe('the queue', () => {
  it('counts its own organization, and warns when too many fail', async () => {
    expect(await json('GET', '/api/deployments/queue/stats')).toMatchObject({
      stats: { queued: 0, processing: 0, completed: 0, failed: 0, total: 0 },
      health: { status: 'healthy', message: 'Queue is operating normally' },
      metrics: { avgProcessingTimeSeconds: 0, lastUpdated: expect.any(String) },
    });
    await deployed(pixellPackage());
    await send(['file', nativePackage()]);
    const now = await json('GET', '/api/v1/deployments/queue/stats');
    expect(now.stats).toMatchObject({ queued: 1, failed: 1, total: 2 });
    expect(now.health.status).toBe('warning');
    expect((await call('GET', '/api/deployments/queue/stats')).status).toBe(401);
    const long = new Date(Date.now() - 16 * 60_000);
    await ctx.db.deployment.updateMany({
      where: { status: 'queued' },
      data: { status: 'processing', startedAt: long },
    });
    expect((await json('GET', '/api/deployments/queue/stats')).health.status).toBe('critical');
  });

  it('lists deployments of both kinds, each in its shape', async () => {
    const id = await deployed();
    const list = await json('GET', '/api/deployments');
    expect(list).toMatchObject({
      data: [{ id, kind: 'package' }],
      limit: 20,
      offset: 0,
      total: 1,
    });
    expect((await json('GET', '/api/deployments?status=failed')).total).toBe(0);
  });
});
