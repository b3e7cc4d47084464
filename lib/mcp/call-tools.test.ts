import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '@/lib/core/ids';
import { connect, keyOf, makeAgent, makeSome, makeWorkflow } from '@/lib/testing/mcp-api';
import { allTools, callTool } from '@/lib/testing/mcp-client';
import { withServedApi } from '@/lib/testing/served-api';

const api = withServedApi();
beforeAll(() => makeSome(api.ctx));

describe('a call', () => {
  test('of an agent answers what it says, with what it cost', async () => {
    const client = await connect(api);
    const said = await callTool(client, 'agent_support-triage', { message: 'Where is my order?' });
    expect(said.isError).toBeFalsy();
    expect(said.content[0]).toMatchObject({ type: 'text', text: expect.stringMatching(/\w/) });
    expect(said.structuredContent).toHaveProperty('message');
    expect(said._meta).toMatchObject({
      status: 'completed',
      execution_id: expect.any(String),
      credits: expect.any(Number),
      output_tokens: expect.any(Number),
    });
    const read = await callTool(client, 'executions_get', { id: said._meta?.execution_id });
    expect(read.structuredContent).toMatchObject({ status: 'completed', source: 'api' });
  });

  test('of an agent that fails says so with its code', async () => {
    await makeAgent(api.ctx, { slug: 'broken', prompt: '[[sandbox: fail=malformed]]' });
    const said = await callTool(await connect(api), 'agent_broken', { message: 'Hi' });
    expect(said.isError).toBe(true);
    expect(said.structuredContent).toMatchObject({ status: 'failed', code: expect.any(String) });
  });

  test('of a workflow checks its input and answers its output', async () => {
    const client = await connect(api);
    const name = (await allTools(client)).find((it) => it.name.startsWith('workflow_greet'))?.name;
    const greeted = await callTool(client, name ?? '', { who: 'Ada' });
    expect(greeted.structuredContent).toEqual({ text: 'Hello Ada' });
    expect(greeted._meta).toMatchObject({ status: 'completed', run_id: expect.any(String) });
    const wrong = await callTool(client, name ?? '', { who: 7 });
    expect(wrong).toMatchObject({
      isError: true,
      structuredContent: { code: 'VALIDATION_FAILED' },
    });
  });

  test('that takes longer than the caller waits answers an id to follow; progress is told meanwhile', async () => {
    const { id } = await makeWorkflow(api.ctx, {
      name: 'Slow',
      steps: [{ id: 'wait', type: 'wait_event', config: { event: 'go', timeout: '1h' } }],
    });
    const client = await connect(api);
    const name = `workflow_slow_${id.slice(-8)}`;
    const heard: unknown[] = [];
    const said = (await client.callTool(
      { name, arguments: {}, _meta: { wait_seconds: 3 } },
      undefined,
      { onprogress: (progress) => heard.push(progress) },
    )) as unknown as { _meta: { run_id: string }; structuredContent: unknown };
    expect(said.structuredContent).toMatchObject({ status: 'running', wait_reason: 'event' });
    expect(heard).toContainEqual(expect.objectContaining({ message: expect.any(String) }));
    const { run_id: runId } = said._meta;
    const signalled = await callTool(client, 'runs_signal', { id: runId, name: 'go', data: 1 });
    expect(signalled.isError, JSON.stringify(signalled)).toBeFalsy();
    const ended = await callTool(client, 'runs_get', { id: runId, wait: 20 });
    expect(ended.structuredContent).toMatchObject({ status: 'completed' });
  });

  test('whose connection closes ends the waiting, not the run', async () => {
    const { id } = await makeWorkflow(api.ctx, {
      name: 'Abandoned',
      steps: [{ id: 'wait', type: 'wait_event', config: { event: 'go', timeout: '1h' } }],
    });
    const client = await connect(api);
    const leave = new AbortController();
    const call = client.callTool(
      { name: `workflow_abandoned_${id.slice(-8)}`, arguments: {}, _meta: { wait_seconds: 30 } },
      undefined,
      { signal: leave.signal, onprogress: () => leave.abort() },
    );
    await expect(call).rejects.toThrow();
    const runs = await callTool(client, 'runs_list', { workflow_id: id });
    expect(runs.structuredContent).toMatchObject({
      total: 1,
      data: [{ status: expect.stringMatching(/queued|running/) }],
    });
  });

  test('of operations makes, deploys and executes an agent', async () => {
    const client = await connect(api);
    const made = await callTool(client, 'agents_create', {
      name: 'Made over MCP',
      system_prompt: 'Answer.',
      config: { model: 'sandbox' },
    });
    const { id, slug } = made.structuredContent as { id: string; slug: string };
    await expect(callTool(client, `agent_${slug}`, { message: 'Hi' })).rejects.toMatchObject({
      code: -32602,
    });
    expect((await callTool(client, 'agents_deploy', { id })).structuredContent).toMatchObject({
      status: 'active',
    });
    const run = await callTool(client, 'agents_execute', {
      id,
      input: { message: 'Hi' },
      wait: 20,
    });
    expect(run.structuredContent).toMatchObject({ status: 'completed' });
    const listed = await callTool(client, 'agents_list', { search: 'Made over', limit: 1 });
    expect(listed.structuredContent).toMatchObject({ total: 1, data: [{ id }] });
    expect((await callTool(client, 'credits_balance')).structuredContent).toHaveProperty('credits');
  });

  test('that the scopes of the key do not allow is refused', async () => {
    const client = await connect(api, await keyOf(api, 'agents:read'));
    for (const [name, args, scope] of [
      ['agents_create', { name: 'x' }, 'agents:write'],
      ['agent_support-triage', { message: 'Hi' }, 'agents:execute'],
      ['events_list', {}, 'events:read'],
    ] as const)
      expect(await callTool(client, name, args)).toMatchObject({
        isError: true,
        structuredContent: { code: 'FORBIDDEN', details: { required_scope: scope } },
      });
  });

  test('with another organization’s ids and names finds nothing', async () => {
    const agent = await makeAgent(api.ctx, { slug: 'only-ours' });
    const workflow = await makeWorkflow(api.ctx, {
      name: 'Ours',
      steps: [{ id: 'a', type: 'set', config: { a: 1 } }],
    });
    const client = await connect(api, await api.stranger());
    expect((await allTools(client)).some((it) => /^(agent|workflow)_/.test(it.name))).toBe(false);
    const theirs = await callTool(client, 'agents_get', { id: agent });
    const nothing = await callTool(client, 'agents_get', { id: newId() });
    expect(theirs.structuredContent).toEqual(nothing.structuredContent);
    expect(theirs.structuredContent).toMatchObject({ code: 'NOT_FOUND' });
    for (const name of ['agent_only-ours', `workflow_ours_${workflow.id.slice(-8)}`])
      await expect(callTool(client, name, { message: 'x' })).rejects.toMatchObject({
        code: -32602,
      });
  });

  test('with wrong arguments says what is wrong with each', async () => {
    const client = await connect(api);
    for (const [name, args, field] of [
      ['agents_create', {}, 'name'],
      ['agents_create', { name: 'x', odd: 1 }, 'odd'],
      ['agents_list', { limit: 'many' }, 'limit'],
      ['executions_get', {}, 'id'],
      ['jobs_submit', { task_type: 7 }, 'task_type'],
    ] as const)
      expect(await callTool(client, name, args), name).toMatchObject({
        isError: true,
        structuredContent: {
          code: 'VALIDATION_FAILED',
          details: { [field]: expect.any(String) },
        },
      });
    for (const value of ['\u0000', 'a\ud800'])
      await expect(callTool(client, 'agents_create', { name: value })).rejects.toMatchObject({
        code: 400,
      });
  });
});
