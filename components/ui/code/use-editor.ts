'use client';

import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  indentOnInput,
  syntaxHighlighting,
} from '@codemirror/language';
import { type Diagnostic, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type Extension, type TransactionSpec } from '@codemirror/state';
import { EditorView, type KeyBinding, keymap, lineNumbers, placeholder } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { colours, look } from '@/components/ui/code/look';

type Setup = {
  text: string;
  /** Its accessible name. */
  label: string;
  readOnly: boolean;
  onChange?: (text: string) => void;
  hint?: string;
  /** Takes the keyboard when it opens. */
  focused?: boolean;
  /** What this editor has of its own; asked for once, when it opens. */
  extensions: () => Extension;
  /** Its own keys, which come before the usual ones. */
  keys?: readonly KeyBinding[];
  /** How `text` given anew takes the place of what is there; without it, as a whole. */
  replace?: (before: string, after: string, caret: number) => TransactionSpec;
  /** What to underline, whenever this is another function. */
  marks?: (state: EditorState) => Diagnostic[];
  /** A place to go to, whenever this is another function. */
  goTo?: ((state: EditorState) => { anchor: number; head?: number }) | null;
};

/** An editor of code inside the element that `host` is given to; `view` is null until it is there. */
export function useEditor<Host extends HTMLElement>(setup: Setup) {
  const { text, readOnly, marks, goTo } = setup;
  const host = useRef<Host>(null);
  const view = useRef<EditorView>(null);
  const lock = useRef(new Compartment());
  const latest = useRef(setup);
  latest.current = setup;

  useEffect(() => {
    if (!host.current) return;
    const first = latest.current;
    const made = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: first.text,
        extensions: [
          EditorView.updateListener.of(({ docChanged, state }) => {
            if (docChanged) latest.current.onChange?.(state.doc.toString());
          }),
          lineNumbers(),
          foldGutter(),
          history(),
          indentOnInput(),
          bracketMatching(),
          first.extensions(),
          syntaxHighlighting(colours),
          look,
          lock.current.of(EditorState.readOnly.of(first.readOnly)),
          first.hint ? placeholder(first.hint) : [],
          EditorView.contentAttributes.of({
            'aria-label': first.label,
            'aria-description': 'Tab indents. Press Escape and then Tab to leave the editor.',
            tabindex: '0',
          }),
          keymap.of([
            ...(first.keys ?? []),
            ...defaultKeymap,
            ...historyKeymap,
            ...searchKeymap,
            ...foldKeymap,
            ...lintKeymap,
            indentWithTab,
          ]),
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
    const whole = { changes: { from: 0, to: before.length, insert: text } };
    now.dispatch(latest.current.replace?.(before, text, now.state.selection.main.head) ?? whole);
  }, [text]);

  useEffect(() => {
    const now = view.current;
    if (now && marks) now.dispatch(setDiagnostics(now.state, marks(now.state)));
  }, [marks]);

  useEffect(() => {
    const now = view.current;
    if (!now || !goTo) return;
    const selection = goTo(now.state);
    now.dispatch({
      selection,
      effects: EditorView.scrollIntoView(selection.anchor, { y: 'center' }),
    });
    now.focus();
  }, [goTo]);

  return { host, view };
}
