'use client';

import { useState } from 'react';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { Outline, StepNode } from '@/components/workflows/edit/outline';
import { idsOf } from '@/components/workflows/edit/steps';

/** The name that expressions read it by. Changed when it is left, so that no half id is read. */
export function IdField({
  step,
  shape,
  disabled,
  onRename,
}: {
  step: StepNode;
  shape: Outline;
  disabled: boolean;
  onRename: (to: string) => void;
}) {
  const [text, setText] = useState(step.id);
  const taken = text !== step.id && idsOf(shape).has(text);
  const bad = !/^[A-Za-z_][\w-]{0,99}$/.test(text);
  const error = taken
    ? 'Another step has this id.'
    : bad
      ? 'Letters, digits, _ and -, beginning with a letter.'
      : null;
  const leave = () => (error ? setText(step.id) : text !== step.id && onRename(text));
  return (
    <Field
      error={text === step.id ? null : error}
      hint={
        <>
          Others read it as <code className="text-xs">{`steps.${step.id}.output`}</code>
        </>
      }
      id="wf-id"
      label="Id"
    >
      <Input
        autoComplete="off"
        disabled={disabled}
        mono
        onBlur={leave}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && leave()}
        required={false}
        spellCheck={false}
        value={text}
      />
    </Field>
  );
}
