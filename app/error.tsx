'use client';

import { useEffect } from 'react';
import { ErrorState } from '@/components/ui/error-state';
import { ApiError } from '@/components/ui/fetcher';
import { Page } from '@/components/ui/page';

type Thrown = Error & { digest?: string };

/** A view that broke. The server's own message stays in the log; the digest finds it there. */
export default function ErrorPage({ error, reset }: { error: Thrown; reset: () => void }) {
  useEffect(() => console.error(error), [error]);
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
