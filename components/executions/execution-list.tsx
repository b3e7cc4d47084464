'use client';

import { SquareActivity } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useList } from '@/components/agents/use-list';
import { executionColumns } from '@/components/executions/columns';
import { executionsPath, filterNames, PAGE_SIZE } from '@/components/executions/executions-path';
import { ExecutionFilters } from '@/components/executions/filters';
import { isOpen } from '@/components/executions/use-live';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState, StaleNote } from '@/components/ui/error-state';
import { Pagination } from '@/components/ui/pagination';
import { Table } from '@/components/ui/table';
import { Timeline, TimelineRow } from '@/components/ui/timeline';
import type { Paged } from '@/lib/core/page';
import type { ExecutionView } from '@/lib/executions/contract';

export type ExecutionPage = Paged<ExecutionView>;

/** Looks often while something runs, and now and then for what others start. */
export const pace = (page: ExecutionPage | undefined) => (page?.data.some(isOpen) ? 2_000 : 15_000);

export function ExecutionList({
  first,
  agentName,
}: {
  /** What the server read for `path`; nothing when the address has days in it. */
  first: { path: string; page: ExecutionPage } | null;
  agentName: string | null;
}) {
  const params = useSearchParams();
  const path = executionsPath(params);
  const { data, error, mutate } = useList(path, first, pace);
  const filtered = filterNames.some((name) => params.has(name));
  if (data && data.total === 0 && !filtered && !params.has('page')) return <NoExecutions />;
  return (
    <div className="flex flex-col gap-4">
      <ExecutionFilters agentName={agentName ?? data?.data[0]?.agent_name ?? null} />
      {data && <StaleNote error={error} onRetry={() => mutate()} />}
      {error && !data ? (
        <ErrorState error={error} onRetry={() => mutate()} />
      ) : (
        <Table
          caption="Executions, newest first"
          columns={executionColumns}
          empty={
            <EmptyState icon={<SquareActivity />} title="No execution matches">
              Nothing ran with these filters. Widen the dates, or clear the filters.
            </EmptyState>
          }
          rowHref={(one) => `/executions/${one.id}`}
          rowKey={(one) => one.id}
          rows={data?.data}
        />
      )}
      <Pagination limit={PAGE_SIZE} total={data?.total ?? 0} />
    </div>
  );
}

function NoExecutions() {
  return (
    <EmptyState
      action={
        <>
          <ButtonLink href="/agents" variant="primary">
            Choose an agent to run
          </ButtonLink>
          <ButtonLink href="/api/docs" prefetch={false}>
            Run one over the API
          </ButtonLink>
        </>
      }
      example={
        <Timeline label="An example of an execution">
          <TimelineRow end={60} kind="queue" label="Queued" start={0} total={3400} />
          <TimelineRow end={1300} kind="model" label="Model" start={60} total={3400} />
          <TimelineRow end={1900} kind="tool" label="http_request" start={1300} total={3400} />
          <TimelineRow end={3400} kind="model" label="Model" start={1900} total={3400} />
        </Timeline>
      }
      icon={<SquareActivity />}
      title="Nothing has run yet"
    >
      An execution is one run of an agent: what went in, every model and tool call with its time and
      cost, and what came out. Those from chat, the playground and the API all arrive here, live.
    </EmptyState>
  );
}
