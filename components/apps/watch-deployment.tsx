'use client';

import { DeploymentResult } from '@/components/deployments/deployment-result';
import { StepsRail } from '@/components/deployments/steps-rail';
import { useDeployment } from '@/components/deployments/use-deployment';
import { Button, ButtonLink } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import { Skeleton } from '@/components/ui/skeleton';
import { Status } from '@/components/ui/status';

/** The five steps of a deployment that has just been sent, and what came of it. */
export default function WatchDeployment({ id, onAgain }: { id: string; onAgain: () => void }) {
  const { deployment, error, refresh } = useDeployment(id);
  if (!deployment)
    return error ? (
      <ErrorState error={error} onRetry={refresh} />
    ) : (
      <div aria-busy="true" className="flex flex-col gap-5">
        {[0, 1, 2, 3, 4].map((step) => (
          <Skeleton className="h-8 w-56" key={step} />
        ))}
      </div>
    );
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Status state={deployment.status} />
        <ButtonLink href={`/deployments/${id}`} size="sm">
          Open deployment
        </ButtonLink>
      </div>
      <StepsRail
        action={
          <Button onClick={onAgain} size="sm">
            Choose another file
          </Button>
        }
        deployment={deployment}
      />
      {deployment.status === 'completed' && <DeploymentResult deployment={deployment} />}
    </div>
  );
}
