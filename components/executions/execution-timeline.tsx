'use client';

import { useState } from 'react';
import { useTick } from '@/components/executions/elapsed';
import { timelineRows } from '@/components/executions/rows';
import type { Step } from '@/components/executions/step';
import { StepPanel } from '@/components/executions/step-panel';
import { isOpen } from '@/components/executions/use-live';
import { Section } from '@/components/ui/page';
import { Timeline, TimelineRow } from '@/components/ui/timeline';
import type { ExecutionView } from '@/lib/executions/contract';

/** Rows drawn before the reader asks for more. */
const MANY = 100;

export function ExecutionTimeline({
  execution,
  steps,
  running,
}: {
  execution: ExecutionView;
  steps: readonly Step[];
  running?: string;
}) {
  const open = isOpen(execution);
  const tick = useTick(open, 500);
  const [chosen, setChosen] = useState<number | null>(null);
  const [shown, setShown] = useState(MANY);
  const rows = timelineRows(execution, steps, running);
  const known = Math.max(1, ...rows.map((row) => row.end ?? row.start));
  // This computer's clock may be behind the server's.
  const now = tick === null ? 0 : tick - Date.parse(execution.created_at);
  const total = open ? Math.max(known, now) : known;
  const step = steps.find((one) => one.index === chosen);
  return (
    <Section
      description={
        steps.length > 0 ? 'Choose a step to see what went into it and what came out.' : undefined
      }
      title="Timeline"
    >
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <div className={step ? 'min-w-0' : 'col-span-full min-w-0'}>
          <Timeline label="Steps of this execution">
            {rows.slice(0, shown).map((row) => {
              const { step: own } = row;
              return (
                <TimelineRow
                  end={row.end}
                  key={row.key}
                  kind={row.kind}
                  label={
                    own ? (
                      <>
                        <span className="num text-faint">{own.index + 1}</span>{' '}
                        <span className="num">{row.label}</span>
                      </>
                    ) : (
                      <span className={row.kind === 'model' || row.kind === 'tool' ? 'num' : ''}>
                        {row.label}
                      </span>
                    )
                  }
                  onSelect={
                    own && (() => setChosen((before) => (before === own.index ? null : own.index)))
                  }
                  selected={own && own.index === chosen}
                  start={row.start}
                  total={total}
                />
              );
            })}
          </Timeline>
          {rows.length > shown && (
            <button
              className="mt-2 rounded-sm px-2 py-1 text-accent-ink text-sm hover:underline"
              onClick={() => setShown(shown + MANY)}
              type="button"
            >
              Show {Math.min(MANY, rows.length - shown)} more of {rows.length - shown} steps
            </button>
          )}
        </div>
        {step && (
          <div className="min-w-0 lg:sticky lg:top-6">
            <StepPanel key={step.index} onClose={() => setChosen(null)} step={step} />
          </div>
        )}
      </div>
    </Section>
  );
}
