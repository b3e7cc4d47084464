'use client';

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { FleetEditor } from '@/components/dsl/fleet-editor';
import { useNames } from '@/components/dsl/names';
import type { Doc } from '@/components/workflows/edit/address';
import { diagnosticsOf, printDsl, readDsl } from '@/components/workflows/editor/dsl-text';
import { isUuid } from '@/lib/core/ids';
import type { Problem } from '@/lib/engine/compile/problems';

/** The same definition in the config language. Text that cannot be read yet stays here until it can be. */
export default function DslFace({
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
  const { agents } = useNames();
  /** What `Agent("…")` names: an agent of the organization, else a model. */
  const kindOf = useCallback(
    (name: string) =>
      isUuid(name) || agents.some(({ value, note }) => value === name || note === name)
        ? ('agent' as const)
        : ('model' as const),
    [agents],
  );
  const [text, setText] = useState(() => printDsl(doc));
  const given = useRef(doc);
  // Undo, or the panel, changed it elsewhere.
  useEffect(() => {
    if (given.current === doc) return;
    given.current = doc;
    setText(printDsl(doc));
  }, [doc]);
  const unnamed = doc.name === undefined;
  const read = useMemo(() => readDsl(text ?? '', kindOf, unnamed), [text, kindOf, unnamed]);
  const current = given.current === doc && !read.broken;
  const diagnostics = useMemo(
    () => diagnosticsOf(read, current ? problems : []),
    [read, current, problems],
  );
  const latest = useRef(read);
  latest.current = read;
  const place = useMemo(
    () => goTo && (latest.current.compiled.workflows[0]?.place(goTo.path) ?? null),
    [goTo],
  );

  function change(next: string) {
    setText(next);
    const { doc: made } = readDsl(next, kindOf, unnamed);
    if (!made) return;
    given.current = made;
    onEdit(made, 'dsl');
  }
  if (text === null)
    return (
      <p className="p-4 text-muted text-sm">
        This definition cannot be written in the config language as it is. Mend its problems on the
        canvas or in the JSON first; nothing of it is lost.
      </p>
    );
  return (
    <div className="flex size-full flex-col">
      {read.broken && (
        <p className="shrink-0 border-b bg-bad-soft px-3 py-1.5 text-bad text-sm" role="alert">
          Not taken over yet, so the canvas shows what it was: {read.broken}.
        </p>
      )}
      <div className="min-h-0 flex-1">
        <FleetEditor
          diagnostics={diagnostics}
          document={read.document}
          goTo={place}
          label="Definition in the config language"
          onChange={change}
          readOnly={readOnly}
          text={text}
        />
      </div>
    </div>
  );
}
