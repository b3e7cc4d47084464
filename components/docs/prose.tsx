import type { Element, ElementContent, Root } from 'hast';
import { type Components, toJsxRuntime } from 'hast-util-to-jsx-runtime';
import { Link as LinkIcon } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Fragment, jsx, jsxs } from 'react/jsx-runtime';
import { Code } from '@/components/docs/code';
import { Origin } from '@/components/docs/origin';

const LABELS: Record<string, string> = { bash: 'curl', ts: 'TypeScript', python: 'Python' };

const textOf = (node: ElementContent | Element): string =>
  node.type === 'text' ? node.value : 'children' in node ? node.children.map(textOf).join('') : '';

type Props = { node?: Element; children?: ReactNode; id?: string; href?: string };

const heading = (Tag: 'h2' | 'h3' | 'h4') =>
  function Heading({ node, children, id }: Props) {
    return (
      <Tag className="group" id={id}>
        {children}
        {id && (
          <a
            aria-label={`Link to “${node ? textOf(node) : id}”`}
            className="docs-anchor"
            href={`#${id}`}
          >
            <LinkIcon aria-hidden className="inline size-3.5" />
          </a>
        )}
      </Tag>
    );
  };

/** A tree of HTML as elements; code, links, tables and the origin are ours. */
export function toElements(tree: Root | Element, origin: string): ReactNode {
  const components = {
    h2: heading('h2'),
    h3: heading('h3'),
    h4: heading('h4'),
    a: ({ href = '', children }: Props) =>
      /^\/(?!api\/)/.test(href) ? (
        <Link href={href} prefetch={false}>
          {children}
        </Link>
      ) : (
        <a href={href}>{children}</a>
      ),
    table: ({ children }: Props) => (
      // biome-ignore lint/a11y/useSemanticElements: a scrolling box, not fields of a form
      <div
        aria-label="Table"
        className="docs-table"
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must take the keyboard
        tabIndex={0}
      >
        <table>{children}</table>
      </div>
    ),
    // A column that speaks for itself has no heading, and no cell that says that it is one.
    th: ({ children }: Props) => (children ? <th>{children}</th> : <td className="docs-th" />),
    'docs-origin': () => <Origin origin={origin} />,
    'docs-code': ({ node }: Props) => (node ? codeOf(node, origin) : null),
  };
  return toJsxRuntime(tree, {
    Fragment,
    jsx,
    jsxs,
    passNode: true,
    components: components as unknown as Partial<Components>,
  });
}

/** A `docs-code` element; see lib/docs/render.ts. */
export function codeOf(node: Element, origin: string): ReactNode {
  const panes = node.children.filter((one): one is Element => one.type === 'element');
  return (
    <Code
      panes={panes.map((pane) => {
        const language = String(pane.properties.language);
        const terminal = language === 'bash' && !textOf(pane).includes('curl ');
        return {
          language,
          label: terminal ? 'Terminal' : (LABELS[language] ?? language),
          code: toElements({ type: 'root', children: pane.children } as Root, origin),
        };
      })}
      title={String(node.properties.title)}
    />
  );
}

export const Prose = ({ tree, origin }: { tree: Root; origin: string }) => (
  <div className="docs-prose">{toElements(tree, origin)}</div>
);
