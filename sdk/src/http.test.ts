import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { FleetPromptClient, isFleetPromptError } from './index';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

type Handler = (request: IncomingMessage, response: ServerResponse, turn: number) => void;

/** A server that answers its requests in turn, and what they were. */
async function serverThat(handle: Handler) {
  const seen: { method: string; url: string; headers: IncomingMessage['headers'] }[] = [];
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    seen.push({ method, url, headers });
    request.resume();
    handle(request, response, seen.length);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { seen, client: new FleetPromptClient({ apiKey: 'fp_test', baseURL, timeoutMs: 5_000 }) };
}

const json = (response: ServerResponse, status: number, body: unknown, headers = {}) =>
  response
    .writeHead(status, { 'Content-Type': 'application/json', ...headers })
    .end(JSON.stringify(body));

test('a POST is tried again with the same idempotency key until it is answered', async () => {
  const { seen, client } = await serverThat((_, response, turn) => {
    if (turn === 1) return void response.destroy();
    if (turn === 2) return json(response, 503, { code: 'UNAVAILABLE' }, { 'Retry-After': '0' });
    if (turn === 3)
      return json(response, 409, { code: 'IDEMPOTENCY_IN_PROGRESS' }, { 'Retry-After': '0' });
    json(response, 201, { id: '1', name: 'Ada' });
  });
  expect((await client.createAgent({ name: 'Ada' })).name).toBe('Ada');
  expect(seen).toHaveLength(4);
  expect(new Set(seen.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
  expect(seen[0]?.headers['idempotency-key']).toMatch(/^[\da-f]{32}$/);
  expect(seen[0]?.headers['user-agent']).toMatch(/^fleetprompt-sdk\/\d/);
  expect(seen[0]?.url).toBe('/api/v1/agents');
});

test('a refusal is not tried again, and tells its code, fields and request', async () => {
  const { seen, client } = await serverThat((_, response) =>
    json(
      response,
      400,
      { error: 'validation failed', code: 'VALIDATION_FAILED', details: { name: 'is required' } },
      { 'X-Request-ID': 'req-7' },
    ),
  );
  const error = await client.createAgent({ name: '' }).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'VALIDATION_FAILED', status: 400, requestId: 'req-7' });
  expect((error as Error).message).toBe('validation failed: name is required');
  expect(isFleetPromptError(error, 'VALIDATION_FAILED')).toBe(true);
  expect(isFleetPromptError(new Error('no'))).toBe(false);
  expect(seen).toHaveLength(1);
});

test('a PATCH whose answer was lost is not sent twice', async () => {
  const { seen, client } = await serverThat((_, response) => void response.destroy());
  await expect(client.updateAgent('1', { name: 'x' })).rejects.toMatchObject({
    code: 'NETWORK_ERROR',
  });
  expect(seen).toHaveLength(1);
});

test('a DELETE that finds nothing at its second try has done its work', async () => {
  const { client } = await serverThat((_, response, turn) => {
    if (turn === 1) return void response.destroy();
    json(response, 404, { code: 'NOT_FOUND' });
  });
  await expect(client.deleteAgent('1')).resolves.toBeUndefined();
});

test('a wait of minutes that the server asks for is left to the caller', async () => {
  const { seen, client } = await serverThat((_, response) =>
    json(response, 429, { code: 'RATE_LIMITED' }, { 'Retry-After': '600' }),
  );
  await expect(client.getAgent('1')).rejects.toMatchObject({
    code: 'RATE_LIMITED',
    retryAfter: 600,
  });
  expect(seen).toHaveLength(1);
});

test('a silent server is a TIMEOUT, and the caller’s signal ends a call with its own reason', async () => {
  const { client } = await serverThat(() => {});
  const none = { maxRetries: 0 };
  await expect(client.getAgent('1', { ...none, timeoutMs: 50 })).rejects.toMatchObject({
    code: 'TIMEOUT',
  });
  const leave = new AbortController();
  const call = client.getAgent('1', { signal: leave.signal });
  leave.abort(new Error('enough'));
  await expect(call).rejects.toThrow('enough');
});

test('a page that is not the API says so', async () => {
  const { client } = await serverThat((_, response) =>
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('<p>Hello'),
  );
  await expect(client.getAgent('1')).rejects.toMatchObject({ code: 'BAD_RESPONSE' });
});

test('JSON:API is flattened, so that a name is where one looks for it', async () => {
  const resource = { type: 'agent', id: '1', attributes: { name: 'Ada' } };
  const { client } = await serverThat((request, response) => {
    const type = { 'Content-Type': 'application/vnd.api+json' };
    const list = { data: [resource], meta: { total: 1 } };
    json(response, 200, request.url?.includes('?') ? list : { data: resource }, type);
  });
  expect(await client.getAgent('1')).toEqual({ id: '1', name: 'Ada' });
  const agents = await client.listAgents();
  expect([...agents]).toEqual([{ id: '1', name: 'Ada' }]);
  expect(agents.total).toBe(1);
});

test('a broken stream goes on from its last event, and `done` ends it', async () => {
  const { seen, client } = await serverThat((_, response, turn) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    if (turn === 1) {
      response.write('id: 4\nevent: text\ndata: {"text":"Hel"}\n\n: beat\n\nid: 5\nevent: text\n');
      return void setImmediate(() => response.destroy());
    }
    response.end('id: 5\nevent: text\ndata: {"text":"lo"}\n\nevent: done\ndata: {"id":"1"}\n\n');
  });
  const told: unknown[] = [];
  for await (const { type, data } of client.executions.stream('1')) told.push([type, data]);
  expect(told).toEqual([
    ['text', { text: 'Hel' }],
    ['text', { text: 'lo' }],
    ['done', { id: '1' }],
  ]);
  expect(seen[1]?.headers['last-event-id']).toBe('4');
});

test('an error that a stream tells ends it, and leaving a stream leaves its connection', async () => {
  let closed = () => {};
  const left = new Promise<void>((resolve) => {
    closed = resolve;
  });
  const { client } = await serverThat((request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    if (request.url?.includes('/bad/'))
      response.end('event: error\ndata: {"error":"No.","code":"FORBIDDEN"}\n\n');
    else {
      response.write('event: text\ndata: {"text":"x"}\n\n');
      response.on('close', closed);
    }
  });
  await expect(client.executions.stream('bad').next()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  for await (const _ of client.executions.stream('1')) break;
  await left;
});

test('a POST that streams is sent once, and breaking off is told', async () => {
  const { seen, client } = await serverThat((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write('event: text\ndata: {"text":"x"}\n\n');
    setImmediate(() => response.destroy());
  });
  const events = client.stream('sendChatMessage', { body: { message: 'Hi' } });
  expect((await events.next()).value).toMatchObject({ type: 'text' });
  await expect(events.next()).rejects.toMatchObject({ code: 'STREAM_BROKEN' });
  expect(seen).toMatchObject([{ method: 'POST', url: '/chat/send' }]);
  const call = client.call('sendChatMessage', { body: { message: 'Hi' } });
  await expect(call).rejects.toMatchObject({ code: 'BAD_RESPONSE' });
});

test('without a key, or with a base URL that is none, the client says what to give', () => {
  expect(() => new FleetPromptClient()).toThrow('FLEETPROMPT_API_KEY');
  expect(() => new FleetPromptClient({ apiKey: 'fp_x', baseURL: 'fleet' })).toThrow('base URL');
});
