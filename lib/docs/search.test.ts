import { expect, test } from 'vitest';
import { openApiDocument } from '@/lib/api/openapi/document';
import { routes } from '@/lib/api/registry';
import type { Document } from '@/lib/docs/reference/openapi';
import { docsSearch } from '@/lib/docs/search';

const search = docsSearch(
  openApiDocument(routes, '3.1', 'http://localhost:4000') as unknown as Document,
);
const hrefs = (text: string) => search(text, 8).data.map(({ href }) => href);

test.each([
  ['workflows', '/docs/guides/workflows'],
  ['create agent', '/docs/api/agents#createAgent'],
  ['createAgent', '/docs/api/agents#createAgent'],
  ['cancel an execution', '/docs/api/executions#cancelExecution'],
])('“%s” finds %s among the first three', (text, href) => {
  expect(hrefs(text).slice(0, 3)).toContain(href);
});

test('a typing mistake and a word that is not finished still find the page', () => {
  expect(hrefs('conectors')).toContain('/docs/guides/connectors');
  expect(hrefs('conne')).toContain('/docs/guides/connectors');
});

test('a section is found by its text, with an excerpt around the word', () => {
  const { data } = search('nonce enforce', 8);
  expect(data[0]?.href).toMatch(/^\/docs\/guides\/connectors#actions/);
  expect(data[0]?.excerpt).toContain('nonce');
});

test('nothing is found for nothing, and nonsense does no harm', () => {
  expect(search('', 8)).toEqual({ data: [], total: 0 });
  expect(search('\u0000 "" AND (((', 8).data.length).toBeLessThan(9);
  expect(search('zzqqxx', 8).total).toBe(0);
});
