'use client';

import { MessageSquarePlus } from 'lucide-react';
import { ConversationRow } from '@/components/chat/conversation-row';
import { groupByDay } from '@/components/chat/group-by-day';
import type { ConversationsState } from '@/components/chat/use-conversations';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import { IconButton } from '@/components/ui/icon-button';
import { SearchInput } from '@/components/ui/input';
import { Skeleton } from '@/components/ui/skeleton';
import { useNow } from '@/components/ui/time';

/** Search and conversations by day. Arrows move, Enter opens, F2 renames, Delete deletes. */
export function ConversationList({
  list,
  current,
  now: loadedAt,
  canWrite,
  onOpen,
}: {
  list: ConversationsState;
  current: string | null;
  /** When the server rendered; the reader's own clock and zone take over in the browser. */
  now: number;
  canWrite: boolean;
  onOpen: (id: string | null) => void;
}) {
  const clock = useNow();
  const groups = groupByDay(list.rows, clock ?? loadedAt, clock === null ? 0 : undefined);

  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex items-center gap-1.5 p-2">
        <SearchInput
          className="min-w-0 flex-1"
          label="Search conversations"
          onValueChange={list.setSearch}
          value={list.search}
        />
        <IconButton
          icon={<MessageSquarePlus aria-hidden />}
          label="New chat"
          onClick={() => onOpen(null)}
          variant="secondary"
        />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-2 pb-4" data-conversations>
        {list.error && <ErrorState error={list.error} onRetry={list.refresh} />}
        {list.loading && list.rows.length === 0 && <RowSkeletons />}
        {!list.loading && !list.error && list.rows.length === 0 && (
          <p className="px-2 py-6 text-faint text-sm">
            {list.searching
              ? `Nothing of yours mentions “${list.search}”.`
              : 'Conversations that you begin appear here. Only you see them.'}
          </p>
        )}
        {groups.map((group) => (
          <section aria-label={group.label} className="mb-3" key={group.label}>
            <p aria-hidden className="px-2 pt-1 pb-1 text-faint text-xs">
              {group.label}
            </p>
            <ul className="flex flex-col gap-px">
              {group.items.map((conversation) => (
                <ConversationRow
                  canWrite={canWrite}
                  conversation={conversation}
                  current={conversation.id === current}
                  key={conversation.id}
                  onOpen={onOpen}
                  onRemove={() => {
                    if (conversation.id === current) onOpen(null);
                    void list.remove(conversation);
                  }}
                  onRename={(title) => void list.rename(conversation.id, title)}
                />
              ))}
            </ul>
          </section>
        ))}
        {list.more && (
          <Button className="w-full" onClick={list.more} size="sm" variant="ghost">
            Show more
          </Button>
        )}
      </div>
    </div>
  );
}

function RowSkeletons() {
  return (
    <div className="flex flex-col gap-2 px-2 py-3">
      {['w-4/5', 'w-2/3', 'w-11/12', 'w-3/5', 'w-3/4'].map((width) => (
        <Skeleton className={`h-5 ${width}`} key={width} />
      ))}
    </div>
  );
}
