'use client';

import { useEffect, useRef } from 'react';

/** Renames in place: Enter keeps, Escape leaves it as it was. */
export function TitleInput({
  title,
  onDone,
}: {
  title: string;
  onDone: (title: string | null) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const done = useRef(false);
  useEffect(() => input.current?.select(), []);
  const finish = (text: string | null) => {
    if (done.current) return;
    done.current = true;
    onDone(text?.trim() || null);
  };
  return (
    <input
      aria-label="Title of the conversation"
      className="control h-9!"
      defaultValue={title}
      maxLength={200}
      onBlur={(event) => finish(event.target.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') finish(event.currentTarget.value);
        if (event.key === 'Escape') finish(null);
      }}
      ref={input}
    />
  );
}
