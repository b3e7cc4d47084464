'use client';

import type { ReactNode } from 'react';
import type { PackageDeployment, Step } from '@/components/deployments/model';
import { adviceFor, stepWords, tookMs } from '@/components/deployments/words';
import { Elapsed } from '@/components/executions/elapsed';
import { cn } from '@/components/ui/cn';
import { StatusShape, type Tone } from '@/components/ui/status';

const tones: Record<Step['status'], Tone> = {
  pending: 'idle',
  processing: 'active',
  completed: 'good',
  failed: 'bad',
  cancelled: 'idle',
};
const said: Record<Step['status'], string> = {
  pending: 'Waiting',
  processing: 'Running',
  completed: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

/** The five steps from top to bottom with their times; the failing one open with what to do. */
export function StepsRail({
  deployment,
  action,
}: {
  deployment: Pick<PackageDeployment, 'progress' | 'failure'>;
  /** Beneath the reason of a failure: a retry, another file. */
  action?: ReactNode;
}) {
  const { steps } = deployment.progress;
  const { failure } = deployment;
  return (
    <ol aria-label="Steps" className="flex flex-col">
      {steps.map((step, index) => (
        <StepItem
          failure={failure?.step === step.name ? failure : null}
          key={step.name}
          last={index === steps.length - 1}
          step={step}
        >
          {action}
        </StepItem>
      ))}
      {failure && !steps.some((step) => step.name === failure.step) && (
        <li className="ps-8 pt-2">
          <Failure failure={failure}>{action}</Failure>
        </li>
      )}
    </ol>
  );
}

function StepItem({
  step,
  last,
  failure,
  children,
}: {
  step: Step;
  last: boolean;
  failure: PackageDeployment['failure'];
  children?: ReactNode;
}) {
  const { title, about } = stepWords[step.name];
  const quiet = step.status === 'pending' || step.status === 'cancelled';
  return (
    <li
      aria-current={step.status === 'processing' ? 'step' : undefined}
      className="relative flex gap-3 pb-4 last:pb-0"
    >
      {!last && (
        <span
          aria-hidden
          className={cn(
            'absolute top-5 bottom-0 left-[0.6875rem] w-px',
            step.status === 'completed' ? 'bg-good/50' : 'bg-line',
          )}
        />
      )}
      <span className="grid size-5.5 shrink-0 place-items-center">
        <StatusShape className="size-4!" tone={tones[step.status]} />
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline justify-between gap-x-3">
          <p
            className={cn(
              quiet && 'text-faint',
              step.status === 'failed' && 'font-strong text-bad',
            )}
          >
            {title}
            <span className="sr-only">: {said[step.status]}</span>
          </p>
          <span className="text-faint text-xs">
            {step.started_at && (step.status === 'processing' || step.completed_at) ? (
              <Elapsed
                ms={step.status === 'processing' ? null : tookMs(step)}
                since={step.started_at}
              />
            ) : (
              step.status === 'cancelled' && 'Cancelled'
            )}
          </span>
        </div>
        <p className="text-faint text-xs">{about}</p>
        {failure && (
          <div className="mt-2">
            <Failure failure={failure}>{children}</Failure>
          </div>
        )}
      </div>
    </li>
  );
}

function Failure({
  failure,
  children,
}: {
  failure: NonNullable<PackageDeployment['failure']>;
  children?: ReactNode;
}) {
  return (
    <div
      className="flex flex-col gap-2 rounded-lg border border-bad/30 bg-bad-soft p-3 text-sm"
      role="alert"
    >
      <p className="break-words">{failure.message}</p>
      <p className="text-muted">
        <span className="font-strong text-ink">What to do: </span>
        {adviceFor(failure.code)}
      </p>
      {children && <div className="flex flex-wrap gap-2 pt-1">{children}</div>}
    </div>
  );
}
