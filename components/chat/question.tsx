'use client';

import { Pencil } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { AttachmentChip } from '@/components/chat/attachment-chip';
import { grow } from '@/components/chat/composer';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { IconButton } from '@/components/ui/icon-button';
import type { Attachment } from '@/lib/chat/contract';

/** What the reader wrote. Editing it asks anew from there. */
export function Question({
  content,
  attachments,
  editing,
  onEdit,
  onSave,
}: {
  content: string;
  attachments: readonly Attachment[];
  editing: boolean;
  /** Left out: it cannot be edited now. */
  onEdit?: (editing: boolean) => void;
  onSave: (text: string) => void;
}) {
  const id = useId();
  if (editing && onEdit)
    return <EditQuestion content={content} onCancel={() => onEdit(false)} onSave={onSave} />;
  return (
    <article
      aria-labelledby={id}
      className="group/question flex min-w-0 flex-col items-end gap-1.5"
    >
      <h2 className="sr-only" id={id}>
        You wrote
      </h2>
      {attachments.length > 0 && (
        <ul aria-label="Attached executions" className="flex flex-wrap justify-end gap-1.5">
          {attachments.map((a) => (
            <li key={a.id}>
              <AttachmentChip attachment={a} />
            </li>
          ))}
        </ul>
      )}
      <div className="flex max-w-full items-center justify-end gap-1">
        <span className="flex w-14 shrink-0 justify-end opacity-0 transition-opacity focus-within:opacity-100 group-hover/question:opacity-100 pointer-coarse:opacity-100">
          <CopyButton label="Copy message" text={content} />
          {onEdit && (
            <IconButton
              icon={<Pencil aria-hidden />}
              label="Edit message"
              onClick={() => onEdit(true)}
              size="sm"
            />
          )}
        </span>
        <p className="min-w-0 whitespace-pre-wrap rounded-lg bg-hover px-3 py-2 [overflow-wrap:anywhere]">
          {content}
        </p>
      </div>
    </article>
  );
}

function EditQuestion({
  content,
  onCancel,
  onSave,
}: {
  content: string;
  onCancel: () => void;
  onSave: (text: string) => void;
}) {
  const [text, setText] = useState(content);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const { current } = area;
    if (!current) return;
    grow(current);
    current.focus();
    current.setSelectionRange(current.value.length, current.value.length);
  }, []);
  const save = () => text.trim() && onSave(text.trim());
  return (
    <form
      className="rounded-lg border border-edge bg-surface focus-within:border-ring"
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <textarea
        aria-label="Edit message"
        className="block field-sizing-content max-h-[50dvh] min-h-16 w-full resize-none bg-transparent px-3 pt-2.5 outline-none"
        maxLength={100_000}
        onChange={(event) => {
          setText(event.target.value);
          grow(event.target);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Escape') {
            event.stopPropagation();
            onCancel();
          }
          if (event.key === 'Enter' && !event.shiftKey) {
            event.preventDefault();
            save();
          }
        }}
        ref={area}
        value={text}
      />
      <div className="flex flex-wrap items-center justify-end gap-2 p-2">
        <span className="me-auto ps-1 text-faint text-xs">What followed is replaced.</span>
        <Button onClick={onCancel} size="sm">
          Cancel
        </Button>
        <Button disabled={!text.trim()} size="sm" type="submit" variant="primary">
          Send again
        </Button>
      </div>
    </form>
  );
}
