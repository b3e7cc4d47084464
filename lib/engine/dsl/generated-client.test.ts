import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApi } from '@/lib/engine/dsl/openapi';
import { parse } from '@/lib/engine/dsl/parse';
import { GeneratedClients } from '@/lib/testing/generated-clients';

const SOURCE = `
entity User {
  id: uuid
  email: email unique
  age: int? min(0)
  roles: [string]
  manager: User?
}
function listUsers(limit) { }
function getUserById(id) { }
function createUser(body) { }
function deleteUserById(id) { }
endpoint GET /users { auth: required returns: [User] query: { limit: int } }
endpoint GET /users/{id} { auth: required returns: User }
endpoint POST /users { auth: required body: User returns: User }
endpoint DELETE /users/{id} { auth: required }
`;

const ADA = `{
  id: '019a3c5e-0000-7000-8000-000000000001', email: 'ada@example.com', age: null, roles: ['admin'],
}`;

const HEY_API = `
import { createUser, deleteUserById, getUserById, listUsers } from './hey-api';
import type { User } from './hey-api';
import { createClient, createConfig } from './hey-api/client';

const client = createClient(createConfig({ baseUrl: process.env.ORIGIN as string, auth: 'key' }));
const throwOnError = true;
const body: User = ${ADA};
const made = await createUser({ client, throwOnError, body });
const path = { id: made.data.id };
const read = await getUserById({ client, throwOnError, path });
const listed = await listUsers({ client, throwOnError, query: { limit: 1 } });
const gone = await deleteUserById({ client, throwOnError, path });
const missing = await getUserById({ client, path });
console.log(JSON.stringify({
  email: read.data.email,
  ages: listed.data.map((it) => it.age),
  gone: gone.response?.status,
  error: missing.error,
}));
`;

const OPENAPI_FETCH = `
import createClient from 'openapi-fetch';
import type { components, paths } from './openapi-types';

const api = createClient<paths>({
  baseUrl: process.env.ORIGIN as string,
  headers: { Authorization: 'Bearer key' },
});
const body: components['schemas']['User'] = ${ADA};
const made = await api.POST('/users', { body });
if (!made.data) throw new Error(JSON.stringify(made.error));
const params = { path: { id: made.data.id } };
const read = await api.GET('/users/{id}', { params });
const listed = await api.GET('/users', { params: { query: { limit: 1 } } });
const gone = await api.DELETE('/users/{id}', { params });
const missing = await api.GET('/users/{id}', { params });
console.log(JSON.stringify({
  email: read.data?.email,
  ages: listed.data?.map((it) => it.age),
  gone: gone.response.status,
  error: missing.error,
}));
`;

/** The API that the source describes, by hand. */
const users = new Map<string, { id: string }>();
const server: Server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://users');
  const id = pathname.slice('/users/'.length);
  const say = (status: number, answer?: unknown) =>
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(answer === undefined ? undefined : JSON.stringify(answer));
  if (request.headers.authorization !== 'Bearer key') return say(401, { error: 'No key' });
  if (request.method === 'POST') {
    const made = JSON.parse(body) as { id: string };
    users.set(made.id, made);
    return say(201, made);
  }
  if (pathname === '/users')
    return say(200, [...users.values()].slice(0, Number(searchParams.get('limit'))));
  if (!users.has(id)) return say(404, { error: 'No such user' });
  if (request.method === 'GET') return say(200, users.get(id));
  users.delete(id);
  say(204);
});
beforeAll(() => once(server.listen(0, '127.0.0.1'), 'listening'));
afterAll(() => server.close());

describe.each(['3.1', '3.0'] as const)("clients of a config's %s document", (version) => {
  let clients: GeneratedClients;
  const title = 'Users';
  beforeAll(async () => {
    clients = await GeneratedClients.of(
      openApi(parse(SOURCE).document, { title, openapi: version }),
    );
  }, 60_000);
  afterAll(() => clients?.remove());
  const programs = { 'hey-api.main.ts': HEY_API, 'openapi-fetch.main.ts': OPENAPI_FETCH };

  test('compile strictly', async () => {
    expect(await clients.check(programs)).toBe('');
  }, 60_000);

  test.each(Object.keys(programs))(
    '%s talks to a server of that document',
    async (program) => {
      const ORIGIN = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      expect(await clients.run(program, { ORIGIN })).toEqual({
        email: 'ada@example.com',
        ages: [null],
        gone: 204,
        error: { error: 'No such user' },
      });
      expect(users.size).toBe(0);
    },
    30_000,
  );
});
