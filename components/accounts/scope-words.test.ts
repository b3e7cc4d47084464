import { describe, expect, it } from 'vitest';
import { describeScopes, groupScopes, scopesOf } from '@/components/accounts/scope-words';
import { expandScopes } from '@/lib/core/scopes';

describe('the words for a key', () => {
  it.each([
    ['read', 'Read only'],
    ['write', 'Read and write'],
    ['admin', 'Admin'],
  ] as const)('name what the preset %s grants', (preset, text) => {
    expect(describeScopes(expandScopes(scopesOf(preset, [])))).toBe(text);
  });

  it('name the resources of a narrow key', () => {
    expect(describeScopes(['agents:read', 'agents:execute'])).toBe('Agents');
    expect(describeScopes(['agents:read', 'chat:read', 'events:read', 'skills:read'])).toBe(
      'Agents, chat and 2 more',
    );
  });

  it('never call a narrow key by a wide name', () => {
    expect(describeScopes(['*:read', '*:write'])).toBe('Everything');
    expect(describeScopes(['agents:*'])).toBe('Agents');
  });

  it('group scopes by resource, in rising order of power', () => {
    expect(
      groupScopes(['agents:write', 'agents:execute', 'agents:read', 'api_keys:admin']),
    ).toEqual([
      { resource: 'agents', label: 'Agents', actions: ['read', 'write', 'execute'] },
      { resource: 'api_keys', label: 'API keys', actions: ['admin'] },
    ]);
  });
});
