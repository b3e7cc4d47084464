'use client';

import { Check, Copy } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { CodeBlock } from '@/components/ui/code-block';
import { useCopy } from '@/components/ui/copy-button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { verifySnippet } from '@/components/webhooks/verify-snippet';

/** A new secret, shown this once, with the code that verifies with it. */
export function SecretPanel({
  secret,
  note,
  warned,
  onCopied,
}: {
  secret: string;
  note?: string;
  /** Someone is about to leave without having copied it. */
  warned: boolean;
  onCopied: () => void;
}) {
  const { copied, copy } = useCopy();
  return (
    <div className="flex flex-col gap-4">
      <div role="status">
        <Callout title="Copy the secret now: it is not shown again" tone="warn">
          Your receiver verifies with it that a delivery is ours. {note}
        </Callout>
      </div>
      <Field label="Secret">
        <div className="flex gap-2">
          <Input
            autoComplete="off"
            mono
            onCopy={onCopied}
            onFocus={(event) => event.currentTarget.select()}
            readOnly
            spellCheck={false}
            value={secret}
          />
          <Button
            icon={copied ? <Check aria-hidden /> : <Copy aria-hidden />}
            onClick={() => {
              void copy(secret);
              onCopied();
            }}
            variant="primary"
          >
            {copied ? 'Copied' : 'Copy'}
          </Button>
        </div>
      </Field>
      <CodeBlock code={verifySnippet} title="verify.ts" />
      <p className="text-muted text-sm">
        Any library for Standard Webhooks does the same. Answer with a 2xx within 15 seconds, and
        work on the event afterwards.
      </p>
      <div aria-live="assertive">
        {warned && (
          <Callout title="You have not copied the secret" tone="bad">
            Close again to leave without it; you would have to rotate it.
          </Callout>
        )}
      </div>
    </div>
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
