'use client';

import { CostTable } from '@/components/executions/cost-table';
import { ExecutionHeader } from '@/components/executions/execution-header';
import { ExecutionLogs } from '@/components/executions/execution-logs';
import { ExecutionProblems } from '@/components/executions/execution-problems';
import { ExecutionSummary } from '@/components/executions/execution-summary';
import { ExecutionTimeline } from '@/components/executions/execution-timeline';
import { LiveAnswer } from '@/components/executions/live-answer';
import { OutputPanel } from '@/components/executions/output-panel';
import { Related } from '@/components/executions/related';
import { type FirstLook, useExecution } from '@/components/executions/use-execution';
import { StaleNote } from '@/components/ui/error-state';
import { JsonTree } from '@/components/ui/json-tree';
import { Page, Section } from '@/components/ui/page';

/** One execution: what it is made of, what it did when, and what it cost; live while it runs. */
export function ExecutionDetail({
  first,
  parentName,
  may,
}: {
  first: FirstLook;
  parentName: string | null;
  may: { cancel: boolean; run: boolean; test: boolean };
}) {
  const now = useExecution(first);
  const { execution, steps, open, live } = now;
  const pending = live.items.findLast((item) => item.kind === 'tool');
  const running =
    pending && pending.output === undefined && pending.error === undefined
      ? pending.name
      : undefined;
  return (
    <Page>
      <ExecutionHeader execution={execution} may={may} onChange={now.set} />
      <StaleNote error={now.error} onRetry={now.refresh} />
      <ExecutionProblems execution={execution} logs={now.logs} />
      <ExecutionSummary execution={execution} />
      <ExecutionTimeline execution={execution} running={running} steps={steps} />
      {open ? (
        <LiveAnswer execution={execution} live={live} />
      ) : (
        <OutputPanel execution={execution} />
      )}
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Section title="Input">
          <JsonTree label="Input" value={execution.input} />
        </Section>
        <CostTable execution={execution} steps={steps} />
      </div>
      <ExecutionLogs logs={now.logs} open={open} />
      <Related execution={execution} list={now.children} parentName={parentName} />
    </Page>
  );
}
