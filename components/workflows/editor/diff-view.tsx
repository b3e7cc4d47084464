'use client';

import { useMemo } from 'react';
import { Badge, type Tone } from '@/components/ui/status';
import type { Doc } from '@/components/workflows/edit/address';
import { type Change, diff } from '@/lib/engine/diff';
import type { Json } from '@/lib/engine/json';

const words: Record<string, [string, Tone]> = {
  added: ['Added', 'good'],
  removed: ['Removed', 'bad'],
  changed: ['Changed', 'info'],
  moved: ['Moved', 'idle'],
};

/** What is different between two definitions, step by step. */
export function DiffView({ before, after }: { before: Doc; after: Doc }) {
  const { same, steps, definition } = useMemo(() => diff(before, after), [before, after]);
  if (same) return <p className="text-muted text-sm">The same.</p>;
  return (
    <ul aria-label="Changes" className="flex flex-col gap-2.5 text-sm">
      {steps.map(({ id, change, fields }) => {
        const [word, tone] = words[change] ?? [change, 'idle'];
        return (
          <li className="flex flex-col gap-1" key={id}>
            <span className="flex items-center gap-2">
              <Badge tone={tone}>{word}</Badge>
              <span className="num truncate">{id}</span>
            </span>
            <Fields fields={fields} />
          </li>
        );
      })}
      {definition.length > 0 && (
        <li className="flex flex-col gap-1">
          <span className="flex items-center gap-2">
            <Badge tone="info">Changed</Badge> The workflow itself
          </span>
          <Fields fields={definition} />
        </li>
      )}
    </ul>
  );
}

function Fields({ fields }: { fields: readonly Change[] }) {
  return fields.map(({ path, before, after }) => (
    <div className="overflow-hidden rounded-md border font-mono text-xs" key={path}>
      <p className="truncate border-b bg-sunken px-2 py-1 text-faint">{path}</p>
      {before !== undefined && (
        <p className="max-h-24 overflow-y-auto whitespace-pre-wrap break-words bg-bad-soft px-2 py-1 text-bad">
          <span className="sr-only">Before: </span>
          {shown(before)}
        </p>
      )}
      {after !== undefined && (
        <p className="max-h-24 overflow-y-auto whitespace-pre-wrap break-words bg-good-soft px-2 py-1 text-good">
          <span className="sr-only">After: </span>
          {shown(after)}
        </p>
      )}
    </div>
  ));
}

const shown = (value: Json) =>
  typeof value === 'string' ? value : JSON.stringify(value, null, 2).slice(0, 2000);
