import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openApi } from './openapi';
import { parse } from './parse';

const SOURCE = `
entity User {
  id: uuid
  email: email unique
  age: int? min(0)
  roles: [string]
  manager: User?
  bio: text max(500) default("")
}
function getUserById(id) { }
function createUser(body) { }
endpoint GET /users { auth: required returns: [User] query: { limit: int } }
endpoint GET /users/{id} { auth: required returns: User }
endpoint POST /users { auth: apiKey body: User returns: User middleware: ["audit"] }
endpoint DELETE /users/{id} { auth: required }
endpoint GET /status { returns: { ok: bool } summary: "Whether it runs" }
`;

const written = (openapi: '3.1' | '3.0') =>
  openApi(parse(SOURCE).document, {
    title: 'Users',
    description: 'The users of the shop.',
    servers: [{ url: 'https://api.fleet.test' }],
    source: 'users',
    openapi,
  });

async function lint(document: unknown): Promise<unknown[]> {
  const folder = await mkdtemp(join(tmpdir(), 'dsl-openapi-'));
  const file = join(folder, 'openapi.json');
  await writeFile(file, JSON.stringify(document));
  const root = process.cwd();
  const cli = join(root, 'node_modules', '@redocly', 'cli', 'bin', 'cli.js');
  const args = [cli, 'lint', file, '--config', join(root, 'redocly.yaml'), '--format', 'json'];
  const out = await new Promise<string>((resolve) => {
    execFile(process.execPath, args, { cwd: folder }, (_, stdout) => resolve(stdout));
  });
  await rm(folder, { recursive: true });
  return JSON.parse(out.slice(out.indexOf('{'))).problems;
}

test('endpoints say who handles them, what runs before, and where they are written', () => {
  const { paths } = written('3.1') as { paths: Record<string, Record<string, unknown>> };
  expect(paths['/users/{id}']?.get).toMatchObject({
    operationId: 'getUserById',
    'x-codeai-handler': 'getUserById',
    'x-codeai-middleware': ['auth'],
    'x-codeai-source': 'users:13',
    parameters: [{ name: 'id', in: 'path', required: true }],
    security: [{ bearer: [] }, { apiKey: [] }],
  });
  expect(paths['/users']?.post).toMatchObject({
    'x-codeai-handler': 'createUser',
    'x-codeai-middleware': ['auth', 'audit'],
    security: [{ apiKey: [] }],
    responses: { 201: {}, 401: {} },
  });
  expect(paths['/users/{id}']?.delete).toMatchObject({ responses: { 204: {} } });
  expect(paths['/status']?.get).toMatchObject({ security: [], summary: 'Whether it runs' });
});

test('an own entity Error is what failures answer; only what is true is deprecated', () => {
  const source =
    'entity Error { reason: string }\nendpoint GET /a { returns: Error deprecated: false }\nendpoint GET /b { deprecated: true }';
  const document = openApi(parse(source).document, { title: 'E' }) as {
    components: { schemas: Record<string, unknown> };
    paths: Record<string, { get: { deprecated?: boolean } }>;
  };
  expect(document.components.schemas.Error).toMatchObject({ required: ['reason'] });
  expect(document.paths['/a']?.get.deprecated).toBeUndefined();
  expect(document.paths['/b']?.get.deprecated).toBe(true);
});

test('entities become schemas in the words of each version', () => {
  const user = (document: unknown) =>
    (document as { components: { schemas: { User: { properties: Record<string, unknown> } } } })
      .components.schemas.User;
  expect(user(written('3.1'))).toMatchObject({
    required: ['id', 'email', 'roles', 'bio'],
    properties: {
      id: { type: 'string', format: 'uuid' },
      age: { type: ['integer', 'null'], minimum: 0 },
      roles: { type: 'array', items: { type: 'string' } },
      manager: { anyOf: [{ $ref: '#/components/schemas/User' }, { type: 'null' }] },
      bio: { type: 'string', maxLength: 500, default: '' },
    },
  });
  expect(user(written('3.0')).properties).toMatchObject({
    age: { type: 'integer', nullable: true, minimum: 0 },
    manager: { type: 'object', allOf: [{ $ref: '#/components/schemas/User' }], nullable: true },
  });
});

test.each(['3.1', '3.0'] as const)(
  'the %s document lints clean',
  async (version) => {
    expect(await lint(written(version))).toEqual([]);
  },
  60_000,
);
