'use client';

import { useState } from 'react';
import { cn } from '@/components/ui/cn';
import { Num } from '@/components/ui/number';
import { Skeleton } from '@/components/ui/skeleton';

const SHOWN = 4;

type Group = { word: string; count: number; types: [string, number][] };

/** Types by their first word, the busiest first. */
export function groupsOf(counts: Readonly<Record<string, number>>): Group[] {
  const groups = new Map<string, Group>();
  for (const [type, count] of Object.entries(counts)) {
    const word = type.split('.')[0] as string;
    const group = groups.get(word) ?? { word, count: 0, types: [] };
    group.count += count;
    group.types.push([type, count]);
    groups.set(word, group);
  }
  for (const group of groups.values()) group.types.sort((a, b) => b[1] - a[1]);
  return [...groups.values()].sort((a, b) => b.count - a.count);
}

function Facet({
  name,
  label,
  count,
  chosen,
  deep,
  onChoose,
}: {
  name: string;
  label: string;
  count: number;
  chosen: boolean;
  deep: boolean;
  onChoose: (name: string) => void;
}) {
  return (
    <button
      aria-pressed={chosen}
      className={cn(
        'flex h-7 w-full items-center justify-between gap-3 rounded-md px-2 text-sm transition-colors focus-visible:-outline-offset-2',
        deep && 'ps-4 font-mono text-xs',
        chosen ? 'bg-accent-soft text-accent-ink' : 'text-muted hover:bg-hover hover:text-ink',
      )}
      onClick={() => onChoose(chosen ? '' : name)}
      type="button"
    >
      <span className="truncate">{label}</span>
      <Num className={chosen ? '' : 'text-faint'} short value={count} />
    </button>
  );
}

const titleOf = (word: string): string => {
  const text = word.replaceAll('_', ' ').replace(/^api /, 'API ');
  return text.charAt(0).toUpperCase() + text.slice(1);
};

/** The types that occurred, with how often; choosing one filters the list, choosing it again shows all. */
export function TypeFacets({
  counts,
  value,
  onChoose,
}: {
  counts: Readonly<Record<string, number>> | undefined;
  value: string;
  onChoose: (type: string) => void;
}) {
  const [all, setAll] = useState<ReadonlySet<string>>(new Set());
  if (!counts) return <Skeleton className="h-64 w-full" />;
  return (
    <div className="flex flex-col gap-3">
      {groupsOf(counts).map(({ word, count, types }) => {
        const open = all.has(word) || types.some(([type], at) => type === value && at >= SHOWN);
        const shown = open ? types : types.slice(0, SHOWN);
        return (
          <fieldset className="flex flex-col" key={word}>
            <legend className="sr-only">{word}</legend>
            <Facet
              chosen={value === `${word}.*`}
              count={count}
              deep={false}
              label={titleOf(word)}
              name={`${word}.*`}
              onChoose={onChoose}
            />
            {shown.map(([type, n]) => (
              <Facet
                chosen={value === type}
                count={n}
                deep
                key={type}
                label={type.slice(word.length + 1)}
                name={type}
                onChoose={onChoose}
              />
            ))}
            {types.length > shown.length && (
              <button
                className="h-6 rounded-md ps-4 text-start text-faint text-xs hover:text-ink"
                onClick={() => setAll(new Set([...all, word]))}
                type="button"
              >
                {types.length - shown.length} more
              </button>
            )}
          </fieldset>
        );
      })}
    </div>
  );
}
