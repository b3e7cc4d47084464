'use client';

import { useCallback, useMemo, useRef } from 'react';
import { FleetEditor } from '@/components/dsl/fleet-editor';
import { useNames } from '@/components/dsl/names';
import { diagnosticsOf, printDsl, readDsl } from '@/components/workflows/editor/dsl-text';
import { TextFace, type TextFaceProps, useTextOf } from '@/components/workflows/editor/text-face';
import { isUuid } from '@/lib/core/ids';

/** The same definition in the config language. Text that cannot be read yet stays here until it can be. */
export default function DslFace(props: TextFaceProps) {
  const { doc, problems, readOnly, goTo } = props;
  const { agents } = useNames();
  /** What `Agent("…")` names: an agent of the organization, else a model. */
  const kindOf = useCallback(
    (name: string) =>
      isUuid(name) || agents.some(({ value, note }) => value === name || note === name)
        ? ('agent' as const)
        : ('model' as const),
    [agents],
  );
  const unnamed = doc.name === undefined;
  const { text, change, current } = useTextOf(
    props,
    'dsl',
    printDsl,
    (next) => readDsl(next, kindOf, unnamed).doc,
  );
  const read = useMemo(() => readDsl(text ?? '', kindOf, unnamed), [text, kindOf, unnamed]);
  const diagnostics = useMemo(
    () => diagnosticsOf(read, current && !read.broken ? problems : []),
    [read, current, problems],
  );
  const latest = useRef(read);
  latest.current = read;
  const place = useMemo(
    () => goTo && (latest.current.compiled.workflows[0]?.place(goTo.path) ?? null),
    [goTo],
  );

  if (text === null)
    return (
      <p className="p-4 text-muted text-sm">
        This definition cannot be written in the config language as it is. Mend its problems on the
        canvas or in the JSON first; nothing of it is lost.
      </p>
    );
  return (
    <TextFace
      broken={read.broken && `Not taken over yet, so the canvas shows what it was: ${read.broken}.`}
    >
      <FleetEditor
        diagnostics={diagnostics}
        document={read.document}
        goTo={place}
        label="Definition in the config language"
        onChange={change}
        readOnly={readOnly}
        text={text}
      />
    </TextFace>
  );
}
