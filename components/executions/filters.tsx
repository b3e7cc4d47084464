'use client';

import { useCallback, useId } from 'react';
import { filterNames } from '@/components/executions/executions-path';
import { Combobox } from '@/components/ui/combobox';
import { api } from '@/components/ui/fetcher';
import { FilterBar, FilterSelect } from '@/components/ui/filter-bar';
import { Input } from '@/components/ui/input';
import { useUrlState } from '@/components/ui/use-url-state';
import type { Paged } from '@/lib/core/page';

const statuses = ['queued', 'running', 'completed', 'failed', 'cancelled'].map((value) => ({
  value,
  label: value.charAt(0).toUpperCase() + value.slice(1),
}));
const kinds = [
  { value: 'agent', label: 'Agent' },
  { value: 'workflow', label: 'Workflow' },
  { value: 'deployment', label: 'Deployment' },
];

async function findAgents(text: string, signal: AbortSignal) {
  const query = new URLSearchParams({ search: text, limit: '50' });
  const { data } = await api<Paged<{ id: string; name: string }>>(`/api/v1/agents?${query}`, {
    signal,
  });
  return [
    ...(text ? [] : [{ value: '', label: 'Any agent' }]),
    ...data.map(({ id, name }) => ({ value: id, label: name })),
  ];
}

function AgentFilter({ agentName }: { agentName: string | null }) {
  const [value, set] = useUrlState('agent');
  const pick = useCallback((id: string) => set(id), [set]);
  return (
    <Combobox
      className="w-44!"
      label="Agent"
      onValueChange={pick}
      placeholder="Any agent"
      search={findAgents}
      selectedLabel={agentName ?? 'One agent'}
      value={value || null}
    />
  );
}

function DateFilter({ name, label }: { name: 'from' | 'to'; label: string }) {
  const [value, set] = useUrlState(name);
  const id = useId();
  return (
    <span className="flex items-center gap-1.5 text-muted text-sm">
      <label htmlFor={id}>{label}</label>
      <Input
        className="w-36!"
        id={id}
        max="9999-12-31"
        onChange={(event) => set(event.target.value)}
        type="date"
        value={value}
      />
    </span>
  );
}

/** `agentName` is the name of the agent that the address asks for, as far as it is known. */
export function ExecutionFilters({ agentName }: { agentName: string | null }) {
  return (
    <FilterBar names={filterNames}>
      <AgentFilter agentName={agentName} />
      <FilterSelect label="Status" name="status" options={statuses} />
      <FilterSelect label="Kind" name="kind" options={kinds} />
      <DateFilter label="From" name="from" />
      <DateFilter label="To" name="to" />
    </FilterBar>
  );
}
