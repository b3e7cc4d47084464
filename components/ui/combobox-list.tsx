'use client';

import { Command } from 'cmdk';
import { Check, Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ComboboxOption } from '@/components/ui/combobox';

export default function ComboboxList({
  label,
  value,
  options,
  search,
  onPick,
}: {
  label: string;
  value: string | null;
  options: readonly ComboboxOption[];
  search?: (text: string, signal: AbortSignal) => Promise<ComboboxOption[]>;
  onPick: (option: ComboboxOption) => void;
}) {
  const [text, setText] = useState('');
  const [found, setFound] = useState<readonly ComboboxOption[]>(options);
  const [state, setState] = useState<'ready' | 'loading' | 'failed'>(search ? 'loading' : 'ready');

  useEffect(() => {
    if (!search) return;
    const stop = new AbortController();
    const timer = setTimeout(
      () => {
        setState('loading');
        search(text, stop.signal).then(
          (results) => {
            if (stop.signal.aborted) return;
            setFound(results);
            setState('ready');
          },
          () => stop.signal.aborted || setState('failed'),
        );
      },
      text ? 150 : 0,
    );
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text, search]);

  const note = { loading: 'Searching…', failed: 'The search failed. Type again to retry.' };
  return (
    <Command
      filter={(_, text, words) =>
        Number(words?.join(' ').toLowerCase().includes(text.toLowerCase()))
      }
      label={label}
      shouldFilter={!search}
    >
      <div className="flex items-center gap-2 border-b px-3">
        <Search aria-hidden className="size-4 shrink-0 text-faint" />
        <Command.Input
          autoFocus
          className="h-9 w-full bg-transparent text-sm outline-none"
          onValueChange={setText}
          placeholder={`Search ${label.toLowerCase()}`}
          value={text}
        />
      </div>
      <Command.List className="max-h-64 overflow-y-auto p-1">
        <Command.Empty className="px-2 py-4 text-center text-faint text-sm">
          {state === 'ready' ? `Nothing matches “${text}”.` : note[state]}
        </Command.Empty>
        {(search ? found : options).map((option) => (
          <Command.Item
            className="flex min-h-8 items-center gap-2 rounded-sm px-2 text-sm aria-disabled:text-faint data-[selected=true]:bg-hover"
            disabled={option.disabled}
            key={option.value}
            keywords={[option.label]}
            onSelect={() => onPick(option)}
            value={option.value}
          >
            {option.icon}
            <span className="min-w-0 flex-1 truncate">{option.label}</span>
            {option.note && <span className="text-faint text-xs">{option.note}</span>}
            {option.value === value && <Check aria-hidden className="size-4 text-accent-ink" />}
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  );
}
