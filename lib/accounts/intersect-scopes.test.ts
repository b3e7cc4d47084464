import { describe, expect, it } from 'vitest';
import { intersectScopes, withinScopes } from '@/lib/accounts/intersect-scopes';
import { allows, ROLE_SCOPES } from '@/lib/core/scopes';

describe('intersectScopes', () => {
  it('gives what both sides allow, and nothing else', () => {
    expect(intersectScopes(['read', 'write'], ROLE_SCOPES.viewer)).toEqual(['*:read']);
    expect(intersectScopes(['admin'], ROLE_SCOPES.member)).toEqual([
      '*:read',
      '*:write',
      '*:execute',
    ]);
    expect(intersectScopes(['agents:*'], ['*:read'])).toEqual(['agents:read']);
    expect(intersectScopes(['agents:read'], ['*:write'])).toEqual([]);
    expect(intersectScopes(['*:*'], ['*:*'])).toEqual(['*:*']);
    expect(intersectScopes([], ['*:*'])).toEqual([]);
  });

  it('agrees with asking both sides, for every pair of scopes', () => {
    const some = [
      'agents:read',
      'agents:*',
      '*:read',
      '*:*',
      'credits:admin',
      '*:admin',
      'read',
      'write',
      'admin',
    ];
    const needs = [
      'agents:read',
      'agents:write',
      'agents:execute',
      'agents:admin',
      'credits:admin',
      'credits:read',
    ];
    for (const a of some)
      for (const b of some)
        for (const need of needs) {
          const both =
            allows(intersectScopes([a], ['*:*']), need) &&
            allows(intersectScopes([b], ['*:*']), need);
          expect(allows(intersectScopes([a], [b]), need), `${a} ∩ ${b} on ${need}`).toBe(both);
        }
  });
});

describe('withinScopes', () => {
  it('refuses to hand out more than is held', () => {
    expect(withinScopes(['read', 'write'], ROLE_SCOPES.member)).toBe(true);
    expect(withinScopes(['admin'], ROLE_SCOPES.member)).toBe(false);
    expect(withinScopes(['api_keys:admin'], ROLE_SCOPES.member)).toBe(false);
    expect(withinScopes(['agents:*'], ROLE_SCOPES.admin)).toBe(true);
    expect(withinScopes(['agents:read'], ['agents:read'])).toBe(true);
    expect(withinScopes(['*:read'], ['agents:read'])).toBe(false);
  });
});
