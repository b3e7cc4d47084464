'use client';

import { MessageSquarePlus, MessagesSquare, Pencil } from 'lucide-react';
import { useState } from 'react';
import { TitleInput } from '@/components/chat/title-input';
import { IconButton } from '@/components/ui/icon-button';

/** The conversation's title, which can be changed; on narrow screens also the way to the others. */
export function ChatHeader({
  title,
  canRename,
  onRename,
  onShowList,
  onNew,
}: {
  title: string;
  canRename: boolean;
  onRename: (title: string) => void;
  onShowList: () => void;
  onNew: () => void;
}) {
  const [renaming, setRenaming] = useState(false);
  return (
    <header className="group/header flex h-12 shrink-0 items-center gap-1 border-b px-2 lg:ps-4">
      <span className="lg:hidden">
        <IconButton
          icon={<MessagesSquare aria-hidden />}
          label="Conversations"
          onClick={onShowList}
        />
      </span>
      {renaming ? (
        <div className="w-full max-w-96">
          <TitleInput
            onDone={(next) => {
              setRenaming(false);
              if (next && next !== title) onRename(next);
            }}
            title={title}
          />
        </div>
      ) : (
        <h1 className="min-w-0 truncate px-1 font-strong text-base">{title}</h1>
      )}
      {canRename && !renaming && (
        <span className="opacity-0 focus-within:opacity-100 group-hover/header:opacity-100 pointer-coarse:opacity-100">
          <IconButton
            icon={<Pencil aria-hidden />}
            label="Rename conversation"
            onClick={() => setRenaming(true)}
            size="sm"
          />
        </span>
      )}
      <span className="ms-auto lg:hidden">
        <IconButton icon={<MessageSquarePlus aria-hidden />} label="New chat" onClick={onNew} />
      </span>
    </header>
  );
}
