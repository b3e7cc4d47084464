import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newId } from '@/lib/core/ids';
import { type Json, message, withA2aAgent } from '@/lib/testing/a2a-agent';
import { hostile } from '@/lib/testing/arbitrary';

const a2a = withA2aAgent();

const DEEP = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;

describe('a body that is no request', () => {
  test.each<[BodyInit, number]>([
    ['{', -32700],
    ['', -32700],
    [new Uint8Array([0xff, 0xfe]), -32700],
    ['null', -32600],
    ['[]', -32600],
    ['[{"jsonrpc":"2.0","id":1,"method":"GetTask"}]', -32600],
    [DEEP, -32600],
    ['{"id":1,"method":"GetTask"}', -32600],
    ['{"jsonrpc":"2.0","id":{},"method":"GetTask"}', -32600],
    ['{"jsonrpc":"2.0","id":1,"method":7}', -32600],
    ['{"jsonrpc":"2.0","id":1,"method":"constructor"}', -32601],
    ['{"jsonrpc":"2.0","id":1,"method":"tasks/list"}', -32601],
    ['{"jsonrpc":"2.0","id":1,"method":"GetTask","params":[]}', -32602],
    ['{"jsonrpc":"2.0","id":1,"method":"GetTask","params":{"id":"a\\u0000"}}', -32602],
    ['{"jsonrpc":"2.0","id":1,"method":"SendMessage"}', -32602],
    ['{"jsonrpc":"2.0","id":1,"method":"GetTask","params":{"id":"x"}}', -32001],
  ])('is answered with the error of JSON-RPC: %s', async (body, code) => {
    const { status, json } = await a2a.post(body);
    expect({ status, code: json.error?.code }).toEqual({ status: 200, code });
    expect(json).toMatchObject({ jsonrpc: '2.0', error: { message: expect.any(String) } });
  });

  test('is refused by HTTP when it is huge, or no JSON at all', async () => {
    expect((await a2a.post(`{"a":"${'a'.repeat(1_100_000)}"}`)).status).toBe(413);
    const headers = { 'content-type': 'text/plain' };
    expect((await a2a.post('{}', { headers })).status).toBe(415);
  });

  test('never gives a 5xx, whatever is sent', async () => {
    const methods = ['SendMessage', 'SendStreamingMessage', 'GetTask', 'ListTasks', 'message/send'];
    const before = await a2a.api.ctx.db.execution.count();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...methods, 'x'), hostile, async (method, odd) => {
        for (const params of [
          odd,
          { message: odd, id: odd },
          { message: { ...message('x'), parts: odd } },
        ]) {
          const { status, json } = await a2a.post(
            JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
          );
          expect(status, JSON.stringify(params)).toBe(200);
          expect(json.error ?? json.result).toBeTruthy();
        }
      }),
      { numRuns: 30 },
    );
    expect(await a2a.api.ctx.db.execution.count()).toBe(before);
  });
});

test('a version that nobody speaks here is refused, and one that is spoken is taken', async () => {
  const ask = (version: string) =>
    a2a.call('ListTasks', {}, { headers: { 'a2a-version': version } });
  expect((await ask('9.1')).error.code).toBe(-32009);
  expect((await ask('1.0')).error).toBeUndefined();
  expect((await ask('1.0.2')).error).toBeUndefined();
});

describe('who may call', () => {
  test('nobody without a key, or with one that may not execute', async () => {
    const bare = await fetch(`${a2a.api.origin}/api/a2a/${a2a.agent.id}`, { method: 'POST' });
    expect(bare.status).toBe(401);
    expect((await a2a.post('{}', { key: await a2a.keyOf('agents:read') })).status).toBe(403);
  });

  test('no other organization: the agent is to it as one that does not exist', async () => {
    const key = await a2a.api.stranger();
    const body = JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'SendMessage',
      params: { message: message('hi') },
    });
    const theirs = await a2a.post(body, { key });
    const nothing = await a2a.post(body, { key, agentId: newId() });
    const gist = ({ status, json }: Json) => [status, json.error, json.code];
    expect(theirs.status).toBe(404);
    expect(gist(theirs)).toEqual(gist(nothing));
  });

  test('whoever sends its key in the other header', async () => {
    const response = await fetch(`${a2a.api.origin}/api/a2a/${a2a.agent.id}`, {
      method: 'POST',
      headers: { 'x-api-key': a2a.api.apiKey, 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ListTasks' }),
    });
    expect(((await response.json()) as Json).result.pageSize).toBe(50);
  });

  test('a key that may only execute sees its own tasks and nobody else’s', async () => {
    const mine = await a2a.keyOf('agents:execute');
    const configuration = { returnImmediately: true };
    const { result } = await a2a.call(
      'SendMessage',
      { message: message('mine'), configuration },
      { key: mine },
    );
    const other = await a2a.call('SendMessage', { message: message('other'), configuration });
    const seen = await a2a.call('ListTasks', {}, { key: mine });
    expect(seen.result.tasks.map(({ id }: Json) => id)).toEqual([result.task.id]);
    expect(seen.result.totalSize).toBe(1);
    const { id } = other.result.task;
    for (const method of ['GetTask', 'CancelTask', 'SubscribeToTask'])
      expect((await a2a.call(method, { id }, { key: mine })).error.code).toBe(-32001);
    const { contextId } = other.result.task;
    const after = await a2a.call(
      'SendMessage',
      { message: message('what did I say?', { contextId }) },
      { key: mine },
    );
    expect(JSON.stringify(after)).not.toContain('other');
  });
});
