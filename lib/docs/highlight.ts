import type { ElementContent, Root } from 'hast';
import { common, createLowlight, type LanguageFn } from 'lowlight';

/** The config language. */
const fleet: LanguageFn = (hljs) => ({
  name: 'Fleet',
  keywords: {
    keyword:
      'workflow job entity endpoint function trigger steps parallel if else for while in with input output retry timeout concurrency on_error activity when needs compensate schedule event webhook manual timezone max_credits description auth returns body middleware task payload import let',
    literal: 'true false null required optional unique',
    built_in: 'Agent env GET POST PUT PATCH DELETE',
  },
  contains: [
    hljs.QUOTE_STRING_MODE,
    hljs.C_LINE_COMMENT_MODE,
    hljs.HASH_COMMENT_MODE,
    { className: 'number', begin: /\b\d+(\.\d+)?(ms|s|m|h|d)?\b/ },
    { className: 'attr', begin: /\b\w+(?=\s*:)/ },
  ],
});

const lowlight = createLowlight({ ...common, fleet });

/** The address that the examples are written with; each reader sees their own. */
export const SHOWN_ORIGIN = 'http://localhost:4000';

/** Coloured code, with the origin marked where it stands. */
export function highlight(language: string, code: string): ElementContent[] {
  const root: Root = lowlight.registered(language)
    ? lowlight.highlight(language, code)
    : { type: 'root', children: [{ type: 'text', value: code }] };
  return markOrigin(root.children as ElementContent[]);
}

/** Puts each `http://localhost:4000` into an element of its own. */
export function markOrigin(nodes: ElementContent[]): ElementContent[] {
  return nodes.flatMap((node): ElementContent[] => {
    if (node.type === 'element') return [{ ...node, children: markOrigin(node.children) }];
    if (node.type !== 'text' || !node.value.includes(SHOWN_ORIGIN)) return [node];
    return node.value
      .split(SHOWN_ORIGIN)
      .flatMap((value, i): ElementContent[] => [
        ...(i > 0 ? [ORIGIN] : []),
        ...(value ? [{ type: 'text' as const, value }] : []),
      ]);
  });
}

const ORIGIN: ElementContent = {
  type: 'element',
  tagName: 'docs-origin',
  properties: {},
  children: [],
};
