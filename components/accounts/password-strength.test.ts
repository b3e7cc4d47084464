import { describe, expect, it } from 'vitest';
import { strength } from '@/components/accounts/password-strength';

describe('the strength hint', () => {
  it('calls nothing under 8 characters acceptable', () => expect(strength('aB3$xyz')).toBe(0));
  it('sees through repetition', () => expect(strength('aaaaaaaaaaaaaaaaaaaa')).toBe(1));
  it('calls a phrase strong', () => expect(strength('correct horse battery')).toBe(4));
  it('grows with length', () => {
    const levels = ['abcdefgh', 'abcdefghij', 'abcdefghijklm', 'abcdefghijklmnopq'].map(strength);
    expect(levels).toEqual([1, 2, 3, 4]);
  });
});
