import type { Element, ElementContent, Root } from 'hast';
import { expect, test } from 'vitest';
import { readPage } from '@/lib/docs/pages';
import { literal, STYLES } from '@/lib/docs/reference/values';
import { renderMarkdown } from '@/lib/docs/render';

const page = { section: 'guides' as const, file: 'docs/guides/a.md' };

function elements(node: Root | ElementContent, tag: string): Element[] {
  const own = node.type === 'element' && node.tagName === tag ? [node] : [];
  const inner = 'children' in node ? node.children : [];
  return [...own, ...inner.flatMap((one) => elements(one as ElementContent, tag))];
}
const textOf = (node: ElementContent): string =>
  node.type === 'text' ? node.value : 'children' in node ? node.children.map(textOf).join('') : '';

const fence = (info: string, code: string) => `\`\`\`${info}\n${code}\n\`\`\`\n`;

test('neighbouring blocks in different languages are one example; anything between parts them', () => {
  const { tree } = renderMarkdown(
    [
      fence('bash', 'curl a'),
      fence('ts', 'a();'),
      fence('python', 'a()'),
      fence('json output', '{}'),
      'Words.\n',
      fence('bash', 'curl b'),
      fence('bash', 'curl c'),
      fence('ts file="a.ts"', 'b();'),
    ].join('\n'),
    page,
  );
  const examples = elements(tree, 'docs-code').map(({ properties }) => [
    (properties.languages as string[]).join(' '),
    properties.title,
  ]);
  expect(examples).toEqual([
    ['bash ts python', 'Terminal'],
    ['json', 'Output'],
    ['bash', 'Terminal'],
    ['bash', 'Terminal'],
    ['ts', 'a.ts'],
  ]);
});

test('the origin stands in an element of its own, in code that is coloured and in prose', () => {
  const { tree } = renderMarkdown(
    `Open <http://localhost:4000/docs> or \`http://localhost:4000\`.\n\n${fence('bash', 'curl "http://localhost:4000/api" http://localhost:4000')}`,
    page,
  );
  expect(elements(tree, 'docs-origin')).toHaveLength(4);
  expect(tree.children.map((one) => textOf(one as ElementContent)).join('')).not.toContain(
    'localhost',
  );
});

test('headings have the anchors of GitHub, each its own', () => {
  const { sections, tree } = renderMarkdown('## Retries & `limits`\n\n## Same\n\n### Same\n', page);
  expect(sections).toEqual([
    { id: 'retries--limits', text: 'Retries & limits', depth: 2 },
    { id: 'same', text: 'Same', depth: 2 },
    { id: 'same-1', text: 'Same', depth: 3 },
  ]);
  const ids = [...elements(tree, 'h2'), ...elements(tree, 'h3')].map((one) => one.properties.id);
  expect(ids).toEqual(['retries--limits', 'same', 'same-1']);
});

test('links to files are links of the site; HTML is left out', () => {
  const { tree } = renderMarkdown(
    '[a](../start/b.md#c) [b](jobs.md) [c](https://a.test) [d](#e) <script>alert(1)</script>',
    page,
  );
  expect(elements(tree, 'a').map((one) => one.properties.href)).toEqual([
    '/docs/start/b#c',
    '/docs/guides/jobs',
    'https://a.test',
    '#e',
  ]);
  expect(elements(tree, 'script')).toEqual([]);
});

test('front matter that lacks something is refused with what it lacks and where', () => {
  const text = (head: string) => `---\n${head}\n---\n\nWords.`;
  expect(() => readPage('guides', 'a', 'Words.')).toThrow('docs/guides/a.md begins without');
  expect(() => readPage('guides', 'a', text('title: A\norder: 1'))).toThrow(/description/);
  expect(() =>
    readPage('guides', 'a', text('title: A\ndescription: B.\norder: 1\nneed: []')),
  ).toThrow(/need/);
  expect(readPage('guides', 'a', text('title: A\ndescription: B.\norder: 1'))).toMatchObject({
    body: 'Words.',
    line: 7,
    needs: [],
  });
});

test.each([
  ['json', `it's "x"\n`],
  ['ts', `it's "x"\n`],
  ['python', `it's "x"\n`],
] as const)('a text survives as a literal of %s', (language, text) => {
  const written = literal({ a: [text, null, true, 1.5] }, STYLES[language]);
  const read =
    language === 'python'
      ? JSON.parse(written.replace('None', 'null').replace('True', 'true'))
      : new Function(`return (${written})`)();
  expect(read).toEqual({ a: [text, null, true, 1.5] });
});
