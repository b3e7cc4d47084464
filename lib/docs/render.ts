import type { Element, ElementContent, Root } from 'hast';
import type { Code, Root as Markdown, Parent, RootContent } from 'mdast';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { type Block, blockOf, isRun, RUN } from '@/lib/docs/blocks';
import { highlight, markOrigin } from '@/lib/docs/highlight';
import { hrefOf } from '@/lib/docs/links';
import { headingsOf, parseMarkdown, type Section, slugger, textOf } from '@/lib/docs/markdown';
import type { DocPage } from '@/lib/docs/pages';

export interface Rendered {
  /** HTML as a tree. Code is `docs-code` around one `docs-pane` per language. */
  tree: Root;
  /** what the table of contents lists */
  sections: Section[];
}

const NAMES: Record<string, string> = {
  ...RUN,
  json: 'JSON',
  yaml: 'YAML',
  fleet: 'Config',
  text: 'Text',
};

/** Code in several languages that is one example, or one block. */
function groupsOf(blocks: Block[]): Block[][] {
  const groups: Block[][] = [];
  for (const block of blocks) {
    const last = groups.at(-1);
    const joins =
      last?.every((one) => isRun(one.language) && one.language !== block.language && !one.file) &&
      isRun(block.language) &&
      !block.file &&
      !block.output;
    if (joins) last?.push(block);
    else groups.push([block]);
  }
  return groups;
}

/** One figure of code, for the site's component. */
export function codeElement(blocks: Block[]): Element {
  const panes = blocks.map(
    (block): Element => ({
      type: 'element',
      tagName: 'docs-pane',
      properties: { language: block.language },
      children: highlight(block.language, block.code),
    }),
  );
  const [first] = blocks as [Block];
  const title =
    first.file ?? (first.output ? 'Output' : first.language === 'bash' ? 'Terminal' : undefined);
  return {
    type: 'element',
    tagName: 'docs-code',
    properties: {
      languages: blocks.map(({ language }) => language),
      title: title ?? NAMES[first.language] ?? first.language,
    },
    children: panes,
  };
}

type Custom = { type: 'docsCode'; blocks: Block[] };

/** Joins neighbouring code blocks and points links at the site, in place. */
function prepare(parent: Parent, page: Pick<DocPage, 'section' | 'file'>): void {
  const out: RootContent[] = [];
  let run: Code[] = [];
  const flush = () => {
    for (const blocks of groupsOf(run.map(blockOf)))
      out.push({ type: 'docsCode', blocks } satisfies Custom as unknown as RootContent);
    run = [];
  };
  for (const child of parent.children) {
    if (child.type === 'code') {
      run.push(child);
      continue;
    }
    flush();
    if (child.type === 'link') child.url = hrefOf(child.url, page);
    if ('children' in child) prepare(child, page);
    out.push(child);
  }
  flush();
  parent.children = out as Parent['children'];
}

const toHtml = unified().use(remarkRehype, {
  handlers: {
    docsCode: (_state: unknown, node: Custom) => codeElement(node.blocks),
  } as never,
});

/** Markdown as HTML with anchors, tabs and the site's links. */
export function renderMarkdown(
  text: string,
  page: Pick<DocPage, 'section' | 'file'> = { section: 'start', file: 'docs/start/index.md' },
): Rendered {
  const markdown: Markdown = parseMarkdown(text);
  const sections = headingsOf(markdown).filter(({ depth }) => depth <= 3);
  const unique = slugger();
  for (const node of markdown.children)
    if (node.type === 'heading') node.data = { hProperties: { id: unique(textOf(node)) } } as never;
  prepare(markdown, page);
  const tree = toHtml.runSync(markdown) as Root;
  tree.children = markOrigin(tree.children as ElementContent[]);
  return { tree, sections };
}

const kept = new WeakMap<DocPage, Rendered>();

/** A page as HTML; made once. */
export function renderPage(page: DocPage): Rendered {
  let made = kept.get(page);
  if (!made) {
    made = renderMarkdown(page.body, page);
    kept.set(page, made);
  }
  return made;
}
