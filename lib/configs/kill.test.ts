import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeListener } from '@/lib/core/db/listen';
import { overrideEnv } from '@/lib/core/env';
import { testDatabase } from '@/lib/testing/db';
import { AppProcess } from '@/lib/testing/process';
import { until } from '@/lib/testing/until';
import { asClient } from '@/lib/testing/workflow-api';

/** Workers that die while they execute; CONFIG_KILLS=200 for the long run. */
const KILLS = Number(process.env.CONFIG_KILLS ?? 8);
const WORKFLOWS = 4;
const WRITES = ['a', 'b'];

let drop: () => Promise<void>;
let url: string;
let receiver: Server;
const workers = new Set<AppProcess>();
/** What the receiver did, in order; it remembers its keys, as a real one does. */
const effects: { key: string; body: string }[] = [];
let odd = 0;

beforeAll(async () => {
  ({ url, drop } = await testDatabase());
  overrideEnv({ EGRESS_ALLOW: '127.0.0.1' });
  receiver = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const key = String(request.headers['idempotency-key']);
    const known = effects.find((it) => it.key === key);
    if (known && known.body !== body) odd++;
    if (!known) effects.push({ key, body });
    setTimeout(() => response.writeHead(200).end(body), Math.random() * 150);
  });
  await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening));
});
afterAll(async () => {
  for (const worker of workers) await worker.kill();
  receiver.closeAllConnections();
  receiver.close();
  await closeListener();
  await drop();
});
const client = asClient();

async function worker(): Promise<AppProcess> {
  const started = await AppProcess.start('lib/worker/main.ts', {
    DATABASE_URL: url,
    LOG_LEVEL: 'info',
    EGRESS_ALLOW: '127.0.0.1',
  });
  workers.add(started);
  await started.printed('worker started');
  return started;
}

/** Workflows that each write twice, the next one only after the one before. */
function content(): string {
  const { port } = receiver.address() as AddressInfo;
  return Array.from({ length: WORKFLOWS }, (_, w) => {
    const write = (id: string) =>
      `${id}: http_request { method: "POST" url: "http://127.0.0.1:${port}/" body: { n: "{{ input.n }}", at: "${w}${id}" } }`;
    return `workflow W${w} {\n  ${WRITES.map(write).join('\n  ')}\n  output { n: "input.n" }\n}`;
  }).join('\n');
}

test(
  `${KILLS} workers die while a config is executed: each execution ends, in order, with each write done once`,
  async () => {
    const { got, ctx } = client;
    const config = await got(201, 'POST', '/api/configs', { name: 'c', content: content() });
    const body = { name: 'd', config_id: config.id };
    const { id } = await got(201, 'POST', '/api/deployments', body);
    const begun: string[] = [];
    const open = () =>
      ctx.db.execution.count({
        where: { deploymentId: id, status: { in: ['queued', 'running', 'waiting'] } },
      });
    const keepBusy = async () => {
      if ((await open()) > 0) return;
      const variables = { n: begun.length };
      begun.push((await got(202, 'POST', `/api/deployments/${id}/execute`, { variables })).id);
    };

    let next = worker();
    for (let deaths = 0; deaths < KILLS; deaths++) {
      const current = await next;
      const before = effects.length;
      await until(
        'two more writes',
        async () => {
          await keepBusy();
          return effects.length >= before + 2;
        },
        60_000,
      );
      // The next one goes on as soon as this one has died, as when its leases had run out.
      next = worker();
      await current.kill();
      await ctx.sql(
        `UPDATE pgboss.job SET state = 'retry', start_after = now() WHERE state = 'active' RETURNING id`,
      );
    }
    await next;
    await until('the end of all', async () => (await open()) === 0, 60_000);

    expect(odd).toBe(0);
    const wanted: string[] = [];
    for (const [n, runId] of begun.entries()) {
      const done = await got(200, 'GET', `/api/executions/${runId}`);
      const outputs = Array.from({ length: WORKFLOWS }, (_, w) => [`W${w}`, { n }]);
      expect(done).toMatchObject({ status: 'completed', exit_code: 0 });
      expect(done.result).toEqual(Object.fromEntries(outputs));
      const children = await ctx.db.workflowRun.findMany({
        where: { parentRunId: runId },
        orderBy: { createdAt: 'asc' },
      });
      expect(children).toHaveLength(WORKFLOWS);
      for (const child of children) for (const write of WRITES) wanted.push(`${child.id}:${write}`);
    }
    // One execution after the other, one workflow after the other, one write after the other.
    expect(effects.map(({ key }) => key)).toEqual(wanted);
    expect(effects.map((it) => JSON.parse(it.body))).toEqual(
      begun
        .flatMap((_, n) =>
          Array.from({ length: WORKFLOWS }, (_, w) =>
            WRITES.map((write) => ({ n, at: w + write })),
          ),
        )
        .flat(),
    );
    await until(
      'the deployment knows',
      async () => {
        const row = await got(200, 'GET', `/api/deployments/${id}`);
        return row.status === 'complete';
      },
      60_000,
    );
    console.log(`${begun.length} executions, ${KILLS} workers killed`);
  },
  120_000 + KILLS * 8_000,
);
