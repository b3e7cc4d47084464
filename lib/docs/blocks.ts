import type { Code, Root } from 'mdast';
import { codeRuns } from '@/lib/docs/markdown';

/** Languages that are run, in the order of their tabs, and what the tabs are called. */
export const RUN = { bash: 'curl', ts: 'TypeScript', python: 'Python' } as const;
export type RunLanguage = keyof typeof RUN;

export const isRun = (language: string): language is RunLanguage => Object.hasOwn(RUN, language);

/** A fenced block: what its info string says, and its text. */
export interface Block {
  language: string;
  /** written into the working folder under this name before the page's code runs */
  file?: string;
  /** what the block before prints */
  output: boolean;
  /** why it is not run */
  static?: string;
  /** HTTP errors that the page shows on purpose */
  errors: number[];
  /** other words of the info string: `workflow` */
  marks: string[];
  code: string;
  /** from 1, within the Markdown */
  line: number;
}

const WORD = /(\w+)(?:="([^"]*)")?/g;

export function blockOf(node: Code): Block {
  const said = new Map<string, string | undefined>();
  for (const [, name, value] of (node.meta ?? '').matchAll(WORD)) said.set(name as string, value);
  const marks = [...said].filter(([name, value]) => value === undefined && name !== 'output');
  return {
    language: node.lang ?? '',
    file: said.get('file'),
    output: said.has('output'),
    static: said.get('static'),
    errors: (said.get('errors') ?? '')
      .split(/[\s,]+/)
      .filter(Boolean)
      .map(Number),
    marks: marks.map(([name]) => name),
    code: node.value,
    line: node.position?.start.line ?? 1,
  };
}

/** The blocks of a page by runs; each run's blocks have nothing between them. */
export const blocksOf = (root: Root): Block[][] => codeRuns(root).map((run) => run.map(blockOf));
