'use client';

import { Command } from 'cmdk';
import { Box } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import {
  actions,
  type PaletteEntry,
  type PaletteObject,
  type PaletteSearch,
  pages,
} from '@/components/shell/palette-actions';
import { searchObjects } from '@/components/shell/search-objects';
import { Kbd } from '@/components/ui/kbd';
import { SearchModal } from '@/components/ui/search-modal';

const groupClass =
  '[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-faint [&_[cmdk-group-heading]]:text-xs';
const itemClass =
  'flex min-h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 text-sm data-[selected=true]:bg-hover';

/** Objects that match the text, 120 ms after the last key; what is no longer wanted is aborted. */
function useObjects(text: string, search?: PaletteSearch) {
  const [found, setFound] = useState<PaletteObject[]>([]);
  const [state, setState] = useState<'idle' | 'loading' | 'failed'>('idle');
  useEffect(() => {
    if (!search || text.trim().length < 2) {
      setFound([]);
      return setState('idle');
    }
    const stop = new AbortController();
    setState('loading');
    const timer = setTimeout(
      () =>
        search(text.trim(), stop.signal).then(
          (objects) => {
            if (stop.signal.aborted) return;
            setFound(objects);
            setState('idle');
          },
          () => stop.signal.aborted || setState('failed'),
        ),
      120,
    );
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text, search]);
  return { found, state };
}

export default function CommandPalette({
  open,
  onOpenChange,
  search = searchObjects,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  search?: PaletteSearch;
}) {
  const router = useRouter();
  const [text, setText] = useState('');
  const { found, state } = useObjects(text, search);
  useEffect(() => {
    if (open) setText('');
  }, [open]);

  function choose(entry: Pick<PaletteEntry, 'href' | 'run'>) {
    onOpenChange(false);
    if (entry.run) entry.run();
    else if (entry.href?.startsWith('/api/')) window.location.assign(entry.href);
    else if (entry.href) router.push(entry.href);
  }
  const row = (entry: PaletteEntry) => (
    <Command.Item
      className={itemClass}
      key={entry.id}
      onSelect={() => choose(entry)}
      value={entry.label}
    >
      <entry.icon aria-hidden className="size-4 text-faint" strokeWidth={1.75} />
      <span className="flex-1">{entry.label}</span>
      {entry.note?.split(' ').map((key) => (
        <Kbd key={key}>{key}</Kbd>
      ))}
    </Command.Item>
  );

  return (
    <SearchModal
      className="mt-[14dvh] max-h-[26rem] w-[36rem]"
      filter
      listClass="max-h-88"
      onOpenChange={onOpenChange}
      onText={setText}
      open={open}
      placeholder="Search pages, actions and objects"
      text={text}
      title="Command palette"
    >
      <Command.Empty className="px-3 py-8 text-center text-muted text-sm">
        {state === 'loading' ? 'Searching…' : `Nothing matches “${text}”.`}
      </Command.Empty>
      {state === 'failed' && (
        <p className="px-2.5 py-2 text-bad text-sm" role="alert">
          Objects could not be searched. Type again to retry.
        </p>
      )}
      {found.length > 0 && (
        <Command.Group className={groupClass} forceMount heading="Objects">
          {found.map((object) => (
            <Command.Item
              className={itemClass}
              forceMount
              key={object.id}
              onSelect={() => choose(object)}
              value={`${object.kind} ${object.id}`}
            >
              <Box aria-hidden className="size-4 text-faint" strokeWidth={1.75} />
              <span className="min-w-0 flex-1 truncate">{object.label}</span>
              <span className="text-faint text-xs">{object.note ?? object.kind}</span>
            </Command.Item>
          ))}
        </Command.Group>
      )}
      <Command.Group className={groupClass} heading="Pages">
        {pages.map(row)}
      </Command.Group>
      <Command.Group className={groupClass} heading="Actions">
        {actions.map(row)}
      </Command.Group>
    </SearchModal>
  );
}
