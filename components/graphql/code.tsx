'use client';

import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  indentOnInput,
  syntaxHighlighting,
} from '@codemirror/language';
import { lintKeymap } from '@codemirror/lint';
import { searchKeymap } from '@codemirror/search';
import { EditorState, Prec } from '@codemirror/state';
import { EditorView, keymap, lineNumbers, placeholder } from '@codemirror/view';
import { graphql, updateSchema } from 'cm6-graphql';
import type { GraphQLSchema } from 'graphql';
import { useEffect, useRef } from 'react';
import { colours, look } from '@/components/ui/code/look';

export type CodeProps = {
  text: string;
  label: string;
  language: 'graphql' | 'json';
  onChange?: (text: string) => void;
  /** Ctrl or ⌘ with Enter. */
  onRun?: () => void;
  /** For completion and problems. */
  schema?: GraphQLSchema | null;
  /** A type or field that the reader wants to know more of. */
  onShow?: (type: string) => void;
  hint?: string;
};

/** An editor of GraphQL or JSON, filling its parent; without `onChange` it only shows. */
export default function Code(props: CodeProps) {
  const { text, schema } = props;
  const host = useRef<HTMLElement>(null);
  const view = useRef<EditorView>(null);
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    if (!host.current) return;
    const { language, label, onChange, hint, schema: known } = latest.current;
    const made = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: latest.current.text,
        extensions: [
          lineNumbers(),
          foldGutter(),
          history(),
          indentOnInput(),
          bracketMatching(),
          closeBrackets(),
          autocompletion({ icons: false }),
          language === 'json'
            ? json()
            : graphql(known ?? undefined, {
                onShowInDocs: (_, type) => type && latest.current.onShow?.(type),
              }),
          syntaxHighlighting(colours),
          look,
          EditorState.readOnly.of(!onChange),
          EditorView.lineWrapping,
          placeholder(hint ?? ''),
          EditorView.contentAttributes.of({
            'aria-label': label,
            'aria-description': 'Tab indents. Press Escape and then Tab to leave the editor.',
            tabindex: '0',
          }),
          Prec.highest(
            keymap.of([
              {
                key: 'Mod-Enter',
                run: () => {
                  latest.current.onRun?.();
                  return true;
                },
              },
            ]),
          ),
          keymap.of([
            ...closeBracketsKeymap,
            ...completionKeymap,
            ...defaultKeymap,
            ...historyKeymap,
            ...searchKeymap,
            ...foldKeymap,
            ...lintKeymap,
            ...(onChange ? [indentWithTab] : []),
          ]),
          EditorView.updateListener.of(({ docChanged, state }) => {
            if (docChanged) latest.current.onChange?.(state.doc.toString());
          }),
        ],
      }),
    });
    view.current = made;
    return () => {
      view.current = null;
      made.destroy();
    };
  }, []);

  useEffect(() => {
    const now = view.current;
    if (!now || now.state.doc.toString() === text) return;
    now.dispatch({ changes: { from: 0, to: now.state.doc.length, insert: text } });
  }, [text]);

  useEffect(() => {
    if (view.current && schema && latest.current.language === 'graphql')
      updateSchema(view.current, schema);
  }, [schema]);

  return <section className="size-full min-h-0 overflow-hidden" ref={host} />;
}
