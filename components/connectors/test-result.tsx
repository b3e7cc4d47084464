'use client';

import type { Tested } from '@/components/connectors/model';
import { Callout } from '@/components/ui/callout';
import { formatDuration } from '@/components/ui/format';

export type Outcome = { name: string; result: Tested };

const advice: Record<string, string> = {
  AUTHENTICATION_FAILED: 'Edit the credential and save a secret that is valid.',
  CREDENTIAL_EXPIRED: 'Renew it at the provider, then save the new secret and its new end.',
  BLOCKED: 'Change the address, or the allowed hosts of the credential.',
  NETWORK: 'Look at the address, and whether the server can be reached from here.',
  TIMEOUT: 'Look at the address, and whether the server can be reached from here.',
  RATE_LIMITED: 'The credential may be right: try again later.',
};

/** What came of the test that was made just now. */
export function TestResult({ outcome }: { outcome: Outcome | null }) {
  const result = outcome?.result;
  return (
    <div className={outcome ? undefined : 'sr-only'} role="status">
      {outcome && result && (
        <Callout
          title={result.ok ? `${outcome.name} works` : `${outcome.name} does not work`}
          tone={result.ok ? 'good' : 'bad'}
        >
          {result.message}{' '}
          {result.ok
            ? `It took ${formatDuration(result.duration_ms)}.`
            : (advice[result.code ?? ''] ?? '')}
        </Callout>
      )}
    </div>
  );
}
