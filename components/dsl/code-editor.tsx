'use client';

import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  indentOnInput,
  syntaxHighlighting,
} from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState } from '@codemirror/state';
import {
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  placeholder,
} from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { completionsAt } from '@/components/dsl/complete';
import { difference, sameWords } from '@/components/dsl/difference';
import { fleet } from '@/components/dsl/language';
import { useNames } from '@/components/dsl/names';
import { colours, look } from '@/components/ui/code/look';
import type { Diagnostic, Document } from '@/lib/engine/dsl/ast';

export type FleetEditorProps = {
  text: string;
  onChange: (text: string) => void;
  /** The tree as last read, for completion; see `useCheck`. */
  document: Document;
  diagnostics: readonly Diagnostic[];
  readOnly?: boolean;
  /** Its accessible name. */
  label?: string;
  hint?: string;
  /** A place to go to, whenever this is another object. */
  goTo?: { start: number; end: number } | null;
  /** Where the caret is, in UTF-16 units. */
  onCaret?: (at: number) => void;
  /** Takes the keyboard when it opens. */
  focused?: boolean;
};

export default function CodeEditor(props: FleetEditorProps) {
  const { text, diagnostics, readOnly = false, goTo } = props;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const lock = useRef(new Compartment());
  const names = useNames();
  const latest = useRef({ ...props, names });
  latest.current = { ...props, names };

  useEffect(() => {
    if (!host.current) return;
    const first = latest.current;
    const made = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: first.text,
        extensions: [
          lineNumbers(),
          foldGutter(),
          lintGutter(),
          history(),
          indentOnInput(),
          bracketMatching(),
          closeBrackets(),
          highlightActiveLine(),
          highlightActiveLineGutter(),
          highlightSelectionMatches(),
          search({ top: true }),
          autocompletion({
            icons: false,
            activateOnTypingDelay: 60,
            override: [
              ({ state, pos, explicit }) => {
                const { document, names: known } = latest.current;
                const found = completionsAt(state.doc.toString(), pos, document, known);
                if (!found || (!explicit && found.from === pos && !opens(state, pos))) return null;
                return { ...found, validFor: /^[\w$.-]*$/ };
              },
            ],
          }),
          fleet(),
          syntaxHighlighting(colours),
          look,
          lock.current.of(EditorState.readOnly.of(first.readOnly ?? false)),
          placeholder(first.hint ?? ''),
          EditorView.contentAttributes.of({
            'aria-label': first.label ?? 'Document in the config language',
            'aria-description': 'Tab indents. Press Escape and then Tab to leave the editor.',
            tabindex: '0',
          }),
          keymap.of([
            ...closeBracketsKeymap,
            ...completionKeymap,
            ...defaultKeymap,
            ...historyKeymap,
            ...searchKeymap,
            ...foldKeymap,
            ...lintKeymap,
            indentWithTab,
          ]),
          EditorView.updateListener.of(({ docChanged, selectionSet, state }) => {
            if (docChanged) latest.current.onChange(state.doc.toString());
            if (selectionSet || docChanged) latest.current.onCaret?.(state.selection.main.head);
          }),
        ],
      }),
    });
    view.current = made;
    if (first.focused) made.focus();
    return () => {
      view.current = null;
      made.destroy();
    };
  }, []);

  useEffect(() => {
    view.current?.dispatch({
      effects: lock.current.reconfigure(EditorState.readOnly.of(readOnly)),
    });
  }, [readOnly]);

  useEffect(() => {
    const now = view.current;
    const before = now?.state.doc.toString();
    if (!now || before === undefined || before === text) return;
    const caret = sameWords(before, text, now.state.selection.main.head);
    now.dispatch({
      changes: difference(before, text),
      selection: caret === null ? undefined : { anchor: caret },
      scrollIntoView: caret !== null,
    });
  }, [text]);

  useEffect(() => {
    const now = view.current;
    if (!now) return;
    const { length } = now.state.doc;
    const marks = diagnostics.map(({ span, severity, message }) => {
      const from = Math.min(span.start, length);
      // A whole workflow would be underlined from end to end: its first line is enough.
      const to = Math.min(span.end, now.state.doc.lineAt(from).to, length);
      return { from, to: Math.max(from, to), severity, message };
    });
    now.dispatch(setDiagnostics(now.state, marks));
  }, [diagnostics]);

  useEffect(() => {
    const now = view.current;
    if (!now || !goTo) return;
    const { length } = now.state.doc;
    const start = Math.min(goTo.start, length);
    const end = Math.min(goTo.end, now.state.doc.lineAt(start).to);
    now.dispatch({
      selection: { anchor: start, head: Math.max(start, end) },
      effects: EditorView.scrollIntoView(start, { y: 'center' }),
    });
    now.focus();
  }, [goTo]);

  return <div className="size-full min-h-0 overflow-hidden" ref={host} />;
}

/** Completion opens by itself where something is asked for: in fresh quotes, after a dot or a colon. */
const opens = (state: EditorState, at: number) => /["'.]$/.test(state.sliceDoc(at - 1, at));
