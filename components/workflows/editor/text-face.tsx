'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Doc } from '@/components/workflows/edit/address';
import type { Problem } from '@/lib/engine/compile/problems';

export type TextFaceProps = {
  doc: Doc;
  problems: readonly Problem[];
  readOnly: boolean;
  goTo: { path: string; at: number } | null;
  onEdit: (doc: Doc, tag: string) => void;
};

/**
 * The definition as text: taken over as soon as it can be read, kept as it is until then.
 * `current` tells whether the text is what the definition says now.
 */
export function useTextOf<Printed extends string | null>(
  { doc, onEdit }: Pick<TextFaceProps, 'doc' | 'onEdit'>,
  tag: string,
  print: (doc: Doc) => Printed,
  read: (text: string) => Doc | null,
) {
  const [text, setText] = useState<Printed | string>(() => print(doc));
  const given = useRef(doc);
  // Undo, or the panel, changed it elsewhere.
  useEffect(() => {
    if (given.current === doc) return;
    given.current = doc;
    setText(print(doc));
  }, [doc, print]);

  function change(next: string) {
    setText(next);
    const made = read(next);
    if (!made) return;
    given.current = made;
    onEdit(made, tag);
  }
  return { text, change, current: given.current === doc };
}

/** An editor of the text, beneath what keeps it from being taken over. */
export const TextFace = ({ broken, children }: { broken: ReactNode; children: ReactNode }) => (
  <div className="flex size-full flex-col">
    {broken && (
      <p className="shrink-0 border-b bg-bad-soft px-3 py-1.5 text-bad text-sm" role="alert">
        {broken}
      </p>
    )}
    <div className="min-h-0 flex-1">{children}</div>
  </div>
);
