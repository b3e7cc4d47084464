'use client';

import dynamic from 'next/dynamic';
import { useEffect, useRef, useState } from 'react';
import { Skeleton } from '@/components/ui/skeleton';
import type { Doc } from '@/components/workflows/edit/address';
import type { Problem } from '@/lib/engine/compile/problems';
import { isObject } from '@/lib/engine/json';

const JsonEditor = dynamic(() => import('@/components/workflows/editor/json-editor'), {
  ssr: false,
  loading: () => <Skeleton className="size-full rounded-none" />,
});

const print = (doc: Doc) => JSON.stringify(doc, null, 2);

/** The same definition as text. Text that is no JSON stays here until it can be read again. */
export function JsonFace({
  doc,
  problems,
  readOnly,
  goTo,
  onEdit,
}: {
  doc: Doc;
  problems: readonly Problem[];
  readOnly: boolean;
  goTo: { path: string; at: number } | null;
  onEdit: (doc: Doc, tag: string) => void;
}) {
  const [text, setText] = useState(() => print(doc));
  const [broken, setBroken] = useState<string | null>(null);
  const given = useRef(doc);
  // Undo, or the panel, changed it elsewhere.
  useEffect(() => {
    if (given.current === doc) return;
    given.current = doc;
    setText(print(doc));
    setBroken(null);
  }, [doc]);

  function change(next: string) {
    setText(next);
    try {
      const value: unknown = JSON.parse(next);
      if (!isObject(value)) throw new Error('A definition is an object with steps.');
      setBroken(null);
      given.current = value;
      onEdit(value, 'json');
    } catch (error) {
      setBroken((error as Error).message);
    }
  }
  return (
    <div className="flex size-full flex-col">
      {broken && (
        <p className="shrink-0 border-b bg-bad-soft px-3 py-1.5 text-bad text-sm" role="alert">
          Not JSON yet, so the canvas shows what it was: {broken}
        </p>
      )}
      <div className="min-h-0 flex-1">
        <JsonEditor
          broken={broken}
          goTo={goTo}
          onChange={change}
          problems={problems}
          readOnly={readOnly}
          text={text}
        />
      </div>
    </div>
  );
}
