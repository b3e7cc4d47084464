'use client';

import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  HighlightStyle,
  indentOnInput,
  syntaxHighlighting,
} from '@codemirror/language';
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useEffect, useRef } from 'react';
import { addressOf } from '@/components/workflows/edit/address';
import { placeOf } from '@/components/workflows/editor/json-place';
import type { Problem } from '@/lib/engine/compile/problems';

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--color-accent-ink)' },
  { tag: tags.string, color: 'var(--color-ink)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--color-info)' },
  { tag: [tags.brace, tags.squareBracket, tags.separator], color: 'var(--color-faint)' },
]);

const look = EditorView.theme({
  '&': { height: '100%', backgroundColor: 'var(--color-canvas)', color: 'var(--color-ink)' },
  '.cm-scroller': {
    fontFamily: 'var(--font-mono)',
    fontSize: '0.8125rem',
    lineHeight: '1.25rem',
  },
  '.cm-content': { padding: '0.75rem 0', caretColor: 'var(--color-ink)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-gutters': {
    backgroundColor: 'var(--color-canvas)',
    color: 'var(--color-faint)',
    border: 'none',
  },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--color-hover)' },
  '.cm-cursor': { borderLeftColor: 'var(--color-ink)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'color-mix(in oklab, var(--color-accent) 24%, transparent) !important',
  },
  '.cm-matchingBracket': { backgroundColor: 'var(--color-accent-soft) !important' },
  '.cm-tooltip, .cm-panels': {
    backgroundColor: 'var(--color-surface)',
    color: 'var(--color-ink)',
    border: '1px solid var(--color-line)',
  },
  '.cm-gutter-lint': { width: '1rem' },
  '.cm-lint-marker': {
    width: '0.375rem',
    height: '0.375rem',
    margin: '0.4375rem 0.25rem',
    borderRadius: '999px',
    content: 'normal',
  },
  '.cm-lint-marker-error': { backgroundColor: 'var(--color-bad)' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--color-bad)' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--color-bad)',
    textUnderlineOffset: '3px',
  },
});

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
