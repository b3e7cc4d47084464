import { expect, test } from 'vitest';
import { openApiDocument } from '@/lib/api/openapi/document';
import { routes } from '@/lib/api/registry';
import { headingsOf, parseMarkdown } from '@/lib/docs/markdown';
import { docPages } from '@/lib/docs/pages';
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

test('every section of every page is found by its heading and its page', () => {
  const lost = docPages().flatMap(({ title, href, body }) =>
    headingsOf(parseMarkdown(body))
      .filter(({ id, text }) => {
        const hits = search(`${title} ${text}`, 20).data.map((hit) => hit.href);
        return !hits.includes(`${href}#${id}`);
      })
      .map(({ id }) => `${href}#${id}`),
  );
  expect(lost).toEqual([]);
});

test('an excerpt is taken around what was looked for', () => {
  const { data } = search('enforce_nonce', 8);
  expect(data.length).toBeGreaterThan(0);
  expect(data[0]?.excerpt).toContain('nonce');
  expect(data[0]?.excerpt.length).toBeLessThan(160);
});

test('nothing is found for nothing, and nonsense does no harm', () => {
  expect(search('', 8)).toEqual({ data: [], total: 0 });
  expect(search('\u0000 "" AND (((', 8).data.length).toBeLessThan(9);
  expect(search('zzqqxx', 8).total).toBe(0);
});
