'use client';

import { CopyButton } from '@/components/ui/copy-button';
import { JsonTree } from '@/components/ui/json-tree';
import { Section } from '@/components/ui/page';
import type { ExecutionView } from '@/lib/executions/contract';

/** The message alone when the output is nothing but one. */
const messageOf = (output: Record<string, unknown>) =>
  typeof output.message === 'string' && Object.keys(output).length === 1 ? output.message : null;

export function OutputPanel({ execution }: { execution: ExecutionView }) {
  const { output } = execution;
  const message = output && messageOf(output);
  return (
    <Section actions={message && <CopyButton label="Copy output" text={message} />} title="Output">
      {!output ? (
        <p className="rounded-lg border border-dashed p-4 text-muted text-sm">
          {execution.status === 'cancelled'
            ? 'It was cancelled before it had an output. Steps that were recorded are in the timeline.'
            : 'It has no output.'}
        </p>
      ) : message !== null ? (
        <section
          aria-label="Output"
          className="max-h-[32rem] min-h-24 overflow-y-auto rounded-lg border bg-surface p-4 focus-visible:-outline-offset-2"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must take the keyboard
          tabIndex={0}
        >
          <p className="max-w-[72ch] whitespace-pre-wrap break-words">{message}</p>
        </section>
      ) : (
        <JsonTree label="Output" value={output} />
      )}
    </Section>
  );
}
