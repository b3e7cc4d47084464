'use client';

import dynamic from 'next/dynamic';
import { useMemo } from 'react';
import { Skeleton } from '@/components/ui/skeleton';
import type { Doc } from '@/components/workflows/edit/address';
import { TextFace, type TextFaceProps, useTextOf } from '@/components/workflows/editor/text-face';
import { isObject } from '@/lib/engine/json';

const JsonEditor = dynamic(() => import('@/components/workflows/editor/json-editor'), {
  ssr: false,
  loading: () => <Skeleton className="size-full rounded-none" />,
});

const print = (doc: Doc) => JSON.stringify(doc, null, 2);

function read(text: string): { doc: Doc | null; broken: string | null } {
  try {
    const doc: unknown = JSON.parse(text);
    if (!isObject(doc)) throw new Error('A definition is an object with steps.');
    return { doc, broken: null };
  } catch (error) {
    return { doc: null, broken: (error as Error).message };
  }
}

/** The same definition as JSON. Text that is no JSON stays here until it can be read again. */
export function JsonFace(props: TextFaceProps) {
  const { text, change } = useTextOf(props, 'json', print, (next) => read(next).doc);
  const broken = useMemo(() => read(text).broken, [text]);
  return (
    <TextFace broken={broken && `Not JSON yet, so the canvas shows what it was: ${broken}`}>
      <JsonEditor
        broken={broken}
        goTo={props.goTo}
        onChange={change}
        problems={props.problems}
        readOnly={props.readOnly}
        text={text}
      />
    </TextFace>
  );
}
