import MiniSearch from 'minisearch';
import type { DocsHit } from '@/lib/docs/contract';
import { parseMarkdown, slugger, textOf } from '@/lib/docs/markdown';
import { type DocPage, docPages } from '@/lib/docs/pages';
import type { Document } from '@/lib/docs/reference/openapi';
import { tagsOf } from '@/lib/docs/reference/operations';
import { SECTIONS } from '@/lib/docs/sections';

interface Entry extends Omit<DocsHit, 'excerpt'> {
  id: number;
  text: string;
  /** what else it is found by: an operationId, a path */
  names: string;
}

const MOST_WORDS = 12;
const EXCERPT = 140;

/** A page as one entry for each of its sections. */
function entriesOf(page: DocPage): Omit<Entry, 'id'>[] {
  const section = SECTIONS.find(({ slug }) => slug === page.section)?.title ?? page.section;
  const common = { title: page.title, section, kind: 'page' as const, names: '' };
  const entries: Omit<Entry, 'id'>[] = [
    { ...common, heading: '', href: page.href, text: page.description },
  ];
  const unique = slugger();
  for (const node of parseMarkdown(page.body).children) {
    if (node.type === 'heading') {
      const heading = textOf(node);
      entries.push({ ...common, heading, href: `${page.href}#${unique(heading)}`, text: '' });
      continue;
    }
    const entry = entries.at(-1);
    if (entry) entry.text += ` ${spaced(node)}`;
  }
  return entries;
}

/** Text of a node with its cells and paragraphs apart. */
function spaced(node: Parameters<typeof textOf>[0]): string {
  if (!('children' in node)) return textOf(node);
  const block = /^(table|tableRow|list|listItem|blockquote)$/.test(node.type);
  return node.children.map(spaced).join(block ? ' ' : '');
}

function operationEntries(document: Document): Omit<Entry, 'id'>[] {
  return tagsOf(document).flatMap(({ name, slug, operations }) =>
    operations.map(({ id, method, path, summary, description }) => ({
      title: summary,
      heading: `${method} ${path}`,
      section: `API reference, ${name}`,
      kind: 'operation' as const,
      href: `/docs/api/${slug}#${id}`,
      text: description,
      names: `${id} ${id.replace(/([A-Z])/g, ' $1')} ${path.split('/').join(' ')}`,
    })),
  );
}

export type Search = (text: string, limit: number) => { data: DocsHit[]; total: number };

/** A search over the pages and the operations of a document. */
export function docsSearch(document: Document): Search {
  const entries = [...docPages().flatMap(entriesOf), ...operationEntries(document)].map(
    (entry, id) => ({ ...entry, id }),
  );
  const index = new MiniSearch<Entry>({
    fields: ['title', 'heading', 'names', 'section', 'text'],
    searchOptions: {
      prefix: (term) => term.length > 1,
      fuzzy: (term) => (term.length > 4 ? 0.2 : false),
      boost: { title: 6, heading: 4, names: 2, section: 0.5 },
      combineWith: 'AND',
      // A page before its sections, and pages before operations, where all else is equal.
      boostDocument: (id) => {
        const { kind, heading } = entries[id as number] as Entry;
        return kind === 'operation' ? 0.9 : heading === '' ? 1.4 : 1;
      },
    },
  });
  index.addAll(entries);
  return (text, limit) => {
    const words = text.split(/\s+/).slice(0, MOST_WORDS).join(' ');
    let found = index.search(words);
    if (found.length === 0) found = index.search(words, { combineWith: 'OR' });
    const data = found.slice(0, limit).map(({ id, terms }) => {
      const { id: _, names: __, text: all, ...hit } = entries[id as number] as Entry;
      return { ...hit, excerpt: excerptOf(all, terms) };
    });
    return { data, total: found.length };
  };
}

/** Where the most of the words stand close together. */
function densest(text: string, words: readonly string[]): number {
  let best = { at: 0, count: 0 };
  for (const word of words)
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      const near = text.slice(at, at + EXCERPT - 40);
      const count = words.filter((one) => near.includes(one)).length;
      if (count > best.count) best = { at, count };
    }
  return best.at;
}

/** The part of a text where the words are. */
function excerptOf(text: string, words: readonly string[]): string {
  const plain = text.replace(/\s+/g, ' ').replaceAll('`', '').trim();
  const first = densest(plain.toLowerCase(), words);
  let from = Math.max(0, first - 40);
  if (from > 0) from = plain.indexOf(' ', from) + 1;
  const part = plain.slice(from, from + EXCERPT).trim();
  return `${from > 0 ? '… ' : ''}${part}${from + EXCERPT < plain.length ? ' …' : ''}`;
}
