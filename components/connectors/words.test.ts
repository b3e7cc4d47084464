import { expect, test } from 'vitest';
import { hostsOf, labelOf, pairsOf, shownFields } from '@/components/connectors/words';

test('names of fields become labels', () => {
  expect(['defaultChannel', 'baseUrl', 'bot_token', 'defaultChannelId'].map(labelOf)).toEqual([
    'Default channel',
    'Base URL',
    'Bot token',
    'Default channel ID',
  ]);
});

test('a value may hold what divides names from values', () => {
  expect(pairsOf('token=a=b\n\n key = x y \nnothing\n=5')).toEqual({ token: 'a=b', key: 'x y' });
});

test('hosts are read however they are divided, each once', () => {
  expect(hostsOf('a.com, *.b.com\n a.com  c.com:8443')).toEqual(['a.com', '*.b.com', 'c.com:8443']);
});

test('fields that depend on a choice show with that choice only', () => {
  const base = { label: '', description: '', secret: true, required: true, kind: 'text' as const };
  const fields = [
    { ...base, name: 'authType' },
    { ...base, name: 'token', when: { field: 'authType', is: 'bearer' } },
    { ...base, name: 'key', when: { field: 'authType', is: 'api_key' } },
  ];
  const names = (authType: string) => shownFields(fields, { authType }).map((it) => it.name);
  expect(names('bearer')).toEqual(['authType', 'token']);
  expect(names('')).toEqual(['authType']);
});
