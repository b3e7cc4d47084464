'use client';

import { json } from '@codemirror/lang-json';
import { type Diagnostic, lintGutter } from '@codemirror/lint';
import { highlightSelectionMatches, search } from '@codemirror/search';
import type { EditorState } from '@codemirror/state';
import { useCallback, useMemo } from 'react';
import { useEditor } from '@/components/ui/code/use-editor';
import { addressOf } from '@/components/workflows/edit/address';
import { placeOf } from '@/components/workflows/editor/json-place';
import type { Problem } from '@/lib/engine/compile/problems';

/** The definition as text, with its problems underlined where they are. */
export default function JsonEditor({
  text,
  onChange,
  problems,
  broken,
  readOnly,
  goTo,
}: {
  text: string;
  onChange: (text: string) => void;
  problems: readonly Problem[];
  /** Why the text is not JSON at all. */
  broken: string | null;
  readOnly: boolean;
  /** A path to put the caret at, whenever `at` rises. */
  goTo: { path: string; at: number } | null;
}) {
  const marks = useCallback(
    (state: EditorState): Diagnostic[] =>
      broken
        ? [{ ...errorPlace(state, broken), severity: 'error', message: broken }]
        : problems.map(({ path, message }) => ({
            ...placeOf(state, addressOf(path)),
            severity: 'error',
            message,
          })),
    [problems, broken],
  );
  const place = useMemo(
    () => goTo && ((state: EditorState) => ({ anchor: placeOf(state, addressOf(goTo.path)).from })),
    [goTo],
  );
  const { host } = useEditor<HTMLDivElement>({
    text,
    label: 'Definition as JSON',
    readOnly,
    onChange,
    extensions: () => [lintGutter(), highlightSelectionMatches(), search({ top: true }), json()],
    marks,
    goTo: place,
  });
  return <div className="size-full min-h-0 overflow-hidden" ref={host} />;
}

/** Where the platform says that JSON breaks: "at position 12", "line 3 column 4". */
function errorPlace(state: EditorState, message: string): { from: number; to: number } {
  const { length } = state.doc;
  const position = /position (\d+)/.exec(message)?.[1];
  const at = position === undefined ? length : Math.min(Number(position), length);
  return {
    from: Math.max(0, Math.min(at, length) - (at === length ? 1 : 0)),
    to: Math.min(at + 1, length),
  };
}
