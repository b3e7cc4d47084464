'use client';

import { ChevronRight } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { cn } from '@/components/ui/cn';
import { CopyButton } from '@/components/ui/copy-button';
import { SearchInput } from '@/components/ui/input';

type Entry = { path: string; name: string; value: unknown; depth: number; size: number | null };

const page = 200;
const entriesOf = (value: unknown): [string, unknown][] | null =>
  value !== null && typeof value === 'object' ? Object.entries(value) : null;

/** Paths that match, and all above them; values are compared as they are shown. */
function matches(root: unknown, text: string) {
  const hit = new Set<string>();
  const above = new Set<string>();
  const visit = (value: unknown, path: string, name: string): boolean => {
    const children = entriesOf(value);
    const own =
      name.toLowerCase().includes(text) ||
      (!children && String(value).toLowerCase().includes(text));
    let below = false;
    for (const [key, child] of children ?? []) below = visit(child, `${path}/${key}`, key) || below;
    if (own) hit.add(path);
    if (below) above.add(path);
    return own || below;
  };
  visit(root, '', '');
  return { hit, above };
}

function flatten(root: unknown, isOpen: (path: string, depth: number) => boolean) {
  const lines: Entry[] = [];
  const visit = (value: unknown, path: string, name: string, depth: number) => {
    const children = entriesOf(value);
    lines.push({ path, name, value, depth, size: children?.length ?? null });
    if (children && isOpen(path, depth))
      for (const [key, child] of children) visit(child, `${path}/${key}`, key, depth + 1);
  };
  visit(root, '', '', 0);
  return lines;
}

function Value({ value, size }: { value: unknown; size: number | null }) {
  if (size !== null) {
    const noun = Array.isArray(value) ? 'item' : 'field';
    return <span className="text-faint">{size === 1 ? `1 ${noun}` : `${size} ${noun}s`}</span>;
  }
  if (typeof value === 'string')
    return (
      <span className="whitespace-pre-wrap break-words text-good">{JSON.stringify(value)}</span>
    );
  return <span className="text-info">{String(value)}</span>;
}

export default function JsonTreeView({ value, label }: { value: unknown; label: string }) {
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [search, setSearch] = useState('');
  const [shown, setShown] = useState(page);
  const text = useDeferredValue(search.trim().toLowerCase());
  const found = useMemo(() => (text ? matches(value, text) : null), [value, text]);
  const lines = useMemo(
    () =>
      flatten(
        value,
        (path, depth) => toggled.get(path) ?? (found ? found.above.has(path) : depth < 2),
      ),
    [value, toggled, found],
  );
  const json = useMemo(() => JSON.stringify(value, null, 2) ?? 'undefined', [value]);

  return (
    <div className="overflow-hidden rounded-lg border bg-sunken">
      <div className="flex items-center gap-2 border-b bg-surface p-1.5">
        <SearchInput
          className="flex-1"
          label={`Search ${label.toLowerCase()}`}
          onValueChange={(next) => {
            setSearch(next);
            setToggled(new Map());
          }}
          value={search}
        />
        {found && (
          <span aria-live="polite" className="num shrink-0 px-1 text-faint text-xs">
            {found.hit.size} found
          </span>
        )}
        <CopyButton label={`Copy ${label.toLowerCase()} as JSON`} text={json} />
      </div>
      <ul aria-label={label} className="max-h-96 overflow-auto p-1.5 font-mono text-xs leading-6">
        {lines.slice(0, shown).map((line, at) => {
          const open = lines[at + 1]?.path.startsWith(`${line.path}/`) ?? false;
          return (
            <li
              className={cn(
                'flex items-start gap-1 rounded-sm',
                found?.hit.has(line.path) && 'bg-warn-soft',
              )}
              key={line.path}
              style={{ paddingInlineStart: line.depth * 14 }}
            >
              {line.size ? (
                <button
                  aria-expanded={open}
                  aria-label={line.name || label}
                  className="grid size-6 shrink-0 place-items-center rounded-sm text-faint hover:bg-hover"
                  onClick={() => setToggled(new Map(toggled).set(line.path, !open))}
                  type="button"
                >
                  <ChevronRight
                    aria-hidden
                    className={cn('size-3 transition-transform', open && 'rotate-90')}
                  />
                </button>
              ) : (
                <span className="w-6 shrink-0" />
              )}
              <span className="min-w-0">
                {line.name && <span className="text-muted">{line.name}: </span>}
                <Value size={line.size} value={line.value} />
              </span>
            </li>
          );
        })}
        {lines.length > shown && (
          <li>
            <button
              className="mt-1 rounded-sm px-2 py-0.5 font-sans text-accent-ink hover:underline"
              onClick={() => setShown(shown + page)}
              type="button"
            >
              Show {Math.min(page, lines.length - shown)} more of {lines.length - shown} lines
            </button>
          </li>
        )}
      </ul>
    </div>
  );
}
