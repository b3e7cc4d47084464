'use client';

import { CodeBlock } from '@/components/ui/code-block';
import { SecretOnce } from '@/components/ui/secret-once';
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

/** A new key with a request to try it. */
export function KeySecret({
  scopes,
  baseUrl,
  note,
  ...shown
}: {
  secret: string;
  scopes: readonly string[];
  baseUrl: string;
  note?: string;
  warned: boolean;
  onCopied: () => void;
}) {
  return (
    <SecretOnce
      {...shown}
      note={<>Only a fingerprint of it is kept. {note}</>}
      title="Copy it now: it is not shown again"
      warning="Close again to leave without it; you would have to rotate the key."
    >
      <CodeBlock code={curlExample(baseUrl, shown.secret, scopes)} title="Try it" wrap />
    </SecretOnce>
  );
}
