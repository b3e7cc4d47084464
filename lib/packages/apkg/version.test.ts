import { describe, expect, it } from 'vitest';
import { compareVersions, isSemver, looseSemver } from '@/lib/packages/apkg/version';

describe('versions', () => {
  it('sort as semver says', () => {
    const sorted = [
      '0.9.9',
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-alpha.beta',
      '1.0.0-beta',
      '1.0.0-beta.2',
      '1.0.0-beta.11',
      '1.0.0-rc.1',
      '1.0.0',
      '1.2.0',
      '1.10.0',
      '99999999999999999999999.0.0',
    ];
    expect([...sorted].reverse().sort(compareVersions)).toEqual(sorted);
    expect(compareVersions('1.0.0+a', '1.0.0+b')).toBe(0);
  });

  it('are semver, or short ones that mean the same', () => {
    for (const good of ['1.2.3', '0.0.0', '1.0.0-rc.1+build.5']) expect(isSemver(good)).toBe(true);
    for (const bad of ['1', '1.2', 'v1.2.3', '01.2.3', '1.2.3-', '1.2.3\n', ''])
      expect(isSemver(bad), bad).toBe(false);
    expect(['1', '1.0', 'v1.2.3', ' 1.2.3 '].map(looseSemver)).toEqual([
      '1.0.0',
      '1.0.0',
      '1.2.3',
      '1.2.3',
    ]);
    for (const bad of ['latest', '1.x', '', '1.2.3.4']) expect(looseSemver(bad)).toBeUndefined();
  });
});
