'use client';

import { ErrorState } from '@/components/ui/error-state';
import { ApiError } from '@/components/ui/fetcher';
import { Page } from '@/components/ui/page';

export type Broken = { error: Error & { digest?: string }; reset: () => void };

/** A view that broke. The server's own message stays in the log; the digest finds it there. */
export default function BrokenPage({ error, reset }: Broken) {
  const told =
    error instanceof ApiError
      ? error
      : new ApiError(
          'Something went wrong on our side. Nothing you entered was sent twice; try again.',
          500,
          'INTERNAL',
          undefined,
          error.digest,
        );
  return (
    <Page width="form">
      <ErrorState error={told} onRetry={reset} title="This page did not load" />
    </Page>
  );
}
