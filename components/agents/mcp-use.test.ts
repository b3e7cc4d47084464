import { describe, expect, it } from 'vitest';
import { ask, asks, choose, chooseAll, has } from '@/components/agents/mcp-use';
import { McpUse } from '@/lib/agents/tool-use';

const offered = ['read', 'write'];
const use = { connectorId: '01890a5d-ac96-774b-bcce-b302099a8057' };

describe('an MCP server in the form', () => {
  it('has all tools until one is taken away, and none is no server', () => {
    expect(has(use, 'anything')).toBe(true);
    const fewer = choose(use, 'write', false, offered);
    expect(fewer).toEqual({ ...use, tools: ['read'] });
    expect(choose(fewer ?? use, 'read', false, offered)).toBeNull();
    expect(chooseAll(fewer ?? use, true, offered)).toEqual(use);
  });

  it('asks for one tool or for all, and keeps who is asked', () => {
    const one = ask(use, true, 'write', offered);
    expect(one).toEqual({ ...use, approval: { tools: ['write'] } });
    expect([asks(one, 'write'), asks(one, 'read'), asks(one)]).toEqual([true, false, false]);
    expect(ask(one, false, 'write', offered)).toEqual(use);
    const boss = { ...use, approval: { assignees: ['boss@example.com'] } };
    const narrowed = ask(boss, false, 'read', offered);
    expect(narrowed.approval).toEqual({ assignees: ['boss@example.com'], tools: ['write'] });
    expect(ask(narrowed, true, null, offered)).toEqual(boss);
    for (const made of [one, boss, narrowed]) expect(McpUse.safeParse(made).success).toBe(true);
  });
});
