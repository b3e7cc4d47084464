'use client';

import { RotateCw } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { ApiError } from '@/components/ui/fetcher';

/** A view that could not load: what happened, a retry, the id to give to support. */
export function ErrorState({
  title = 'This did not load',
  error,
  onRetry,
}: {
  title?: string;
  error: unknown;
  onRetry?: () => void;
}) {
  const known = error instanceof ApiError ? error : null;
  const message = error instanceof Error ? error.message : 'Something went wrong on our side.';
  return (
    <div role="alert">
      <Callout
        action={
          onRetry && (
            <Button icon={<RotateCw aria-hidden />} onClick={onRetry} size="sm">
              Try again
            </Button>
          )
        }
        requestId={known?.requestId}
        title={title}
        tone="bad"
      >
        {message}
      </Callout>
    </div>
  );
}

/** Above data that is shown although the newest could not be fetched. */
export function StaleNote({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  if (!error) return null;
  return (
    <div role="status">
      <Callout
        action={
          onRetry && (
            <Button onClick={onRetry} size="sm">
              Refresh
            </Button>
          )
        }
        title="Showing what was loaded before"
        tone="warn"
      >
        The newest could not be fetched: {error instanceof Error ? error.message : 'no answer.'}
      </Callout>
    </div>
  );
}
