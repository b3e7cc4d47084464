import { describe, expect, test } from 'vitest';
import { create, pause, update } from '@/lib/agents/save';
import { overrideEnv } from '@/lib/core/env';
import { newId } from '@/lib/core/ids';
import { type Json, withA2aAgent } from '@/lib/testing/a2a-agent';
import { makeOrganization } from '@/lib/testing/factories/accounts';

const a2a = withA2aAgent();

describe('an agent that is not public', () => {
  const card = (row: { organizationId: string; slug: string }) =>
    fetch(`${a2a.api.origin}/.well-known/agents/${row.organizationId}/${row.slug}/agent-card.json`);

  test('has no card and takes no calls, whether closed, paused, a draft or deleted', async () => {
    const one = await a2a.publicAgent({ name: 'Sometimes' });
    expect((await card(one)).status).toBe(200);
    await update(a2a.api.ctx, one.id, { a2a_enabled: false });
    expect((await card(one)).status).toBe(404);
    expect((await a2a.post('{}', { agentId: one.id })).status).toBe(404);
    await update(a2a.api.ctx, one.id, { a2a_enabled: true });
    await pause(a2a.api.ctx, one.id);
    expect((await card(one)).status).toBe(404);
    expect((await a2a.post('{}', { agentId: one.id })).status).toBe(404);
    const draft = await create(a2a.api.ctx, { name: 'Draft', a2a_enabled: true });
    expect((await card(draft)).status).toBe(404);
    const deeds = await a2a.api.ctx.db.auditEntry.findMany({
      where: { targetId: one.id, action: { startsWith: 'agent.a2a' } },
      orderBy: { id: 'asc' },
    });
    expect(deeds.map(({ action }) => action)).toEqual([
      'agent.a2a_enabled',
      'agent.a2a_disabled',
      'agent.a2a_enabled',
    ]);
  });
});

describe('cards', () => {
  test('are open to every page, kept by their ETag, and written for the version asked for', async () => {
    const url = `${a2a.api.origin}/.well-known/agents/${a2a.agent.organizationId}/${a2a.agent.slug}/agent-card.json`;
    const first = await fetch(url);
    expect(first.headers.get('access-control-allow-origin')).toBe('*');
    expect(first.headers.get('cache-control')).toBe('public, max-age=300');
    expect(first.headers.get('vary')).toBe('A2A-Version');
    const both = (await first.json()) as Json;
    expect(both).toMatchObject({
      protocolVersion: '0.3.0',
      url: `${a2a.api.origin}/api/a2a/${a2a.agent.id}`,
    });
    expect(both.supportedInterfaces).toHaveLength(2);
    expect(both.securitySchemes.bearer).toMatchObject({ type: 'http', httpAuthSecurityScheme: {} });
    const headers = { 'if-none-match': first.headers.get('etag') as string };
    expect((await fetch(url, { headers })).status).toBe(304);
    const current = (await (
      await fetch(url, { headers: { 'a2a-version': '1.0' } })
    ).json()) as Json;
    expect(current.url).toBeUndefined();
    const old = (await (await fetch(url, { headers: { 'a2a-version': '0.3' } })).json()) as Json;
    expect(old.supportedInterfaces).toBeUndefined();
    expect(JSON.stringify([both, current, old])).not.toContain('You help.');
  });

  test('list the public agents of an organization, by its id and slug, and none of another', async () => {
    await create(a2a.api.ctx, { name: 'Hidden one' });
    const list = async (reference: string) => {
      const response = await fetch(`${a2a.api.origin}/.well-known/agents/${reference}`);
      return { status: response.status, json: (await response.json()) as Json };
    };
    const { json } = await list(a2a.api.organizationId);
    expect(json.data.map(({ name }: Json) => name)).toContain('Open');
    expect(JSON.stringify(json)).not.toContain('Hidden one');
    const { organization } = await makeOrganization({ name: 'Nobody public' });
    expect((await list(organization.id)).status).toBe(404);
    expect((await list(newId())).json.error).toBe((await list(organization.id)).json.error);
  });

  test('one of them stands for the server when the operator says so', async () => {
    const url = `${a2a.api.origin}/.well-known/agent-card.json`;
    expect((await fetch(url)).status).toBe(404);
    const undo = overrideEnv({
      A2A_DEFAULT_AGENT: `${a2a.agent.organizationId}/${a2a.agent.slug}`,
    });
    expect(await (await fetch(url)).json()).toMatchObject({ name: 'Open' });
    undo();
  });

  test('the extended one tells the tools, to callers with a key', async () => {
    const one = await a2a.publicAgent({ name: 'Tooled', tools: [{ name: 'calculator' }] });
    const { result } = await a2a.call('GetExtendedAgentCard', undefined, { agentId: one.id });
    expect(result.skills.map(({ id }: Json) => id)).toContain('tool:calculator');
  });
});
