'use client';

import { X } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { DropZone } from '@/components/apps/drop-zone';
import { formatBytes } from '@/components/apps/model';
import { useDeploy } from '@/components/apps/use-deploy';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { formatNumber } from '@/components/ui/format';
import { IconButton } from '@/components/ui/icon-button';
import { Progress } from '@/components/ui/progress';
import { SkeletonText } from '@/components/ui/skeleton';

// Fetched when a file is there; the place to drop it in is part of the page.
const DeployForm = lazy(() => import('@/components/apps/deploy-form'));
const WatchDeployment = lazy(() => import('@/components/apps/watch-deployment'));

/** Drag a file in, see what it costs, send it, and watch the five steps. */
export function DeployPanel({
  appId,
  first,
  onSent,
}: {
  appId: string;
  /** The app has no version yet. */
  first: boolean;
  onSent: () => void;
}) {
  const { state, send, choose, stop, reset } = useDeploy(appId, onSent);
  if (state.step === 'idle')
    return (
      <DropZone
        accept=".apkg,.zip"
        compact={!first}
        hint="An .apkg of at most 100 MiB, native or built with the Pixell Agent Kit"
        label="Drag a package in, or choose one"
        onFile={choose}
      />
    );
  const { file } = state;
  return (
    <section
      aria-label="New version"
      className="flex flex-col gap-4 rounded-lg border bg-surface p-4 sm:p-5"
    >
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <p className="truncate font-strong">{file.name}</p>
          <p className="num text-faint text-xs">{formatBytes(file.size)}</p>
        </div>
        {state.step !== 'sending' && (
          <IconButton
            icon={<X aria-hidden />}
            label={state.step === 'chosen' ? 'Choose another file' : 'Close'}
            onClick={reset}
            size="sm"
          />
        )}
      </div>
      {state.step === 'chosen' && (
        <Suspense fallback={<SkeletonText lines={4} />}>
          <DeployForm
            file={file}
            onSend={(sending) => void send(sending)}
            problems={state.problems}
            requestId={state.requestId}
            status={state.status}
          />
        </Suspense>
      )}
      {state.step === 'sending' && (
        <div className="flex flex-col gap-2">
          <Progress label={`Uploading ${file.name}`} value={state.share} />
          <div className="flex items-center justify-between gap-3 text-muted text-sm">
            <span aria-live="polite">
              {state.share < 1 ? (
                <>
                  Uploading,{' '}
                  <span className="num">{formatNumber(Math.floor(100 * state.share))}</span> %
                </>
              ) : (
                'Checking the package'
              )}
            </span>
            <Button onClick={stop} size="sm">
              Stop
            </Button>
          </div>
        </div>
      )}
      {state.step === 'stored' && (
        <div role="status">
          <Callout title={`Version ${state.version} is stored`} tone="good">
            It is not in service yet: deploy it from the list of versions.{' '}
            {state.warnings.join(' ')}
          </Callout>
        </div>
      )}
      {state.step === 'deployed' && (
        <Suspense fallback={<SkeletonText lines={8} />}>
          <WatchDeployment id={state.deploymentId} onAgain={reset} />
        </Suspense>
      )}
    </section>
  );
}
