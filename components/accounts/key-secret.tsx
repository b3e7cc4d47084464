'use client';

import { Check, Copy } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { CodeBlock } from '@/components/ui/code-block';
import { useCopy } from '@/components/ui/copy-button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { allows } from '@/lib/core/scopes';

/** A first request that this key may make. */
export function curlExample(baseUrl: string, key: string, scopes: readonly string[]): string {
  const path = allows(scopes, 'agents:read')
    ? '/api/v1/agents'
    : allows(scopes, 'executions:read')
      ? '/api/v1/executions'
      : '/api/v1/organizations/current';
  return `curl ${baseUrl}${path} \\\n  -H "Authorization: Bearer ${key}"`;
}

/** A new secret, shown this once, with a request to try it. */
export function KeySecret({
  secret,
  scopes,
  baseUrl,
  note,
  warned,
  onCopied,
}: {
  secret: string;
  scopes: readonly string[];
  baseUrl: string;
  note?: string;
  /** Someone is about to leave without having copied it. */
  warned: boolean;
  onCopied: () => void;
}) {
  const { copied, copy } = useCopy();
  return (
    <div className="flex flex-col gap-4">
      <div role="status">
        <Callout title="Copy it now: it is not shown again" tone="warn">
          Only a fingerprint of it is kept. {note}
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
      <CodeBlock code={curlExample(baseUrl, secret, scopes)} title="Try it" wrap />
      <div aria-live="assertive">
        {warned && (
          <Callout title="You have not copied the secret" tone="bad">
            Close again to leave without it; you would have to rotate the key.
          </Callout>
        )}
      </div>
    </div>
  );
}
