'use client';

import { ChevronRight } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { type Node, outlineOf, pathAt } from '@/components/configs/outline';
import { cn } from '@/components/ui/cn';
import type { Document, Span } from '@/lib/engine/dsl/ast';

/** Of a longer document only its declarations are open at first. */
const SMALL = 200;
const SHOWN = 400;

const count = (nodes: readonly Node[]): number =>
  nodes.reduce((sum, { children }) => sum + 1 + count(children), 0);

function visible(nodes: readonly Node[], isOpen: (node: Node, depth: number) => boolean) {
  const rows: { node: Node; depth: number; open: boolean }[] = [];
  const visit = (all: readonly Node[], depth: number) => {
    for (const node of all) {
      const open = node.children.length > 0 && isOpen(node, depth);
      rows.push({ node, depth, open });
      if (open) visit(node.children, depth + 1);
    }
  };
  visit(nodes, 0);
  return rows;
}

/** The syntax tree of a document; a node leads to its place in the text. */
export function TreePanel({
  document: read,
  caret,
  onJump,
}: {
  document: Document;
  /** Where the caret is in the text; its node is marked. */
  caret: number;
  onJump: (span: Span) => void;
}) {
  const nodes = useMemo(() => outlineOf(read), [read]);
  const deep = useMemo(() => (count(nodes) <= SMALL ? 3 : 1), [nodes]);
  const [turned, setTurned] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [focus, setFocus] = useState('0');
  const [most, setMost] = useState(SHOWN);
  const list = useRef<HTMLDivElement>(null);
  const rows = useMemo(
    () => visible(nodes, ({ path }, depth) => turned.get(path) ?? depth < deep),
    [nodes, turned, deep],
  );
  if (nodes.length === 0)
    return (
      <p className="text-muted text-sm">
        Workflows, jobs, entities and endpoints of the document show here as it is read, each with
        its parts. A part leads to its line.
      </p>
    );
  const here = pathAt(nodes, caret);
  const marked = rows.findLast(
    ({ node }) => here === node.path || here?.startsWith(`${node.path}.`),
  );
  const focused = rows.some(({ node }) => node.path === focus) ? focus : rows[0]?.node.path;
  const turn = (path: string, open: boolean) => setTurned(new Map(turned).set(path, open));

  function onKeyDown(event: React.KeyboardEvent) {
    const at = rows.findIndex(({ node }) => node.path === focused);
    const row = rows[at];
    if (!row) return;
    const parent = row.node.path.split('.').slice(0, -1).join('.');
    const go = (path: string | undefined) => {
      if (!path) return;
      setFocus(path);
      list.current?.querySelector<HTMLElement>(`[data-path="${path}"]`)?.focus();
    };
    switch (event.key) {
      case 'ArrowDown':
        go(rows[at + 1]?.node.path);
        break;
      case 'ArrowUp':
        go(rows[at - 1]?.node.path);
        break;
      case 'Home':
        go(rows[0]?.node.path);
        break;
      case 'End':
        go(rows.at(-1)?.node.path);
        break;
      case 'ArrowRight':
        if (row.open) go(rows[at + 1]?.node.path);
        else if (row.node.children.length > 0) turn(row.node.path, true);
        break;
      case 'ArrowLeft':
        if (row.open) turn(row.node.path, false);
        else go(parent);
        break;
      case 'Enter':
      case ' ':
        onJump(row.node.span);
        break;
      default:
        return;
    }
    event.preventDefault();
  }
  return (
    <>
      <div
        aria-label="Syntax tree"
        className="-mx-2 font-mono text-xs"
        onKeyDown={onKeyDown}
        ref={list}
        role="tree"
        tabIndex={-1}
      >
        {rows.slice(0, most).map(({ node, depth, open }) => (
          <div
            aria-expanded={node.children.length > 0 ? open : undefined}
            aria-level={depth + 1}
            aria-selected={marked?.node.path === node.path}
            className={cn(
              'flex min-h-6 cursor-pointer items-center gap-1 rounded-sm pe-2 hover:bg-hover focus-visible:-outline-offset-2',
              marked?.node.path === node.path && 'bg-accent-soft',
            )}
            data-path={node.path}
            key={node.path}
            onClick={() => {
              setFocus(node.path);
              onJump(node.span);
            }}
            onKeyDown={() => {}}
            role="treeitem"
            style={{ paddingInlineStart: 4 + depth * 14 }}
            tabIndex={node.path === focused ? 0 : -1}
          >
            <span
              aria-hidden
              className="grid size-5 shrink-0 place-items-center rounded-sm text-faint"
              onClick={(event) => {
                if (node.children.length === 0) return;
                event.stopPropagation();
                turn(node.path, !open);
              }}
            >
              {node.children.length > 0 && (
                <ChevronRight className={cn('size-3 transition-transform', open && 'rotate-90')} />
              )}
            </span>
            {node.kind !== 'property' && (
              <span className="shrink-0 text-accent-ink">{node.kind}</span>
            )}
            <span className="min-w-0 truncate text-ink" title={node.text}>
              {node.text}
            </span>
            <span className="num ms-auto shrink-0 ps-2 text-faint">
              <span className="sr-only">line </span>
              {node.span.line}
            </span>
          </div>
        ))}
      </div>
      {rows.length > most && (
        <button
          className="mt-1 rounded-sm px-2 py-0.5 text-accent-ink text-sm hover:underline"
          onClick={() => setMost(most + SHOWN)}
          type="button"
        >
          Show more of {rows.length - most}
        </button>
      )}
    </>
  );
}
