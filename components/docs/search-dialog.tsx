'use client';

import { Command } from 'cmdk';
import { FileText, SquareTerminal } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { api } from '@/components/ui/fetcher';
import { SearchModal } from '@/components/ui/search-modal';
import type { DocsHit } from '@/lib/docs/contract';

/** Hits for the text; those of the former text stay until the new ones are there. */
function useHits(text: string) {
  const [found, setFound] = useState<{ for: string; hits: DocsHit[] }>({ for: '', hits: [] });
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const wanted = text.trim();
    if (!wanted) return setFound({ for: '', hits: [] });
    const stop = new AbortController();
    const query = new URLSearchParams({ q: wanted.slice(0, 100), limit: '10' });
    const timer = setTimeout(() => {
      api<{ data: DocsHit[] }>(`/api/v1/docs/search?${query}`, { signal: stop.signal }).then(
        ({ data }) => {
          setFound({ for: wanted, hits: data });
          setFailed(false);
        },
        () => stop.signal.aborted || setFailed(true),
      );
    }, 60);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text]);
  return { hits: found.hits, done: found.for === text.trim(), failed };
}

export default function SearchDialog({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const router = useRouter();
  const [text, setText] = useState('');
  const { hits, done, failed } = useHits(text);
  useEffect(() => {
    if (open) setText('');
  }, [open]);
  return (
    <SearchModal
      className="mt-[12dvh] max-h-[32rem] w-[40rem]"
      filter={false}
      listClass="max-h-[min(27rem,70dvh)]"
      onOpenChange={onOpenChange}
      onText={setText}
      open={open}
      placeholder="Search pages, headings and operations"
      text={text}
      title="Search the docs"
    >
      {text.trim() === '' && (
        <p className="px-3 py-8 text-center text-muted text-sm">
          Guides, operations and commands, by any word of theirs.
        </p>
      )}
      {text.trim() !== '' && done && hits.length === 0 && !failed && (
        <p className="px-3 py-8 text-center text-muted text-sm">Nothing matches “{text}”.</p>
      )}
      {failed && (
        <p className="px-3 py-8 text-center text-bad text-sm" role="alert">
          The docs could not be searched. Type again to retry.
        </p>
      )}
      {hits.map((hit) => {
        const Icon = hit.kind === 'operation' ? SquareTerminal : FileText;
        return (
          <Command.Item
            className="flex cursor-pointer gap-3 rounded-md px-2.5 py-2 data-[selected=true]:bg-hover"
            key={hit.href}
            onSelect={() => {
              onOpenChange(false);
              router.push(hit.href);
            }}
            value={hit.href}
          >
            <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-faint" strokeWidth={1.75} />
            <span className="min-w-0 flex-1">
              <span className="flex items-baseline gap-2">
                <span className="truncate font-strong text-sm">
                  {hit.kind === 'page' && hit.heading ? hit.heading : hit.title}
                </span>
                <span className="shrink-0 text-faint text-xs">
                  {hit.kind === 'page' && hit.heading
                    ? `${hit.section}, ${hit.title}`
                    : hit.section}
                </span>
              </span>
              <span className="block truncate text-muted text-xs">
                {hit.kind === 'operation' ? <code>{hit.heading}</code> : hit.excerpt}
              </span>
            </span>
          </Command.Item>
        );
      })}
    </SearchModal>
  );
}
