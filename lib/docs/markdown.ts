import type { Code, Heading, Parent, Root, RootContent } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';

const parser = unified().use(remarkParse).use(remarkGfm);

/** GitHub's Markdown as a tree. HTML in it is left out when it is shown. */
export const parseMarkdown = (text: string): Root => parser.parse(text);

/** The text of a node, without its marks. */
export function textOf(node: RootContent | Root): string {
  if ('value' in node) return node.value;
  if (node.type === 'break') return ' ';
  if (node.type === 'image') return node.alt ?? '';
  return 'children' in node ? node.children.map(textOf).join('') : '';
}

/** Calls `visit` for every node, parents first. */
export function walk(
  node: RootContent | Root,
  visit: (node: RootContent | Root, parent: Parent | null) => void,
  parent: Parent | null = null,
): void {
  visit(node, parent);
  if ('children' in node) for (const child of node.children) walk(child, visit, node as Parent);
}

export interface Section {
  /** the anchor */
  id: string;
  text: string;
  /** 2 to 4 */
  depth: number;
}

/** An anchor of a heading's words, as GitHub makes it. */
export const slugOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

/** Anchors that are unique on a page. */
export function slugger(): (text: string) => string {
  const seen = new Map<string, number>();
  return (text) => {
    const slug = slugOf(text) || 'section';
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    return times === 0 ? slug : `${slug}-${times}`;
  };
}

/** The headings of a page, in order, with their anchors. */
export function headingsOf(root: Root): Section[] {
  const unique = slugger();
  return root.children
    .filter((node): node is Heading => node.type === 'heading')
    .map((node) => ({ id: unique(textOf(node)), text: textOf(node), depth: node.depth }));
}

/** Runs of code blocks with nothing between them, in the order of the page. */
export function codeRuns(root: Root): Code[][] {
  const runs: Code[][] = [];
  const within = (parent: Parent) => {
    let run: Code[] | null = null;
    for (const child of parent.children) {
      if (child.type === 'code') {
        if (!run) {
          run = [];
          runs.push(run);
        }
        run.push(child);
      } else {
        run = null;
        if ('children' in child) within(child);
      }
    }
  };
  within(root);
  return runs;
}
