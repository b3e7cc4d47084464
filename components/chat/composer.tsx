'use client';

import { ArrowUp, Square, X } from 'lucide-react';
import {
  lazy,
  type ReactNode,
  type Ref,
  Suspense,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { AttachmentChip } from '@/components/chat/attachment-chip';
import { draftKey, kept } from '@/components/chat/kept';
import { IconButton } from '@/components/ui/icon-button';
import type { Attachment } from '@/lib/chat/contract';

const AttachButton = lazy(async () => ({
  default: (await import('@/components/chat/attach-button')).AttachButton,
}));

export interface ComposerHandle {
  focus(): void;
  /** Puts text back, unless something else was typed since. */
  refill(text: string): void;
}

/** Grows a textarea where the browser cannot do it by itself. */
export function grow(area: HTMLTextAreaElement) {
  if (CSS.supports('field-sizing', 'content')) return;
  area.style.height = 'auto';
  area.style.height = `${area.scrollHeight}px`;
}

/**
 * The text of this conversation's draft, kept in this browser. A new conversation that gets its id while
 * something is being typed takes the draft along.
 */
function useDraft(conversationId: string | null, begun: string | null) {
  const [text, setText] = useState('');
  const shown = useRef<string | null | undefined>(undefined);
  const latest = useRef(text);
  latest.current = text;
  const taken = useRef<string | null>(null);
  useEffect(() => {
    const arrives = conversationId !== null && conversationId === begun;
    const takesAlong = arrives && shown.current === null && taken.current !== begun;
    if (arrives) taken.current = begun;
    shown.current = conversationId;
    if (takesAlong) {
      kept.set(draftKey(null), '');
      kept.set(draftKey(conversationId), latest.current);
    } else setText(kept.get(draftKey(conversationId)));
  }, [conversationId, begun]);
  return [
    text,
    (next: string) => {
      setText(next);
      kept.set(draftKey(conversationId), next);
    },
  ] as const;
}

export function Composer({
  ref,
  conversationId,
  begun,
  attached,
  onAttached,
  picker,
  busy,
  stopping,
  disabledReason,
  onSend,
  onStop,
  onEditLast,
}: {
  ref: Ref<ComposerHandle>;
  conversationId: string | null;
  /** The conversation that this page has begun itself. */
  begun: string | null;
  attached: Attachment[];
  onAttached: (attached: Attachment[]) => void;
  picker: ReactNode;
  busy: boolean;
  stopping: boolean;
  /** Why nothing can be sent now. */
  disabledReason: string | null;
  onSend: (text: string) => void;
  onStop: () => void;
  onEditLast: () => void;
}) {
  const area = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useDraft(conversationId, begun);
  useImperativeHandle(ref, () => ({
    focus: () => area.current?.focus(),
    refill: (former) => {
      if (!area.current?.value) setText(former);
    },
  }));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    if (area.current) grow(area.current);
  }, [text]);

  const ready = text.trim() !== '' && !busy && !disabledReason;
  function submit() {
    if (!ready) return;
    setText('');
    onSend(text.trim());
  }

  function onKeyDown(event: React.KeyboardEvent<HTMLTextAreaElement>) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      submit();
    } else if (event.key === 'ArrowUp' && text === '' && !event.shiftKey) {
      event.preventDefault();
      onEditLast();
    }
  }

  return (
    <form
      className="rounded-lg border border-edge bg-surface focus-within:border-ring"
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {attached.length > 0 && (
        <ul aria-label="Attached executions" className="flex flex-wrap gap-1.5 px-2.5 pt-2.5">
          {attached.map((a) => (
            <li className="flex items-center" key={a.id}>
              <AttachmentChip attachment={a} />
              <IconButton
                icon={<X aria-hidden />}
                label={`Detach ${a.agent_name ?? 'execution'}`}
                onClick={() => onAttached(attached.filter((other) => other.id !== a.id))}
                size="sm"
              />
            </li>
          ))}
        </ul>
      )}
      <textarea
        aria-label="Message"
        className="block field-sizing-content max-h-[40dvh] min-h-11 w-full resize-none bg-transparent px-3 pt-3 pb-1 outline-none"
        enterKeyHint="send"
        maxLength={100_000}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        placeholder="Write a message"
        ref={area}
        rows={1}
        value={text}
      />
      <div className="flex items-center gap-1 p-1.5">
        <Suspense fallback={<span className="size-8" />}>
          <AttachButton
            attached={attached}
            onAttach={(a) => {
              onAttached([...attached, a]);
              area.current?.focus();
            }}
          />
        </Suspense>
        {picker}
        <span className="flex-1" />
        {disabledReason && !busy && (
          <span className="hidden truncate px-1 text-faint text-xs sm:block">{disabledReason}</span>
        )}
        {busy ? (
          <IconButton
            aria-busy={stopping || undefined}
            icon={<Square aria-hidden className="fill-current" />}
            label={stopping ? 'Stopping' : 'Stop'}
            onClick={onStop}
            shortcut="Esc"
            side="top"
            variant="secondary"
          />
        ) : (
          <IconButton
            aria-disabled={!ready || undefined}
            icon={<ArrowUp aria-hidden />}
            label="Send"
            shortcut="Enter"
            side="top"
            type="submit"
            variant="primary"
          />
        )}
      </div>
    </form>
  );
}
