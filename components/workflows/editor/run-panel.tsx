'use client';

import { Play, Square } from 'lucide-react';
import Link from 'next/link';
import { useEffect, useMemo, useState } from 'react';
import { Elapsed } from '@/components/executions/elapsed';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Field } from '@/components/ui/field';
import { formatCredits } from '@/components/ui/format';
import { JsonTree } from '@/components/ui/json-tree';
import { Textarea } from '@/components/ui/textarea';
import type { Doc } from '@/components/workflows/edit/address';
import { sampleFor } from '@/components/workflows/edit/sample';
import { RunStatus } from '@/components/workflows/run/run-status';
import { RunTimeline } from '@/components/workflows/run/run-timeline';
import { StepDetail } from '@/components/workflows/run/step-detail';
import type { useRun } from '@/components/workflows/run/use-run';
import { useRunActions } from '@/components/workflows/run/use-run-actions';
import { isObject, type Json } from '@/lib/engine/json';
import type { RunStepView, WorkflowRunView } from '@/lib/workflows/runs.contract';

const keepKey = (keep: string) => `${keep}:sample`;

/** The sample input of a workflow, kept in this browser. */
export function useSample(keep: string, doc: Doc) {
  const [text, setText] = useState('');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the schema only offers a beginning
  useEffect(() => {
    let kept: string | null = null;
    try {
      kept = localStorage.getItem(keepKey(keep));
    } catch {
      // Without storage it begins anew each time.
    }
    setText(kept ?? JSON.stringify(sampleFor(doc), null, 2));
  }, [keep]);
  const parsed = useMemo(() => parse(text), [text]);
  return {
    text,
    ...parsed,
    set: (next: string) => {
      setText(next);
      try {
        localStorage.setItem(keepKey(keep), next);
      } catch {
        // It only costs the sample.
      }
    },
  };
}

function parse(text: string): { value: { [key: string]: Json } | null; problem: string | null } {
  try {
    const value = JSON.parse(text || '{}') as Json;
    return isObject(value)
      ? { value, problem: null }
      : { value: null, problem: 'The input is a JSON object.' };
  } catch (error) {
    return { value: null, problem: `Not valid JSON: ${(error as Error).message}` };
  }
}

/** Runs what is on the canvas with sample input, and follows it there. */
export function RunPanel({
  sample,
  live,
  why,
  dirty,
  starting,
  onRun,
  chosen,
  onChoose,
  instances,
  order,
  onStarted,
}: {
  sample: ReturnType<typeof useSample>;
  live: ReturnType<typeof useRun>;
  /** Why it cannot run now. */
  why: string | null;
  dirty: boolean;
  starting: boolean;
  onRun: () => void;
  chosen: string | null;
  onChoose: (key: string | null) => void;
  /** Of the step that is chosen on the canvas. */
  instances: readonly RunStepView[];
  /** The ids of the definition in its order. */
  order: readonly string[];
  onStarted: (run: WorkflowRunView) => void;
}) {
  const { run, steps, open } = live;
  const actions = useRunActions(run?.id ?? null, live.set, onStarted);
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-col gap-3">
        <Field error={sample.problem} id="wf-sample" label="Sample input">
          <Textarea
            autoComplete="off"
            className="min-h-24!"
            mono
            onChange={(event) => sample.set(event.target.value)}
            required={false}
            rows={4}
            spellCheck={false}
            value={sample.text}
          />
        </Field>
        <div className="flex flex-wrap items-center gap-2">
          <Button
            disabled={why !== null || sample.value === null}
            icon={<Play aria-hidden />}
            loading={starting}
            onClick={onRun}
            variant="primary"
          >
            {dirty ? 'Save and run' : 'Run'}
          </Button>
          {open && (
            <Button
              icon={<Square aria-hidden />}
              loading={actions.busy === 'cancel'}
              onClick={() => actions.tell('cancel')}
              variant="quiet"
            >
              Cancel
            </Button>
          )}
          {why && <p className="text-muted text-sm">{why}</p>}
        </div>
      </div>
      {run && (
        <section aria-label="This run" className="flex flex-col gap-4 border-t pt-4">
          <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
            <span role="status">
              <RunStatus run={run} />
            </span>
            <span className="text-muted">
              <Elapsed ms={run.duration_ms} since={run.started_at ?? run.created_at} />
            </span>
            {run.credits > 0 && (
              <span className="text-muted">
                <span className="num">{formatCredits(run.credits)}</span> credits
              </span>
            )}
            <Link className="ms-auto text-accent-ink hover:underline" href={`/runs/${run.id}`}>
              Open run
            </Link>
          </div>
          {run.error && instances.length === 0 && (
            <Callout title={run.error.code} tone="bad">
              <span className="break-words">{run.error.message}</span>
            </Callout>
          )}
          {instances.length > 0 ? (
            <StepDetail
              at={chosen ?? instances[0]?.key ?? ''}
              ended={!open}
              instances={instances}
              onClose={() => onChoose(null)}
              onPick={onChoose}
              onRetry={(step) => actions.again('retry', { from: step.step })}
            />
          ) : (
            <>
              <RunTimeline
                chosen={chosen}
                onChoose={onChoose}
                order={order}
                run={run}
                steps={steps}
              />
              {run.state === 'completed' && <JsonTree label="Output" value={run.output ?? null} />}
            </>
          )}
        </section>
      )}
      {!run && (
        <p className="text-muted text-sm">
          Steps light up on the canvas as they run. Choose one to see what went in and what came
          out.
        </p>
      )}
    </div>
  );
}
