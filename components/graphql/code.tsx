'use client';

import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { json } from '@codemirror/lang-json';
import { Prec } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { graphql, updateSchema } from 'cm6-graphql';
import type { GraphQLSchema } from 'graphql';
import { useEffect, useRef } from 'react';
import { useEditor } from '@/components/ui/code/use-editor';

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
  const { text, label, language, schema, onChange, hint } = props;
  const latest = useRef(props);
  latest.current = props;
  const { host, view } = useEditor<HTMLElement>({
    text,
    label,
    readOnly: !onChange,
    onChange,
    hint,
    keys: [...closeBracketsKeymap, ...completionKeymap],
    extensions: () => [
      closeBrackets(),
      autocompletion({ icons: false }),
      language === 'json'
        ? json()
        : graphql(schema ?? undefined, {
            onShowInDocs: (_, type) => type && latest.current.onShow?.(type),
          }),
      EditorView.lineWrapping,
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
    ],
  });

  useEffect(() => {
    if (view.current && schema && latest.current.language === 'graphql')
      updateSchema(view.current, schema);
  }, [schema, view]);

  return <section className="size-full min-h-0 overflow-hidden" ref={host} />;
}
