'use client';

import { Check, Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { useCopy } from '@/components/ui/copy-button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';

/** A new secret, shown this once: what it is, the secret, how to use it, and a last warning. */
export function SecretOnce({
  secret,
  title,
  note,
  warned,
  warning,
  onCopied,
  children,
}: {
  secret: string;
  /** "Copy it now: it is not shown again" */
  title: string;
  note: ReactNode;
  /** Someone is about to leave without having copied it. */
  warned: boolean;
  /** What leaving without it would cost. */
  warning: string;
  onCopied: () => void;
  /** A request or code that uses it. */
  children?: ReactNode;
}) {
  const { copied, copy } = useCopy();
  return (
    <div className="flex flex-col gap-4">
      <div role="status">
        <Callout title={title} tone="warn">
          {note}
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
      {children}
      <div aria-live="assertive">
        {warned && (
          <Callout title="You have not copied the secret" tone="bad">
            {warning}
          </Callout>
        )}
      </div>
    </div>
  );
}
