import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { apiReference } from '@/lib/api/docs/reference';
import { TAGS } from '@/lib/api/openapi/tags';
import { hrefOf } from '@/lib/docs/links';
import { llmsFullText, llmsText } from '@/lib/docs/llms';
import { headingsOf, parseMarkdown, slugOf, walk } from '@/lib/docs/markdown';
import { docPages } from '@/lib/docs/pages';
import { rawPage } from '@/lib/docs/raw';
import { siteMap } from '@/lib/docs/site';

const pages = docPages();
const { tags } = apiReference();

/** Every address of the site with its anchors. */
const site = new Map<string, Set<string>>([
  ['/docs', new Set()],
  ['/docs/api', new Set(['errors', 'resources'])],
  ...tags.map(({ slug, operations }): [string, Set<string>] => [
    `/docs/api/${slug}`,
    new Set(operations.map(({ id }) => id)),
  ]),
  ...pages.map(({ href, body }): [string, Set<string>] => [
    href,
    new Set(headingsOf(parseMarkdown(body)).map(({ id }) => id)),
  ]),
]);
/** Beside the docs: pages of the dashboard, the explorer and files of ours. */
const ELSEWHERE =
  /^\/($|api\/|graphql$|llms(-full)?\.txt$|sign-|marketplace|agents|settings|approvals|usage)/;

function linksOf(text: string): string[] {
  const found: string[] = [];
  walk(parseMarkdown(text), (node) => {
    if (node.type === 'link' || node.type === 'definition' || node.type === 'image')
      found.push(node.url);
  });
  return found;
}

/** What is wrong with a link of the site, if anything. */
function problemOf(href: string, from: string): string | undefined {
  if (/^(https?:|mailto:)/.test(href)) return undefined;
  const [path = '', anchor] = href.split('#');
  const at = path === '' ? from : path.replace(/\.md$/, '');
  if (!site.has(at)) return ELSEWHERE.test(at) ? undefined : `there is no ${at}`;
  return anchor && !site.get(at)?.has(anchor) ? `${at} has no #${anchor}` : undefined;
}

test.each(pages)('every link of $file leads somewhere', (page) => {
  const wrong = linksOf(page.body).flatMap((url) => {
    const problem = problemOf(hrefOf(url, page), page.href);
    return problem ? [`${url}: ${problem}`] : [];
  });
  expect(wrong).toEqual([]);
});

test.each(pages)('every link of $file also works in the repository', ({ file, body }) => {
  const wrong = linksOf(body).filter((url) => {
    if (/^([a-z]+:|\/|#)/i.test(url)) return false;
    return !existsSync(posix.join(posix.dirname(file), url.split('#')[0] ?? ''));
  });
  expect(wrong).toEqual([]);
});

const BESIDE = [
  'README.md',
  'sdk/README.md',
  'cli/README.md',
  'docs/architecture.md',
  'docs/writing.md',
];

test.each(BESIDE)('every link of %s leads to a file', (file) => {
  const links = linksOf(readFileSync(file, 'utf8')).filter((url) => !/^https?:/.test(url));
  const wrong = links.filter((url) => {
    const [path = '', anchor] = url.split('#');
    const target = path === '' ? file : posix.join(posix.dirname(file), path);
    if (!existsSync(target)) return true;
    if (!anchor) return false;
    const ids = headingsOf(parseMarkdown(readFileSync(target, 'utf8'))).map(({ id }) => id);
    return !ids.includes(anchor);
  });
  expect(wrong).toEqual([]);
});

test('llms.txt lists every page and every part of the API by an address that there is', () => {
  const origin = 'https://fleet.example.com';
  const listed = linksOf(llmsText(tags, origin)).map((url) => url.replace(origin, ''));
  const wrong = listed.filter((href) => problemOf(href, '/docs'));
  expect(wrong).toEqual([]);
  for (const { href } of pages) expect(listed).toContain(`${href}.md`);
  for (const { slug } of tags) expect(listed).toContain(`/docs/api/${slug}.md`);
  const full = llmsFullText(tags, origin);
  for (const { title } of pages) expect(full).toContain(`# ${title}\n`);
  expect(full).not.toContain('http://localhost:4000');
});

test('a page as Markdown has whole addresses, and code as it is', () => {
  const origin = 'https://fleet.example.com';
  for (const page of pages) {
    const raw = rawPage(page, origin);
    for (const url of linksOf(raw)) expect(url, page.file).toMatch(/^(https?:|mailto:|#)/);
    expect(raw).not.toMatch(/^```\w+ (file|static|output|errors)/m);
  }
});

test('the navigation lists every page once, and every tag of the API', () => {
  const listed = siteMap(Object.keys(TAGS)).flatMap((section) =>
    section.pages.map((one) => one.href),
  );
  expect(new Set(listed).size).toBe(listed.length);
  expect([...listed, '/docs'].sort()).toEqual([...site.keys()].sort());
  expect(Object.keys(TAGS).map(slugOf)).toEqual(tags.map(({ slug }) => slug));
});

test('no two pages of a section have the same title, and each has a sentence of its own', () => {
  const titles = pages.map(({ section, title }) => `${section}: ${title}`);
  expect(new Set(titles).size).toBe(titles.length);
  const sentences = pages.map(({ description }) => description);
  expect(new Set(sentences).size).toBe(sentences.length);
  for (const { file, description } of pages) expect(description, file).toMatch(/\.$/);
  for (const { file, body } of pages) {
    const depths = headingsOf(parseMarkdown(body)).map(({ depth }) => depth);
    expect(depths, `${file} has a # heading`).not.toContain(1);
  }
});
