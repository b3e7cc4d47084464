'use client';

import { useState } from 'react';
import { useTick } from '@/components/executions/elapsed';
import { Timeline, TimelineRow } from '@/components/ui/timeline';
import { runRows } from '@/components/workflows/run/rows';
import { isOpenRun } from '@/components/workflows/run/use-run';
import type { RunStepView, WorkflowRunView } from '@/lib/workflows/runs.contract';

/** Rows drawn before the reader asks for more. */
const MANY = 100;

/** Every step of a run as a bar to scale. */
export function RunTimeline({
  run,
  steps,
  chosen,
  onChoose,
  order,
}: {
  run: WorkflowRunView;
  steps: readonly RunStepView[];
  /** The key of the chosen instance. */
  chosen: string | null;
  onChoose: (key: string) => void;
  /** The ids of the definition in its order. */
  order?: readonly string[];
}) {
  const open = isOpenRun(run);
  const tick = useTick(open, 500);
  const [shown, setShown] = useState(MANY);
  const rows = runRows(run, steps, order);
  const known = Math.max(1, ...rows.map((row) => row.end ?? row.start));
  // This computer's clock may be behind the server's.
  const now = tick === null ? 0 : tick - Date.parse(run.created_at);
  const total = open ? Math.max(known, now) : known;
  return (
    <div>
      <Timeline label="Steps of this run">
        {rows.slice(0, shown).map(({ key, kind, label, pass, start, end, step }) => (
          <TimelineRow
            end={end}
            key={key}
            kind={kind}
            label={
              <>
                {label}
                {pass && <span className="num text-faint"> {pass}</span>}
              </>
            }
            onSelect={step && (() => onChoose(key))}
            selected={step && chosen === key}
            start={start}
            total={total}
          />
        ))}
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
  );
}
