'use client';

import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useMemo, useState } from 'react';
import { Elapsed } from '@/components/executions/elapsed';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { StaleNote } from '@/components/ui/error-state';
import { Id } from '@/components/ui/id';
import { JsonTree } from '@/components/ui/json-tree';
import { Credits } from '@/components/ui/number';
import { Page, Section } from '@/components/ui/page';
import { Skeleton } from '@/components/ui/skeleton';
import { Stat, StatRow } from '@/components/ui/stat';
import { Tabs } from '@/components/ui/tabs';
import { Time } from '@/components/ui/time';
import { useUrlState } from '@/components/ui/use-url-state';
import { statesOf } from '@/components/workflows/canvas/step-state';
import type { Doc } from '@/components/workflows/edit/address';
import { outline } from '@/components/workflows/edit/outline';
import { startsOf } from '@/components/workflows/edit/trigger-words';
import type { May } from '@/components/workflows/model';
import { AskDialog } from '@/components/workflows/run/ask-dialog';
import { HistoryList } from '@/components/workflows/run/history-list';
import { RunCosts } from '@/components/workflows/run/run-costs';
import { RunHeader } from '@/components/workflows/run/run-header';
import { RunTimeline } from '@/components/workflows/run/run-timeline';
import { StepDetail } from '@/components/workflows/run/step-detail';
import { type FirstRun, useRun } from '@/components/workflows/run/use-run';
import { useRunActions } from '@/components/workflows/run/use-run-actions';

const Canvas = dynamic(() => import('@/components/workflows/canvas/canvas'), {
  ssr: false,
  loading: () => <Skeleton className="size-full rounded-none" />,
});

/** One run: its steps on the canvas and in time, what went in and came out, and what it cost. */
export function RunView({
  first,
  definition,
  may,
}: {
  first: FirstRun;
  /** Of the version that it is pinned to; null for built-in types. */
  definition: Doc | null;
  may: May;
}) {
  const live = useRun(first.run.id, first);
  const run = live.run ?? first.run;
  const { steps, open } = live;
  const actions = useRunActions(run.id, live.set);
  const [face, setFace] = useUrlState('view', 'timeline');
  const [chosen, setChosen] = useState<string | null>(null);
  const [look, setLook] = useState<{ key: string; at: number } | null>(null);
  const [asking, setAsking] = useState<'signal' | { fork: string; name: string } | null>(null);
  const shape = useMemo(() => definition && outline(definition), [definition]);
  const starts = useMemo(() => startsOf(definition ?? {}), [definition]);
  const order = useMemo(() => shape && [...shape.steps.values()].map(({ id }) => id), [shape]);
  const states = useMemo(() => statesOf(steps), [steps]);
  const picked = steps.find(({ key }) => key === chosen);
  const instances = useMemo(
    () => steps.filter(({ step }) => step === picked?.step),
    [steps, picked?.step],
  );
  const failedAt = steps.find(({ status }) => status === 'failed');
  const pick = (key: string | null) => {
    setChosen(key);
    const step = steps.find((one) => one.key === key);
    if (step) setLook({ key: step.step, at: Date.now() });
  };

  return (
    <Page>
      <RunHeader
        busy={actions.busy}
        may={may}
        onRetry={(again) => void actions.again('retry', again)}
        onSignal={() => setAsking('signal')}
        onTell={(doing) => void actions.tell(doing)}
        run={run}
      />
      <StaleNote error={live.error} onRetry={live.refresh} />
      {run.error && (
        <Callout
          action={
            failedAt && (
              <Button onClick={() => pick(failedAt.key)} size="sm">
                Show the step
              </Button>
            )
          }
          title={failedAt ? `${failedAt.name}: ${run.error.code}` : run.error.code}
          tone="bad"
        >
          <span className="break-words">{run.error.message}</span>
        </Callout>
      )}
      <StatRow>
        <Stat
          label="Duration"
          value={
            <Elapsed
              ms={open ? null : (run.duration_ms ?? 0)}
              since={run.started_at ?? run.created_at}
            />
          }
        />
        <Stat label="Started" value={<Time at={run.created_at} className="font-sans" />} />
        <Stat label="Version" value={run.version === null ? '—' : `v${run.version}`} />
        <Stat label="Credits" value={<Credits unit={false} value={run.credits} />} />
      </StatRow>
      <div className="grid items-stretch gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]">
        {shape && (
          <div className="h-[26rem] overflow-hidden rounded-lg border lg:h-[34rem]">
            <Canvas
              chosen={picked?.step ?? null}
              label="The run on its canvas"
              look={look}
              onChoose={(key) => {
                const id = key && shape.steps.get(key)?.id;
                setChosen(steps.findLast(({ step }) => step === id)?.key ?? null);
              }}
              outline={shape}
              running={open}
              starts={starts}
              states={states}
            />
          </div>
        )}
        <div
          className={
            shape
              ? 'min-w-0 rounded-lg border bg-surface p-4 lg:h-[34rem] lg:overflow-y-auto'
              : 'col-span-full min-w-0 rounded-lg border bg-surface p-4'
          }
        >
          {picked ? (
            <StepDetail
              at={picked.key}
              ended={!open && may.execute}
              instances={instances}
              onClose={() => setChosen(null)}
              onFork={({ step, name }) => setAsking({ fork: step, name })}
              onPick={pick}
              onRetry={({ step }) => void actions.again('retry', { from: step })}
            />
          ) : (
            <Outcome open={open} run={run} />
          )}
        </div>
      </div>
      <Tabs
        items={[
          {
            value: 'timeline',
            label: 'Timeline',
            content: (
              <RunTimeline
                chosen={chosen}
                onChoose={pick}
                order={order ?? undefined}
                run={run}
                steps={steps}
              />
            ),
          },
          {
            value: 'history',
            label: 'History',
            count: live.history.length,
            content: <HistoryList events={live.history} since={run.created_at} />,
          },
          { value: 'cost', label: 'Cost', content: <RunCosts run={run} steps={steps} /> },
          {
            value: 'input',
            label: 'Input',
            content: (
              <div className="grid gap-6 lg:grid-cols-2">
                <Section title="Input">
                  <JsonTree label="Input" value={run.input} />
                </Section>
                <Section title="Trigger">
                  <JsonTree label="Trigger" value={{ ...run.trigger, metadata: run.metadata }} />
                </Section>
              </div>
            ),
          },
        ]}
        label="About this run"
        onValueChange={setFace}
        value={face}
      />
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-faint text-xs">
        <span className="flex items-center gap-1.5">
          Run <Id value={run.id} />
        </span>
        {run.reused_run_id && (
          <Link className="hover:underline" href={`/runs/${run.reused_run_id}`}>
            Goes on from …{run.reused_run_id.slice(-8)}
          </Link>
        )}
        {run.parent_run_id && (
          <Link className="hover:underline" href={`/runs/${run.parent_run_id}`}>
            Started by …{run.parent_run_id.slice(-8)}
          </Link>
        )}
      </p>
      {asking && (
        <AskDialog
          busy={actions.busy !== null}
          confirm={asking === 'signal' ? 'Send signal' : 'Fork run'}
          description={
            asking === 'signal'
              ? 'A step that waits for this name goes on with the data.'
              : `A new run keeps the results of all steps before “${asking.name}” and goes on from there.`
          }
          initial={asking === 'signal' ? {} : run.input}
          label={asking === 'signal' ? 'Data' : 'Input'}
          named={asking === 'signal' ? 'Name' : undefined}
          onConfirm={(value, name) =>
            asking === 'signal'
              ? actions.tell('signal', { name, data: value })
              : actions.again('fork', { from: asking.fork, input: value })
          }
          onOpenChange={() => setAsking(null)}
          open
          title={asking === 'signal' ? 'Send a signal' : 'Fork this run'}
        />
      )}
    </Page>
  );
}

function Outcome({ run, open }: { run: FirstRun['run']; open: boolean }) {
  return (
    <div className="flex h-full flex-col gap-3">
      <div>
        <h2 className="font-strong text-base">{open ? 'It runs' : 'Output'}</h2>
        <p className="text-muted text-sm">
          {open
            ? 'Choose a step to see what went in and what came out so far.'
            : 'Choose a step on the canvas or in the timeline to see its own.'}
        </p>
      </div>
      {!open && <JsonTree label="Output" value={run.output ?? run.error ?? null} />}
    </div>
  );
}
