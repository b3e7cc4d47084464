'use client';

import Link from 'next/link';
import { useState } from 'react';
import { Code } from '@/components/graphql/code-loader';
import type { Draft } from '@/components/graphql/draft';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Segmented } from '@/components/ui/segmented';

/** What goes with a document: variables, headers, and who asks. */
export function Beside({
  draft,
  apiKey,
  signedIn,
  onChange,
  onKey,
  onRun,
}: {
  draft: Draft;
  apiKey: string;
  signedIn: boolean;
  onChange: (part: Partial<Draft>) => void;
  onKey: (key: string) => void;
  onRun: () => void;
}) {
  const [side, setSide] = useState<string>('variables');
  return (
    <div className="flex h-64 min-h-0 flex-col border-t">
      <div className="px-4 py-2">
        <Segmented
          label="Beside the document"
          onValueChange={setSide}
          options={[
            { value: 'variables', label: 'Variables' },
            { value: 'headers', label: 'Headers' },
            { value: 'access', label: 'Access' },
          ]}
          value={side}
        />
      </div>
      <div className="min-h-0 flex-1 overflow-auto">
        {side === 'variables' && (
          <Code
            hint='{ "name": "value" }'
            key="variables"
            label="Variables as JSON"
            language="json"
            onChange={(variables) => onChange({ variables })}
            onRun={onRun}
            text={draft.variables}
          />
        )}
        {side === 'headers' && (
          <Code
            hint='{ "Idempotency-Key": "one-of-your-own" }'
            key="headers"
            label="Headers as JSON"
            language="json"
            onChange={(headers) => onChange({ headers })}
            onRun={onRun}
            text={draft.headers}
          />
        )}
        {side === 'access' && (
          <div className="flex flex-col gap-3 px-4 pb-4">
            <Field
              hint="It stays in this tab and is forgotten when the tab is closed."
              label="API key"
              optional
            >
              <Input
                autoComplete="off"
                mono
                onChange={(event) => onKey(event.target.value)}
                placeholder="fp_…"
                spellCheck={false}
                type="password"
                value={apiKey}
              />
            </Field>
            {!signedIn && (
              <p className="text-muted text-sm">
                Or{' '}
                <Link className="text-accent-ink underline" href="/sign-in?next=/graphql">
                  sign in
                </Link>{' '}
                to ask as yourself.
              </p>
            )}
          </div>
        )}
      </div>
    </div>
  );
}
