'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Field } from '@/components/ui/field';
import { Textarea } from '@/components/ui/textarea';
import { textOf, typedValue } from '@/components/workflows/edit/value-text';
import { sentence, useForm } from '@/components/workflows/form/form-context';
import { ReferencePicker } from '@/components/workflows/form/reference-picker';
import type { Json } from '@/lib/engine/json';

type Shared = {
  label: string;
  /** Inside what the form edits, for its problems and as the control's id. */
  path: string;
  value: Json | undefined;
  onChange: (value: Json | undefined) => void;
  hint?: ReactNode;
  placeholder?: string;
  required?: boolean;
};

/** One or more lines of text that may hold templates, or an expression without braces. */
export function TextField({
  label,
  path,
  value,
  onChange,
  hint,
  placeholder,
  required = false,
  lines = 1,
  bare = false,
  mono = bare,
  plain = false,
}: Shared & {
  lines?: number;
  /** An expression: references are put in without braces. */
  bare?: boolean;
  mono?: boolean;
  /** No templates: an id, a duration. */
  plain?: boolean;
}) {
  const { references, problemAt, disabled } = useForm();
  const box = useRef<HTMLTextAreaElement>(null);
  const problem = problemAt(path);
  return (
    <Field
      action={
        !plain &&
        !disabled && (
          <ReferencePicker
            label={label}
            onPick={(text) => put(box.current, bare ? text : `{{ ${text} }}`, onChange)}
            references={references}
          />
        )
      }
      error={problem && sentence(problem)}
      hint={hint}
      id={idOf(path)}
      label={label}
      optional={!required}
    >
      <Textarea
        autoComplete="off"
        className={lines > 1 ? '' : 'min-h-8! resize-none'}
        disabled={disabled}
        mono={mono}
        onChange={(event) => onChange(event.target.value || undefined)}
        onKeyDown={(event) => {
          if (lines === 1 && event.key === 'Enter') event.preventDefault();
        }}
        placeholder={placeholder}
        ref={box}
        required={false}
        rows={lines}
        spellCheck={lines > 1 && !mono}
        value={textOf(value)}
      />
    </Field>
  );
}

/** Any value: JSON, or text with templates. Half-typed JSON stays here until it can be read. */
export function ValueField({
  label,
  path,
  value,
  onChange,
  hint,
  placeholder,
  required = false,
}: Shared) {
  const { references, problemAt, disabled } = useForm();
  const box = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(() => textOf(value));
  const given = useRef(JSON.stringify(value));
  const read = typedValue(text);
  const problem = 'problem' in read ? read.problem : problemAt(path);

  // Undo, or the JSON tab, changed it elsewhere.
  useEffect(() => {
    if (JSON.stringify(value) === given.current) return;
    given.current = JSON.stringify(value);
    setText(textOf(value));
  }, [value]);

  function change(next: string) {
    setText(next);
    const now = typedValue(next);
    if ('problem' in now) return;
    given.current = JSON.stringify(now.value);
    onChange(now.value);
  }

  return (
    <Field
      action={
        !disabled && (
          <ReferencePicker
            label={label}
            onPick={(one) =>
              put(box.current, quoted(text) ? `"{{ ${one} }}"` : `{{ ${one} }}`, (next) =>
                change(String(next ?? '')),
              )
            }
            references={references}
          />
        )
      }
      error={problem && sentence(problem)}
      hint={hint}
      id={idOf(path)}
      label={label}
      optional={!required}
    >
      <Textarea
        autoComplete="off"
        className="min-h-8!"
        disabled={disabled}
        mono
        onChange={(event) => change(event.target.value)}
        placeholder={placeholder}
        ref={box}
        required={false}
        rows={1}
        spellCheck={false}
        value={text}
      />
    </Field>
  );
}

export const idOf = (path: string) => `wf-${path.replace(/[^\w-]+/g, '-')}`;

const quoted = (text: string) => /^\s*[[{]/.test(text) && !text.trim().startsWith('{{');

/** Puts text in at the caret, in place of what is selected. */
function put(
  box: HTMLTextAreaElement | null,
  text: string,
  onChange: (value: string | undefined) => void,
) {
  if (!box) return;
  const { selectionStart, selectionEnd, value } = box;
  onChange(value.slice(0, selectionStart) + text + value.slice(selectionEnd));
  const caret = selectionStart + text.length;
  requestAnimationFrame(() => {
    box.focus();
    box.setSelectionRange(caret, caret);
  });
}
