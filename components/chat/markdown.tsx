'use client';

import { isValidElement, memo, type ReactNode, useEffect, useState } from 'react';
import ReactMarkdown, { type Components, type Options } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { blocksOf } from '@/components/chat/blocks';
import { CodeBlock } from '@/components/ui/code-block';
import '@/components/chat/markdown.css';
import '@/components/ui/highlight.css';

interface Node {
  type: string;
  value?: string;
  tagName?: string;
  properties?: { className?: unknown };
  children?: Node[];
}

const codeOf = (node: Node): string => node.value ?? (node.children ?? []).map(codeOf).join('');

function languageOf(node: Node | undefined): string | undefined {
  const names = node?.properties?.className;
  const found = Array.isArray(names) && names.find((n) => String(n).startsWith('language-'));
  return found ? String(found).slice('language-'.length) : undefined;
}

/** One level beneath the message's own heading, whatever a model begins with. */
const headingOf =
  (level: number) =>
  ({ children }: { children?: ReactNode }) => <h3 data-level={level}>{children}</h3>;

const components: Components = {
  a: ({ href, children }) => (
    <a href={href} rel="noopener noreferrer nofollow" target="_blank">
      {children}
    </a>
  ),
  // A picture would be fetched from wherever a model says: a link asks first.
  img: ({ src, alt }) => (
    <a href={String(src ?? '')} rel="noopener noreferrer nofollow" target="_blank">
      {alt || String(src ?? 'Image')}
    </a>
  ),
  pre: ({ node, children }) => {
    const code = (node as Node | undefined)?.children?.find((c) => c.tagName === 'code');
    return (
      <CodeBlock code={code ? codeOf(code).replace(/\n$/, '') : ''} title={languageOf(code)}>
        {isValidElement<{ children?: ReactNode }>(children) ? children.props.children : children}
      </CodeBlock>
    );
  },
  code: ({ className, children }) => <code className={className}>{children}</code>,
  table: ({ children }) => (
    <section
      aria-label="Table"
      className="md-table"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must take the keyboard
      tabIndex={0}
    >
      <table>{children}</table>
    </section>
  ),
  input: ({ checked }) => (
    <input aria-label={checked ? 'Done' : 'To do'} checked={checked} disabled type="checkbox" />
  ),
  h1: headingOf(1),
  h2: headingOf(2),
  h3: headingOf(3),
  h4: headingOf(4),
  h5: headingOf(5),
  h6: headingOf(6),
};

const remark = [remarkGfm];
type Plugins = NonNullable<Options['rehypePlugins']>;

let highlight: Plugins | undefined;

/** Colours for code, fetched when the first code is shown; it is twice the size of all the rest. */
function useHighlight(needed: boolean): Plugins | undefined {
  const [plugins, setPlugins] = useState(highlight);
  useEffect(() => {
    if (!needed || plugins) return;
    let shown = true;
    import('rehype-highlight').then(
      ({ default: plugin }) => {
        highlight ??= [plugin];
        if (shown) setPlugins(highlight);
      },
      () => {},
    );
    return () => {
      shown = false;
    };
  }, [needed, plugins]);
  return plugins;
}

const Block = memo(function Block({ text }: { text: string }) {
  const rehype = useHighlight(/^ {0,3}(?:```|~~~)/m.test(text));
  return (
    <ReactMarkdown components={components} rehypePlugins={rehype} remarkPlugins={remark} skipHtml>
      {text}
    </ReactMarkdown>
  );
});

/** Markdown with tables, task lists and highlighted code; HTML in it is left out. */
export default function Markdown({ text }: { text: string }) {
  return (
    <div className="md">
      {blocksOf(text).map((block, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks only grow at the end
        <Block key={i} text={block} />
      ))}
    </div>
  );
}
