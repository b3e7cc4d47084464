'use client';

import { useCallback, useMemo } from 'react';
import { Combobox, type ComboboxOption } from '@/components/ui/combobox';
import { api } from '@/components/ui/fetcher';
import { StatusShape, toneOf } from '@/components/ui/status';
import type { AgentView } from '@/lib/agents/contract';
import type { AgentChoice } from '@/lib/chat/contract';

const WHY: Record<string, string> = {
  draft: 'Deploy first',
  paused: 'Paused',
  error: 'Needs attention',
};

const optionOf = (agent: Pick<AgentChoice, 'id' | 'name' | 'status'>): ComboboxOption => ({
  value: agent.id,
  label: agent.name,
  icon: <StatusShape tone={toneOf(agent.status)} />,
  disabled: agent.status !== 'active',
  note: WHY[agent.status],
});

/** Which agent answers. Agents that cannot be chatted with are shown with the reason. */
export function AgentPicker({
  agents,
  total,
  value,
  name,
  onChange,
}: {
  agents: readonly AgentChoice[];
  total: number;
  value: string | null;
  /** the chosen one's name, when it is not among `agents` */
  name?: string | null;
  onChange: (id: string) => void;
}) {
  const options = useMemo(
    () =>
      agents
        .toSorted((a, b) => Number(b.status === 'active') - Number(a.status === 'active'))
        .map(optionOf),
    [agents],
  );
  const search = useCallback(async (text: string, signal: AbortSignal) => {
    const path = `/api/v1/agents?limit=50&search=${encodeURIComponent(text)}`;
    const { data } = await api<{ data: AgentView[] }>(path, { signal });
    return data.map(optionOf);
  }, []);
  return (
    <Combobox
      className="w-auto max-w-44 border-transparent! bg-transparent! hover:bg-hover! sm:max-w-60"
      label="Agent"
      onValueChange={onChange}
      options={options}
      placeholder="Choose an agent"
      search={total > agents.length ? search : undefined}
      selectedLabel={name ?? 'Deleted agent'}
      value={value}
    />
  );
}
