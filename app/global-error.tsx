'use client';

import { ErrorState } from '@/components/ui/error-state';
import { ApiError } from '@/components/ui/fetcher';
import { Wordmark } from '@/components/ui/logo';
import '@/app/globals.css';

type Thrown = Error & { digest?: string };

/** The layout itself broke, so this brings its own document. */
export default function GlobalError({ error, reset }: { error: Thrown; reset: () => void }) {
  const told = new ApiError(
    'Something went wrong on our side. Try again; if it stays, tell support the request.',
    500,
    'INTERNAL',
    undefined,
    error.digest,
  );
  return (
    <html lang="en">
      <body>
        <title>Something went wrong · FleetPrompt</title>
        <main className="mx-auto flex min-h-dvh max-w-form flex-col justify-center gap-6 px-6">
          <Wordmark />
          <h1 className="sr-only">Something went wrong</h1>
          <ErrorState error={told} onRetry={reset} title="FleetPrompt did not load" />
        </main>
      </body>
    </html>
  );
}
