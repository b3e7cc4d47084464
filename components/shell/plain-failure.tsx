import type { Broken } from '@/components/shell/broken-page';

/** A failure told with nothing but the document itself: every page carries it, and it needs no network. */
export function PlainFailure({ error, reset }: Broken) {
  return (
    <div className="mx-auto flex max-w-form flex-col gap-3 px-6 py-12" role="alert">
      <h1 className="font-strong text-xl">This page did not load</h1>
      <p className="text-muted">
        Something went wrong. Try again; if it stays, tell support the request
        {error.digest ? ` ${error.digest}` : ''}.
      </p>
      <button
        className="h-8 self-start rounded-lg border border-line bg-surface px-3 hover:bg-hover"
        onClick={reset}
        type="button"
      >
        Try again
      </button>
    </div>
  );
}
