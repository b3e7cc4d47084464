'use client';

import { Bot } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { AgentMenu } from '@/components/agents/agent-menu';
import { agentsPath, PAGE_SIZE } from '@/components/agents/agents-path';
import { useHidden } from '@/components/agents/delayed-delete';
import type { May } from '@/components/agents/may';
import { useList } from '@/components/agents/use-list';
import { ButtonLink } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState, StaleNote } from '@/components/ui/error-state';
import { FilterBar, FilterSearch, FilterSelect } from '@/components/ui/filter-bar';
import { Pagination } from '@/components/ui/pagination';
import { Status } from '@/components/ui/status';
import { type Column, Table } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { AgentView } from '@/lib/agents/contract';
import type { Paged } from '@/lib/core/page';

const statuses = ['active', 'draft', 'paused', 'error'].map((value) => ({
  value,
  label: value.charAt(0).toUpperCase() + value.slice(1),
}));

export const agentColumns = (may: May, onChange: () => void): Column<AgentView>[] => [
  {
    key: 'name',
    header: 'Name',
    primary: true,
    width: '32%',
    cell: (agent) => <span className="font-strong">{agent.name}</span>,
  },
  { key: 'status', header: 'Status', cell: ({ status }) => <Status state={status} /> },
  {
    key: 'model',
    header: 'Model',
    cell: ({ config }) =>
      config.model ? (
        <span className="num text-muted">{config.model}</span>
      ) : (
        <span className="text-faint">Not chosen</span>
      ),
  },
  {
    key: 'skills',
    header: 'Skills',
    wideOnly: true,
    cell: ({ skills }) =>
      skills.length > 0 ? (
        <span className="text-muted" title={skills.map((skill) => skill.name).join(', ')}>
          {skills.map((skill) => skill.name).join(', ')}
        </span>
      ) : (
        <span className="text-faint">None</span>
      ),
  },
  {
    key: 'updated',
    header: 'Updated',
    width: '8rem',
    cell: (agent) => <Time at={agent.updated_at} className="text-muted" />,
  },
  {
    key: 'actions',
    header: 'Actions',
    width: '3.25rem',
    actions: true,
    cell: (agent) => <AgentMenu agent={agent} may={may} onChange={onChange} />,
  },
];

/** All agents; `first` is what the server already read for the address `first.path`. */
export function AgentList({
  first,
  may,
}: {
  first: { path: string; page: Paged<AgentView> };
  may: May;
}) {
  const params = useSearchParams();
  const path = agentsPath(params);
  const { data, error, mutate } = useList(path, first);
  const hidden = useHidden();
  const filtered = params.has('q') || params.has('status');
  const rows = data?.data.filter((agent) => !hidden.has(agent.id));
  if (data && data.total === 0 && !filtered && !params.has('page')) return <NoAgents may={may} />;
  return (
    <div className="flex flex-col gap-4">
      <FilterBar names={['q', 'status']}>
        <FilterSearch label="Search agents" />
        <FilterSelect label="Status" name="status" options={statuses} />
      </FilterBar>
      {data && <StaleNote error={error} onRetry={() => mutate()} />}
      {error && !data ? (
        <ErrorState error={error} onRetry={() => mutate()} />
      ) : (
        <Table
          caption="Agents"
          columns={agentColumns(may, () => void mutate())}
          empty={
            <EmptyState icon={<Bot />} title="No agent matches">
              Search looks at names and descriptions. Try another word, or clear the filters.
            </EmptyState>
          }
          rowHref={(agent) => `/agents/${agent.id}`}
          rowKey={(agent) => agent.id}
          rows={rows}
        />
      )}
      <Pagination limit={PAGE_SIZE} total={data?.total ?? 0} />
    </div>
  );
}

function NoAgents({ may }: { may: May }) {
  return (
    <EmptyState
      action={
        may.write && (
          <ButtonLink href="/agents/new" variant="primary">
            Create your first agent
          </ButtonLink>
        )
      }
      example={
        <CodeBlock
          code={
            'Name           Support triage\nModel          Claude Sonnet\nSystem prompt  You sort support tickets by urgency.\nTools          HTTP request'
          }
          title="For example"
        />
      }
      icon={<Bot />}
      title="No agents yet"
    >
      An agent is a model with a job: a system prompt, the tools it may use, and limits on what it
      may spend. It begins as a draft that you try in its playground; once deployed, chat and your
      own programs can use it.
    </EmptyState>
  );
}
