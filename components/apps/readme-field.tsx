'use client';

import { useState } from 'react';
import { Readme } from '@/components/marketplace/readme';
import { Field } from '@/components/ui/field';
import { Segmented } from '@/components/ui/segmented';
import { Textarea } from '@/components/ui/textarea';

/** Markdown to write and to look at. */
export function ReadmeField({
  first,
  name,
  ...field
}: {
  first: string;
  name: string;
  id: string;
  label: string;
  hint: string;
  error: string | null;
}) {
  const [text, setText] = useState(first);
  const [face, setFace] = useState('write');
  return (
    <Field
      {...field}
      action={
        <Segmented
          label={`${field.label}: write or look`}
          onValueChange={setFace}
          options={[
            { value: 'write', label: 'Write' },
            { value: 'look', label: 'Preview' },
          ]}
          value={face}
        />
      }
      optional
    >
      {face === 'look' && (
        <section
          aria-label={`Preview of ${field.label}`}
          className="min-h-18 rounded-lg border bg-surface px-4 py-3"
        >
          {text.trim() ? (
            <Readme text={text} />
          ) : (
            <p className="text-faint text-sm">Nothing is written yet.</p>
          )}
        </section>
      )}
      <Textarea
        className={face === 'look' ? 'hidden' : undefined}
        maxLength={100_000}
        mono
        name={name}
        onChange={(event) => setText(event.target.value)}
        value={text}
      />
    </Field>
  );
}
