'use client';

import { Bot, Workflow, X } from 'lucide-react';
import { useCallback } from 'react';
import type { Target } from '@/components/tests/model';
import { Combobox, type ComboboxOption } from '@/components/ui/combobox';
import { api } from '@/components/ui/fetcher';
import { IconButton } from '@/components/ui/icon-button';
import type { Paged } from '@/lib/core/page';

type Named = { id: string; name: string };

const optionsOf = (kind: Target['kind'], rows: readonly Named[]): ComboboxOption[] =>
  rows.map(({ id, name }) => ({
    value: `${kind}:${id}`,
    label: name,
    note: kind === 'agent' ? 'Agent' : 'Workflow',
    icon: kind === 'agent' ? <Bot aria-hidden /> : <Workflow aria-hidden />,
  }));

/** Chooses the agent or the workflow that the cases of a suite are given to. */
export function TargetPicker({
  value,
  onValueChange,
}: {
  value: Target | null;
  onValueChange: (target: Target | null) => void;
}) {
  const search = useCallback(async (text: string, signal: AbortSignal) => {
    const query = (name: string) => new URLSearchParams({ [name]: text, limit: '20' });
    const [agents, workflows] = await Promise.all([
      api<Paged<Named>>(`/api/v1/agents?${query('search')}`, { signal }),
      api<Named[]>(`/api/v1/workflows?${query('q')}`, { signal }),
    ]);
    return [...optionsOf('agent', agents.data), ...optionsOf('workflow', workflows)];
  }, []);
  return (
    <div className="flex gap-1">
      <Combobox
        className="min-w-0 flex-1"
        label="Agent or workflow"
        onValueChange={(chosen, { label }) => {
          const [kind, id = ''] = chosen.split(':');
          onValueChange({ kind: kind as Target['kind'], id, name: label });
        }}
        placeholder="Choose an agent or a workflow"
        search={search}
        selectedLabel={value?.name}
        value={value && `${value.kind}:${value.id}`}
      />
      {value && (
        <IconButton
          icon={<X aria-hidden />}
          label="Choose none"
          onClick={() => onValueChange(null)}
        />
      )}
    </div>
  );
}
