import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ConnectorError } from '@/lib/connectors/error';
import { httpRequest } from '@/lib/connectors/http-request';
import { perform, VENDORS } from '@/lib/connectors/perform';
import { runAction } from '@/lib/connectors/run-action';
import { createConnector } from '@/lib/connectors/save-connector';
import { testConnector } from '@/lib/connectors/test-connection';
import type { Ctx } from '@/lib/core/context';
import { overrideEnv } from '@/lib/core/env';
import type { JsonObject } from '@/lib/engine/json';
import { testDatabase } from '@/lib/testing/db';
import { makeOrganization } from '@/lib/testing/factories/accounts';
import { makeConnector, makeCredential } from '@/lib/testing/factories/connector-resources';
import { PRIVATE_HOSTS } from '@/lib/testing/ssrf-corpus';

let drop: () => Promise<void>;
let ctx: Ctx;
let canary: Server;
let port: number;
let seen = 0;

beforeAll(async () => {
  ({ drop } = await testDatabase());
  overrideEnv({ EGRESS_ALLOW: '' });
  ({ ctx } = await makeOrganization());
  canary = createServer((socket) => {
    seen += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
  port = (canary.address() as AddressInfo).port;
});
afterAll(async () => {
  canary.close();
  await drop();
});

const outcome = (promise: Promise<unknown>) =>
  promise.then(
    () => 'passed',
    (error) => (error instanceof ConnectorError ? error.code : `not typed: ${error}`),
  );

/** A call of each vendor that would reach `host`, past everything that is checked when it is saved. */
const PATHS: Record<
  string,
  (host: string) => {
    type: keyof typeof VENDORS;
    action: string;
    fields: object;
    config: object;
    input: JsonObject;
  }
> = {
  slack: (host) => ({
    type: 'slack',
    action: 'send_message',
    fields: { bot_token: 'xoxb-1' },
    config: { baseUrl: `http://${host}:${port}/api/` },
    input: { channel: 'c', text: 't' },
  }),
  stripe: (host) => ({
    type: 'stripe',
    action: 'create_customer',
    fields: { secret_key: 'sk_x' },
    config: { baseUrl: `http://${host}:${port}` },
    input: {},
  }),
  discord: (host) => ({
    type: 'discord',
    action: 'send_message',
    fields: { bot_token: 'b' },
    config: { baseUrl: `http://${host}:${port}/api` },
    input: { channelId: '112233445566778899', content: 'x' },
  }),
  'a Discord webhook': (host) => ({
    type: 'discord',
    action: 'send_webhook',
    fields: {},
    config: {},
    input: {
      webhookUrl: `http://${host}:${port}/api/webhooks/112233445566778899/abcdefghijkl`,
      content: 'x',
    },
  }),
  http: (host) => ({
    type: 'http',
    action: 'request',
    fields: {},
    config: {},
    input: { url: `http://${host}:${port}/` },
  }),
  smtp: (host) => ({
    type: 'smtp',
    action: 'send_email',
    fields: { host: host.replace(/^\[|\]$/g, ''), port, user: 'a@example.com', password: 'p' },
    config: {},
    input: { to: 'a@example.com', subject: 's', text: 't' },
  }),
};

test.each(Object.keys(PATHS))(
  'no private address is reached through %s, however it is written',
  async (name) => {
    expect(PRIVATE_HOSTS.length).toBeGreaterThanOrEqual(150);
    const passed: [string, string][] = [];
    for (const host of PRIVATE_HOSTS) {
      const { type, action, fields, config, input } = (PATHS[name] as (typeof PATHS)[string])(host);
      const code = await outcome(
        perform(ctx, { timeoutMs: 5000, secrets: [] }, (signal) => {
          const call = { provider: type, fields: fields as never, config: config as never, input };
          const run = VENDORS[type].actions[action] as NonNullable<
            (typeof VENDORS)['http']['actions'][string]
          >;
          const rest = { idempotencyKey: 'k', signal, timeoutMs: 5000, allowedHosts: undefined };
          return run({ ...call, ...rest });
        }),
      );
      // A spelling that no URL parser takes never gets as far as the guard.
      if (code !== 'BLOCKED' && !(code === 'INVALID_INPUT' && !URL.canParse(`http://${host}/`)))
        passed.push([host, code]);
    }
    expect(passed).toEqual([]);
    expect(seen).toBe(0);
  },
);

test('the step http_request reaches none of them either', async () => {
  const options = { idempotencyKey: 'k', usedBy: { type: 'execution', id: 'x' } };
  const passed: [string, string][] = [];
  for (const host of PRIVATE_HOSTS) {
    const code = await outcome(httpRequest(ctx, { url: `http://${host}:${port}/` }, options));
    if (!['BLOCKED', 'INVALID_INPUT'].includes(code)) passed.push([host, code]);
  }
  expect(passed).toEqual([]);
  expect(seen).toBe(0);
});

test('a connector to a private place can not be saved; one written anyway is refused when used', async () => {
  const metadata = { allowed_hosts: ['127.0.0.1', '169.254.169.254'] };
  const credentialId = await makeCredential(ctx, {
    provider: 'slack',
    data: { bot_token: 'xoxb-1' },
    metadata,
  });
  const baseUrl = `http://127.0.0.1:${port}/`;
  const input = { name: 'n', type: 'slack', credentialId, config: { baseUrl } } as const;
  await expect(createConnector(ctx, input)).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
    details: { 'config.baseUrl': expect.stringContaining('not a public address') },
  });
  const connectorId = await makeConnector(ctx, input);
  expect(await testConnector(ctx, connectorId)).toMatchObject({ ok: false, code: 'BLOCKED' });
  const wanted = { connectorId, action: 'send_message', input: { channel: 'c', text: 't' } };
  const usedBy = { type: 'execution', id: 'x' };
  expect(await outcome(runAction(ctx, wanted, { idempotencyKey: 'k', usedBy }))).toBe('BLOCKED');
  expect(seen).toBe(0);
});
