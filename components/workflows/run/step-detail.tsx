'use client';

import { GitFork, RotateCw, X } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { formatCredits, formatDuration } from '@/components/ui/format';
import { IconButton } from '@/components/ui/icon-button';
import { JsonTree } from '@/components/ui/json-tree';
import { Status } from '@/components/ui/status';
import { Tabs } from '@/components/ui/tabs';
import { lookOf } from '@/components/workflows/canvas/step-state';
import { passOf } from '@/components/workflows/run/rows';
import type { RunStepView } from '@/lib/workflows/runs.contract';

/** What works on a step outside has a page of its own. */
const pages: Record<string, string> = { execution: '/executions', run: '/runs' };

/** One step of a run: how it went, what went in and what came out. */
export function StepDetail({
  instances,
  at,
  onPick,
  onClose,
  ended,
  onRetry,
  onFork,
}: {
  /** Of one step; several in a loop. */
  instances: readonly RunStepView[];
  /** The key of the one to show. */
  at: string;
  onPick: (key: string) => void;
  onClose?: () => void;
  ended: boolean;
  onRetry?: (step: RunStepView) => void;
  onFork?: (step: RunStepView) => void;
}) {
  const [face, setFace] = useState('output');
  const step = instances.find(({ key }) => key === at) ?? instances[0];
  if (!step) return null;
  const [tone, word] = lookOf(step.status);
  const took =
    step.started_at && step.completed_at
      ? formatDuration(Date.parse(step.completed_at) - Date.parse(step.started_at))
      : null;
  const error = step.error as { message?: string; code?: string } | null;
  const index = instances.indexOf(step);
  return (
    <section aria-label={`Step ${step.name}`} className="flex min-w-0 flex-col gap-3">
      <div className="flex items-start justify-between gap-2">
        <div className="min-w-0">
          <h2 className="truncate font-strong text-base">{step.name}</h2>
          <p className="flex flex-wrap items-center gap-x-3 text-faint text-sm">
            <Status state={step.status} tone={tone}>
              {word}
            </Status>
            {took && <span className="num">{took}</span>}
            {step.attempt > 1 && <span>Try {step.attempt}</span>}
            {step.credits > 0 && (
              <span>
                <span className="num">{formatCredits(step.credits)}</span> credits
              </span>
            )}
          </p>
        </div>
        {onClose && (
          <IconButton icon={<X aria-hidden />} label="Close step" onClick={onClose} size="sm" />
        )}
      </div>
      {instances.length > 1 && (
        <nav aria-label="Passes" className="flex items-center gap-2 text-sm">
          <Button
            disabled={index <= 0}
            onClick={() => onPick(instances[index - 1]?.key ?? at)}
            size="sm"
          >
            Former
          </Button>
          <span className="num text-muted">
            {passOf(step) ?? index + 1} of {instances.length}
          </span>
          <Button
            disabled={index >= instances.length - 1}
            onClick={() => onPick(instances[index + 1]?.key ?? at)}
            size="sm"
          >
            Next
          </Button>
        </nav>
      )}
      {error && (
        <Callout title={error.code ?? 'It failed'} tone="bad">
          <span className="break-words">{error.message ?? 'It failed without a message.'}</span>
        </Callout>
      )}
      {step.work && pages[step.work.type] && (
        <Link
          className="self-start text-accent-ink text-sm hover:underline"
          href={`${pages[step.work.type]}/${step.work.id}`}
        >
          {step.work.type === 'run' ? 'See the run that it started' : 'See the execution'}
        </Link>
      )}
      <Tabs
        items={[
          {
            value: 'output',
            label: 'Output',
            content: <JsonTree label="Step output" value={step.output ?? error ?? null} />,
          },
          {
            value: 'input',
            label: 'Input',
            content: <JsonTree label="Step input" value={step.input ?? null} />,
          },
        ]}
        label="Step"
        onValueChange={setFace}
        value={face}
      />
      {ended && (onRetry || onFork) && (
        <div className="flex flex-wrap gap-2 border-t pt-3">
          {onRetry && (
            <Button icon={<RotateCw aria-hidden />} onClick={() => onRetry(step)} size="sm">
              Retry from here
            </Button>
          )}
          {onFork && (
            <Button icon={<GitFork aria-hidden />} onClick={() => onFork(step)} size="sm">
              Fork with other input
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
