'use client';

import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  indentOnInput,
  syntaxHighlighting,
} from '@codemirror/language';
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { colours, look } from '@/components/ui/code/look';
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
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const changed = useRef(onChange);
  changed.current = onChange;

  // biome-ignore lint/correctness/useExhaustiveDependencies: later text is put in by the next effect
  useEffect(() => {
    if (!host.current) return;
    const made = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: text,
        extensions: [
          lineNumbers(),
          foldGutter(),
          lintGutter(),
          history(),
          indentOnInput(),
          bracketMatching(),
          highlightSelectionMatches(),
          search({ top: true }),
          json(),
          syntaxHighlighting(colours),
          look,
          EditorState.readOnly.of(readOnly),
          EditorView.contentAttributes.of({ 'aria-label': 'Definition as JSON', tabindex: '0' }),
          keymap.of([
            ...defaultKeymap,
            ...historyKeymap,
            ...searchKeymap,
            ...foldKeymap,
            ...lintKeymap,
            indentWithTab,
          ]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) changed.current(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = made;
    return () => {
      view.current = null;
      made.destroy();
    };
  }, [readOnly]);

  useEffect(() => {
    const now = view.current;
    if (!now || now.state.doc.toString() === text) return;
    now.dispatch({ changes: { from: 0, to: now.state.doc.length, insert: text } });
  }, [text]);

  useEffect(() => {
    const now = view.current;
    if (!now) return;
    const marks: Diagnostic[] = broken
      ? [{ ...errorPlace(now.state, broken), severity: 'error', message: broken }]
      : problems.map(({ path, message }) => ({
          ...placeOf(now.state, addressOf(path)),
          severity: 'error',
          message,
        }));
    now.dispatch(setDiagnostics(now.state, marks));
  }, [problems, broken]);

  useEffect(() => {
    const now = view.current;
    if (!now || !goTo) return;
    const { from } = placeOf(now.state, addressOf(goTo.path));
    now.dispatch({
      selection: { anchor: from },
      effects: EditorView.scrollIntoView(from, { y: 'center' }),
    });
    now.focus();
  }, [goTo]);

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
