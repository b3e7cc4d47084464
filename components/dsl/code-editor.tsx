'use client';

import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { lintGutter } from '@codemirror/lint';
import { highlightSelectionMatches, search } from '@codemirror/search';
import type { EditorState } from '@codemirror/state';
import { EditorView, highlightActiveLine, highlightActiveLineGutter } from '@codemirror/view';
import { useCallback, useMemo, useRef } from 'react';
import { completionsAt } from '@/components/dsl/complete';
import { difference, sameWords } from '@/components/dsl/difference';
import { fleet } from '@/components/dsl/language';
import { useNames } from '@/components/dsl/names';
import { useEditor } from '@/components/ui/code/use-editor';
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
  const { diagnostics, goTo } = props;
  const names = useNames();
  const latest = useRef({ ...props, names });
  latest.current = { ...props, names };

  const marks = useCallback(
    ({ doc }: EditorState) =>
      diagnostics.map(({ span, severity, message }) => {
        const from = Math.min(span.start, doc.length);
        // A whole workflow would be underlined from end to end: its first line is enough.
        const to = Math.min(span.end, doc.lineAt(from).to, doc.length);
        return { from, to: Math.max(from, to), severity, message };
      }),
    [diagnostics],
  );
  const place = useMemo(
    () =>
      goTo &&
      (({ doc }: EditorState) => {
        const anchor = Math.min(goTo.start, doc.length);
        return { anchor, head: Math.max(anchor, Math.min(goTo.end, doc.lineAt(anchor).to)) };
      }),
    [goTo],
  );

  const { host } = useEditor<HTMLDivElement>({
    text: props.text,
    label: props.label ?? 'Document in the config language',
    readOnly: props.readOnly ?? false,
    onChange: props.onChange,
    hint: props.hint,
    focused: props.focused,
    keys: [...closeBracketsKeymap, ...completionKeymap],
    extensions: () => [
      lintGutter(),
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
      EditorView.updateListener.of(({ docChanged, selectionSet, state }) => {
        if (selectionSet || docChanged) latest.current.onCaret?.(state.selection.main.head);
      }),
    ],
    replace: (before, after, at) => {
      const caret = sameWords(before, after, at);
      return {
        changes: difference(before, after),
        selection: caret === null ? undefined : { anchor: caret },
        scrollIntoView: caret !== null,
      };
    },
    marks,
    goTo: place,
  });
  return <div className="size-full min-h-0 overflow-hidden" ref={host} />;
}

/** Completion opens by itself where something is asked for: in fresh quotes, after a dot or a colon. */
const opens = (state: EditorState, at: number) => /["'.]$/.test(state.sliceDoc(at - 1, at));
