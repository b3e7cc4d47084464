import { afterAll, beforeAll, expect, test } from 'vitest';
import { overrideEnv } from '@/lib/core/env';
import { newId } from '@/lib/core/ids';
import { compile } from '@/lib/engine/dsl/compile';
import { call } from '@/lib/testing/client';
import { testDatabase } from '@/lib/testing/db';
import { makeApiKey } from '@/lib/testing/factories/accounts';
import { asClient } from '@/lib/testing/workflow-api';

let drop: () => Promise<void>;
beforeAll(async () => {
  ({ drop } = await testDatabase());
});
afterAll(() => drop());
const client = asClient();
const { got, ask } = client;

const CONTENT = 'workflow MyWorkflow {\n  step1: Agent("gpt-4")\n}';
const SERVABLE = 'workflow A {\n  a: set { x: 1 }\n}';
const BAD = 'workflow A {\n  a: Agent("nobody")\n  b: \n}\njob J { task "nothing" }';
const WRONG = [
  'validation error: undefined agent type "nobody" at line 2',
  'parse error: unexpected token "}" at line 4',
  'validation error: undefined task "nothing" at line 5',
];

test('the requests of the documentation are answered as it says', async () => {
  const made = await got(201, 'POST', '/api/configs', { name: 'my-config', content: CONTENT });
  expect(made).toMatchObject({
    id: expect.stringMatching(/^[\da-f-]{36}$/),
    name: 'my-config',
    content: CONTENT,
    ast_json: {
      kind: 'document',
      declarations: [{ kind: 'workflow', name: { value: 'MyWorkflow' } }],
    },
    validation_errors: null,
    created_at: expect.stringMatching(/Z$/),
  });
  const list = await got(200, 'GET', '/api/configs?limit=10');
  expect(list).toMatchObject({ data: [made], limit: 10, offset: 0, total: 1 });
  expect(await got(200, 'GET', `/api/configs/${made.id}`)).toEqual(made);
  const content = 'workflow UpdatedWorkflow {\n  step1: Agent("gpt-4-turbo")\n}';
  const changed = await got(200, 'PUT', `/api/configs/${made.id}`, {
    name: 'updated-config',
    content,
  });
  expect(changed).toMatchObject({ id: made.id, name: 'updated-config', content, version: 2 });
  expect(await got(200, 'POST', `/api/configs/${made.id}/validate`)).toEqual({
    valid: true,
    errors: [],
    diagnostics: [],
  });
  const given = { content: 'workflow TestWorkflow { ... }' };
  expect(await got(200, 'POST', `/api/configs/${made.id}/validate`, given)).toMatchObject({
    valid: false,
    errors: [expect.stringMatching(/^parse error: unexpected token "\." at line 1$/)],
  });
  await got(204, 'DELETE', `/api/configs/${made.id}`);
  expect((await ask('GET', `/api/configs/${made.id}`)).status).toBe(404);
});

test('a bad document is kept with all that is wrong with it', async () => {
  const made = await got(201, 'POST', '/api/configs', { name: 'bad', content: BAD });
  expect(made.validation_errors).toEqual(WRONG);
  expect(made.diagnostics[0]).toMatchObject({
    severity: 'error',
    code: 'unknown_agent',
    message: 'undefined agent type "nobody"',
    span: { line: 2, column: 12 },
  });
  const stored = await got(200, 'POST', `/api/configs/${made.id}/validate`, {});
  expect(stored).toMatchObject({ valid: false, errors: WRONG });
  const refused = await ask('GET', `/api/configs/${made.id}/openapi`);
  expect(refused.status).toBe(409);
  expect(refused.json.details.errors).toEqual([WRONG[1]]);
});

test('what a document names is looked up in the organization', async () => {
  const content = 'workflow A { a: Agent("Support triage") b: Agent("gpt-4") { prompt: "Hi" } }';
  const before = await got(200, 'POST', '/api/configs/validate', { content });
  expect(before.errors).toEqual([
    'validation error: undefined agent type "Support triage" at line 1',
  ]);
  await got(201, 'POST', '/api/v1/agents', { name: 'Support triage' });
  expect(await got(200, 'POST', '/api/configs/validate', { content })).toMatchObject({
    valid: true,
  });
  const own = 'workflow A { b { activity "workflow.B" } } workflow B { c: stop } job J { task B }';
  expect((await got(200, 'POST', '/api/configs/validate', { content: own })).errors).toEqual([]);
});

test('configs are listed by name, by whether they are in order, and by whether they serve', async () => {
  const tail = newId().slice(-6);
  const good = await got(201, 'POST', '/api/configs', { name: `Good ${tail}`, content: SERVABLE });
  const bad = await got(201, 'POST', '/api/configs', { name: `Bad ${tail}`, content: BAD });
  expect(good.running_deployments).toBe(0);
  const body = { name: 'd', config_id: good.id };
  const { id } = await got(201, 'POST', '/api/deployments', body);
  await got(200, 'PUT', `/api/deployments/${id}`, { status: 'running' });
  const found = async (query: string) =>
    (await got(200, 'GET', `/api/configs?search=${tail.toUpperCase()}&${query}`)).data.map(
      (it: { id: string }) => it.id,
    );
  expect(await found('')).toEqual([bad.id, good.id]);
  expect(await found('valid=true')).toEqual([good.id]);
  expect(await found('valid=false')).toEqual([bad.id]);
  expect(await found('running=true')).toEqual([good.id]);
  expect(await found('running=false')).toEqual([bad.id]);
  expect(await got(200, 'GET', `/api/configs/${good.id}`)).toMatchObject({
    running_deployments: 1,
  });
  const { data } = await got(200, 'GET', `/api/deployments?config_id=${good.id}`);
  expect(data).toMatchObject([{ id, status: 'running' }]);
  expect((await got(200, 'GET', '/api/deployments?config_id=nothing')).total).toBe(0);
});

test('versions are kept; of two editors the second is told', async () => {
  const { id } = await got(201, 'POST', '/api/configs', { name: 'v', content: CONTENT });
  const second = `${CONTENT}\n`;
  await got(200, 'PUT', `/api/configs/${id}`, { content: second, expected_version: 1 });
  const late = await ask('PUT', `/api/configs/${id}`, {
    body: { content: BAD, expected_version: 1 },
  });
  expect(late.status).toBe(409);
  expect(late.json.details).toEqual({ version: 2, expected_version: 1 });
  // The same content, and another name, make no version.
  const renamed = await got(200, 'PUT', `/api/configs/${id}`, { name: 'w', content: second });
  expect(renamed).toMatchObject({ name: 'w', version: 2 });
  const { data, total } = await got(200, 'GET', `/api/configs/${id}/versions`);
  expect(total).toBe(2);
  expect(data).toMatchObject([
    { version: 2, validation_errors: null, created_by: { id: client.ownerId } },
    { version: 1 },
  ]);
  expect(await got(200, 'GET', `/api/configs/${id}/versions/1`)).toMatchObject({
    version: 1,
    content: CONTENT,
  });
  expect((await ask('GET', `/api/configs/${id}/versions/3`)).status).toBe(404);
});

test('a document is laid out, and refused with the place when it cannot be read', async () => {
  const content = 'workflow   A{\nstep1:Agent( "gpt-4" )\n}';
  const laid = { content: 'workflow A {\n  step1: Agent("gpt-4")\n}\n', changed: true };
  expect(await got(200, 'POST', '/api/configs/format', { content })).toEqual(laid);
  const { id } = await got(201, 'POST', '/api/configs', { name: 'f', content });
  expect(await got(200, 'POST', `/api/configs/${id}/format`)).toEqual(laid);
  const bad = await ask('POST', '/api/configs/format', { body: { content: BAD } });
  expect(bad.status).toBe(400);
  expect(bad.json.details.content).toBe(WRONG[1]);
  expect(bad.json.diagnostics[0].span.line).toBe(4);
});

test('a workflow of JSON is written in the language, and read again as it was', async () => {
  const definition = { name: 'Greet', steps: [{ id: 'a', type: 'set', config: { x: 1 } }] };
  const { content } = await got(200, 'POST', '/api/configs/print', { definition });
  expect(content).toBe('workflow Greet {\n  a: set { x: 1 }\n}\n');
  expect(compile(content).workflows[0]?.definition).toEqual(definition);
  const bad = await ask('POST', '/api/configs/print', { body: { definition: { steps: [] } } });
  expect(bad.status).toBe(400);
});

test('the OpenAPI document of a config is written in both versions and formats', async () => {
  const content =
    'entity User { id: uuid name: string? }\nfunction getUserById(id) { }\nendpoint GET /users/{id} { auth: required returns: User }';
  const { id } = await got(201, 'POST', '/api/configs', { name: 'Users', content });
  const document = await got(200, 'GET', `/api/configs/${id}/openapi`);
  expect(document).toMatchObject({
    openapi: '3.1.0',
    info: { title: 'Users', version: '1.0.1' },
    paths: {
      '/users/{id}': {
        get: {
          'x-codeai-handler': 'getUserById',
          'x-codeai-middleware': ['auth'],
          'x-codeai-source': 'Users:3',
        },
      },
    },
  });
  expect(await got(200, 'GET', `/api/configs/${id}/openapi.json?version=3.0`)).toMatchObject({
    openapi: '3.0.3',
  });
  const yaml = await ask('GET', `/api/configs/${id}/openapi.yaml`);
  expect(yaml.headers.get('content-type')).toBe('application/yaml; charset=utf-8');
  expect(yaml.text).toMatch(/^openapi: 3\.1\.0\n/);
  const body = { content, title: 'My API', servers: [{ url: 'https://api.example.com' }] };
  expect(await got(200, 'POST', '/api/configs/openapi', body)).toMatchObject({
    info: { title: 'My API' },
    servers: [{ url: 'https://api.example.com' }],
  });
});

test('only what the operator has allowed is read from the environment', async () => {
  process.env.DSL_TEST_REGION = 'eu';
  const content = 'workflow A { a: set { r: env(DSL_TEST_REGION) h: env(HOME) } }';
  const errors = async () =>
    (await got(200, 'POST', '/api/configs/validate', { content })).errors as string[];
  expect(await errors()).toHaveLength(2);
  overrideEnv({ CONFIG_ENV_ALLOW: 'OTHER, DSL_TEST_REGION' });
  expect(await errors()).toEqual([
    'validation error: environment variable "HOME" is not allowed or not set at line 1',
  ]);
});

test('a key needs the scope of configs, and none sees those of another organization', async () => {
  const { id } = await got(201, 'POST', '/api/configs', { name: 'mine', content: CONTENT });
  const reader = await makeApiKey(client.organizationId, client.ownerId, {
    scopes: ['configs:read'],
  });
  const body = { name: 'x', content: CONTENT };
  expect((await call('POST', '/api/configs', { headers: reader.headers, body })).status).toBe(403);
  expect((await call('GET', `/api/configs/${id}`, reader)).status).toBe(200);
  expect((await ask('GET', `/api/configs/${newId()}`)).status).toBe(404);
});
