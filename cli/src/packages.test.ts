import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { signWebhook, verifyWebhook } from '@fleetprompt/sdk';
import { expect, test } from 'vitest';
import { fleetCommand } from '@/lib/testing/fleet';
import { withServedApi } from '@/lib/testing/served-api';

const api = withServedApi();
const { fleet, home } = fleetCommand(() => ({
  FLEETPROMPT_API_KEY: api.apiKey,
  FLEETPROMPT_BASE_URL: api.baseURL,
}));

test('a package is begun, checked, packed and deployed, and its five steps are shown', async () => {
  const folder = join(home, 'triage');
  expect((await fleet(['packages', 'init', folder])).code).toBe(0);
  writeFileSync(join(folder, '.env'), 'SECRET=1');
  const checked = await fleet(['packages:validate', folder, '--json']);
  expect(checked.json).toMatchObject({ valid: true, files: ['README.md', 'manifest.json'] });
  const file = join(home, 'triage.apkg');
  expect((await fleet(['packages:pack', folder, '-o', file])).code).toBe(0);
  expect(readFileSync(file).includes('SECRET')).toBe(false);

  const deployed = await fleet(['packages:deploy', folder]);
  expect(deployed.err).toBe('');
  expect(deployed.code).toBe(0);
  const steps = 'validate_package upload_to_s3 generate_metadata notify_runtime finalize';
  for (const step of steps.split(' ')) expect(deployed.out).toContain(`✓ ${step}: completed`);
  expect(deployed.out).toContain('✓ Deployed');

  // The same file again, by the name of the app that is there now.
  const again = await fleet(['packages:deploy', file, '--app', 'triage', '--json']);
  expect(again.code).toBe(1);
  expect(again.err).toContain('already exists');
});

test('what is wrong with a package is told all at once, and nothing is sent', async () => {
  const folder = join(home, 'odd');
  mkdirSync(folder);
  writeFileSync(join(folder, 'manifest.json'), '{"version":"one","agents":[{}]}');
  symlinkSync('/etc/hosts', join(folder, 'hosts'));
  const { code, json } = await fleet(['packages:validate', folder, '--json']);
  expect(code).toBe(1);
  expect(json.problems).toHaveLength(4);
  expect((await fleet(['packages:deploy', folder])).code).toBe(1);
});

test('documents in the config language are checked, laid out and turned into OpenAPI', async () => {
  const file = join(home, 'api.cai');
  writeFileSync(
    file,
    'entity User { id: uuid }\nendpoint GET /users/{id} { auth: required returns: User }',
  );
  expect((await fleet(['dsl', 'check', file])).code).toBe(0);
  expect((await fleet(['dsl', 'format', file, '--check'])).code).toBe(1);
  expect((await fleet(['dsl', 'format', file, '--write'])).code).toBe(0);
  expect((await fleet(['dsl', 'format', file, '--check'])).code).toBe(0);
  const openapi = await fleet(['dsl', 'openapi', file]);
  expect(JSON.parse(openapi.out).paths).toHaveProperty('/users/{id}');
  expect((await fleet(['dsl', 'openapi', file, '--yaml'])).out).toMatch(/^openapi: /m);
  writeFileSync(file, 'entity {');
  const wrong = await fleet(['dsl', 'check', file]);
  expect(wrong.code).toBe(1);
  expect(wrong.out).toContain(`${file}:1:`);
});

test('events are forwarded to a local port, signed as webhooks are', async () => {
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  let got = (_: { request: IncomingMessage; body: string }) => {};
  const delivery = new Promise<{ request: IncomingMessage; body: string }>((resolve) => {
    got = resolve;
  });
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    response.writeHead(204).end();
    got({ request, body });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const leave = new AbortController();
  let opened = () => {};
  const open = new Promise<void>((resolve) => {
    opened = resolve;
  });
  const words = ['webhooks', 'listen', '--port', String(port), '--path', '/hook'];
  const listening = fleet([...words, '--secret', secret, '-e', 'agent.created'], {
    signal: leave.signal,
    heard: (out, err) => {
      if (err.includes('Forwarding')) opened();
      if (out.includes('204')) leave.abort(new Error('interrupted'));
    },
  });
  await open;
  await fleet(['create', '--name', 'Seen']);
  const { request, body } = await delivery;
  expect(request.url).toBe('/hook');
  const event = await verifyWebhook(body, request.headers, secret);
  expect(event).toMatchObject({ type: 'agent.created', event: 'agent.created' });
  expect((await listening).code).toBe(130);
  server.close();
});

test('verify tells a good delivery from a bad one', async () => {
  const body = '{"id":"evt_1","type":"agent.executed"}';
  const signed = await signWebhook(body, 'a-plain-secret', { id: 'evt_1', type: 'agent.executed' });
  const headers = Object.entries(signed).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
  const good = await fleet(['verify', '--secret', 'a-plain-secret', ...headers], { input: body });
  expect(good).toMatchObject({ code: 0, out: '✓ The signature is good: agent.executed\n' });
  const bad = await fleet(['verify', '--secret', 'another-secret', ...headers, '--json'], {
    input: body,
  });
  expect(bad.code).toBe(1);
  expect(bad.json).toMatchObject({ valid: false, code: 'WEBHOOK_SIGNATURE_INVALID' });
});
