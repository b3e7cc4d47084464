import { describe, expect, it } from 'vitest';
import { safeNext, withNext } from '@/components/accounts/safe-next';

describe('where to go after signing in', () => {
  it.each(['/', '/agents', '/executions?status=failed&page=2', '/settings/team#invite'])(
    'is the page that asked: %s',
    (path) => expect(safeNext(path)).toBe(path),
  );

  it.each([
    'https://evil.test/',
    '//evil.test',
    '/\\evil.test',
    '\\\\evil.test',
    '/\t/evil.test',
    '/\n/evil.test',
    '/.//evil.test',
    '/a/..//evil.test',
    'javascript:alert(1)',
    ' /agents',
    'agents',
    '',
    undefined,
    ['/a', '/b'],
  ])('is never another site: %j', (path) => expect(safeNext(path)).toBe('/'));

  it('is not the sign-in page again', () => {
    expect(safeNext('/sign-in?next=/agents')).toBe('/');
    expect(safeNext('/sign-up')).toBe('/');
  });

  it('survives the way from one account page to another', () => {
    expect(withNext('/sign-up', '/agents?x=1')).toBe('/sign-up?next=%2Fagents%3Fx%3D1');
    expect(withNext('/sign-up', '/')).toBe('/sign-up');
  });
});
