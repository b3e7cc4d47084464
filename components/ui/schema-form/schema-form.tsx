'use client';

import { Fragment } from 'react';
import { FormErrors } from '@/components/ui/form-errors';
import type { Draft, Problems } from '@/components/ui/schema-form/draft';
import type { FormField } from '@/components/ui/schema-form/fields';
import { SchemaField } from '@/components/ui/schema-form/schema-field';

/** The id of a field's control. */
export const controlId = (prefix: string, path: string) =>
  `${prefix}-${path.replace(/[^a-z0-9]+/gi, '-')}`;

/** Controls for `fieldsOf` a JSON Schema; stands inside a form of one's own. */
export function SchemaForm({
  fields,
  draft,
  onDraftChange,
  problems = {},
  message,
  requestId,
  attempt = 0,
  kept = [],
  idPrefix = 'field',
}: {
  fields: readonly FormField[];
  draft: Draft;
  onDraftChange: (draft: Draft) => void;
  problems?: Problems;
  /** What failed, beside the fields. */
  message?: string | null;
  requestId?: string;
  /** Counts failures, so that each one takes the focus anew. */
  attempt?: number;
  /** Paths of secrets that are stored already. */
  kept?: readonly string[];
  idPrefix?: string;
}) {
  const wrong = Object.entries(problems).map(([path, text]) => ({
    id: controlId(idPrefix, path),
    label: fields.find((field) => field.path === path)?.label ?? path,
    message: text,
  }));
  return (
    <div className="flex flex-col gap-5">
      <FormErrors fields={wrong} key={attempt} message={message} requestId={requestId} />
      {fields.map((field, index) => (
        <Fragment key={field.path}>
          {field.group && field.group !== fields[index - 1]?.group && (
            <h3 className="border-t pt-4 font-strong text-base">{field.group}</h3>
          )}
          <SchemaField
            field={field}
            id={controlId(idPrefix, field.path)}
            kept={kept.includes(field.path)}
            onValueChange={(value) => onDraftChange({ ...draft, [field.path]: value })}
            problem={problems[field.path]}
            value={draft[field.path] ?? ''}
          />
        </Fragment>
      ))}
    </div>
  );
}
