'use client';

import { Ellipsis, Pencil, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { chatPath } from '@/components/chat/keys';
import { TitleInput } from '@/components/chat/title-input';
import { cn } from '@/components/ui/cn';
import { Menu } from '@/components/ui/menu';
import { StatusShape } from '@/components/ui/status';
import type { ConversationView } from '@/lib/chat/contract';

const MOVES: Record<string, (here: number, last: number) => number> = {
  ArrowDown: (here, last) => Math.min(here + 1, last),
  ArrowUp: (here) => Math.max(here - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
};

/** Moves the focus among the conversations; false for other keys. */
function moveFocus(event: React.KeyboardEvent<HTMLElement>): boolean {
  const move = MOVES[event.key];
  if (!move) return false;
  const box = event.currentTarget.closest('[data-conversations]');
  const links = [...(box?.querySelectorAll<HTMLElement>('a[data-conversation]') ?? [])];
  links[move(links.indexOf(event.currentTarget), links.length - 1)]?.focus();
  return true;
}

export function ConversationRow({
  conversation,
  current,
  canWrite,
  onOpen,
  onRename,
  onRemove,
}: {
  conversation: ConversationView;
  current: boolean;
  canWrite: boolean;
  onOpen: (id: string) => void;
  onRename: (title: string) => void;
  onRemove: () => void;
}) {
  const [renaming, setRenaming] = useState(false);
  const link = useRef<HTMLAnchorElement>(null);
  const { id, title } = conversation;

  if (renaming)
    return (
      <li>
        <TitleInput
          onDone={(next) => {
            setRenaming(false);
            if (next && next !== title) onRename(next);
            requestAnimationFrame(() => link.current?.focus());
          }}
          title={title}
        />
      </li>
    );
  return (
    <li
      className={cn(
        'group/row relative flex items-center rounded-lg',
        current ? 'bg-pressed' : 'hover:bg-hover',
      )}
    >
      {/* A real address, so that it opens in another tab; here it opens without loading the page. */}
      <a
        aria-current={current ? 'page' : undefined}
        className={cn(
          'flex h-9 min-w-0 flex-1 items-center gap-2 rounded-lg ps-2 pe-9 text-sm focus-visible:-outline-offset-2',
          current ? 'text-ink' : 'text-muted group-hover/row:text-ink',
        )}
        data-conversation={id}
        href={chatPath(id)}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          onOpen(id);
        }}
        onKeyDown={(event) => {
          if (canWrite && event.key === 'F2') setRenaming(true);
          else if (canWrite && event.key === 'Delete') onRemove();
          else if (!moveFocus(event)) return;
          event.preventDefault();
        }}
        ref={link}
        title={title}
      >
        {conversation.streaming && <StatusShape tone="active" />}
        <span className="truncate">{title}</span>
        {conversation.streaming && <span className="sr-only">(being answered)</span>}
      </a>
      {canWrite && (
        <span className="absolute right-1 opacity-0 focus-within:opacity-100 group-hover/row:opacity-100 pointer-coarse:opacity-100 has-[[aria-expanded=true]]:opacity-100">
          <Menu
            align="end"
            groups={[
              {
                items: [
                  {
                    label: 'Rename',
                    icon: <Pencil />,
                    shortcut: 'F2',
                    onSelect: () => setRenaming(true),
                  },
                  {
                    label: 'Delete',
                    icon: <Trash2 />,
                    shortcut: 'Del',
                    danger: true,
                    onSelect: onRemove,
                  },
                ],
              },
            ]}
            label={`Actions for ${title}`}
            trigger={
              <button
                aria-label={`Actions for ${title}`}
                className="grid size-7 place-items-center rounded-md text-faint hover:bg-pressed hover:text-ink"
                type="button"
              >
                <Ellipsis aria-hidden className="size-4" />
              </button>
            }
          />
        </span>
      )}
    </li>
  );
}
