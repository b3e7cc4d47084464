'use client';

import useSWR from 'swr';
import { columnsOfOneAgent } from '@/components/executions/columns';
import { type ExecutionPage, pace } from '@/components/executions/execution-list';
import { ErrorState, StaleNote } from '@/components/ui/error-state';
import { Table } from '@/components/ui/table';

export const agentExecutionsPath = (agentId: string) =>
  `/api/v1/executions?limit=10&offset=0&agent_id=${agentId}`;

/** The newest ten executions of one agent, live. */
export function AgentExecutions({ agentId, first }: { agentId: string; first: ExecutionPage }) {
  const { data, error, mutate } = useSWR<ExecutionPage>(agentExecutionsPath(agentId), {
    fallbackData: first,
    refreshInterval: pace,
  });
  return (
    <div className="flex flex-col gap-3">
      {data && <StaleNote error={error} onRetry={() => mutate()} />}
      {error && !data ? (
        <ErrorState error={error} onRetry={() => mutate()} />
      ) : (
        <Table
          caption="Executions of this agent, newest first"
          columns={columnsOfOneAgent}
          empty={
            <p className="rounded-lg border border-dashed p-4 text-muted text-sm">
              It has not run yet. Try it in its playground, chat with it, or execute it.
            </p>
          }
          rowHref={(one) => `/executions/${one.id}`}
          rowKey={(one) => one.id}
          rows={data?.data}
        />
      )}
    </div>
  );
}
