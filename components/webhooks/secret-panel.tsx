'use client';

import { CodeBlock } from '@/components/ui/code-block';
import { SecretOnce } from '@/components/ui/secret-once';
import { verifySnippet } from '@/components/webhooks/verify-snippet';

/** A new secret with the code that verifies with it. */
export function SecretPanel({
  note,
  ...shown
}: {
  secret: string;
  note?: string;
  warned: boolean;
  onCopied: () => void;
}) {
  return (
    <SecretOnce
      {...shown}
      note={<>Your receiver verifies with it that a delivery is ours. {note}</>}
      title="Copy the secret now: it is not shown again"
      warning="Close again to leave without it; you would have to rotate it."
    >
      <CodeBlock code={verifySnippet} title="verify.ts" />
      <p className="text-muted text-sm">
        Any library for Standard Webhooks does the same. Answer with a 2xx within 15 seconds, and
        work on the event afterwards.
      </p>
    </SecretOnce>
  );
}

/** Lets a dialog close at the first attempt only when the secret was copied. */
export function closing(
  state: { made: boolean; copied: boolean; warned: boolean },
  warn: () => void,
  close: () => void,
): void {
  if (state.made && !state.copied && !state.warned) warn();
  else close();
}
