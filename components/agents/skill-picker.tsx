'use client';

import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { useCallback } from 'react';
import { Combobox } from '@/components/ui/combobox';
import { api } from '@/components/ui/fetcher';
import { IconButton } from '@/components/ui/icon-button';
import type { Paged } from '@/lib/core/page';

type Skill = { id: string; name: string };

/** Skills in the order in which their instructions follow the system prompt. */
export function SkillPicker({
  value,
  onValueChange,
}: {
  value: Skill[];
  onValueChange: (value: Skill[]) => void;
}) {
  const search = useCallback(
    async (text: string, signal: AbortSignal) => {
      const query = new URLSearchParams({ search: text, limit: '50' });
      const { data } = await api<Paged<Skill & { description: string }>>(
        `/api/v1/skills?${query}`,
        { signal },
      );
      return data
        .filter((skill) => !value.some((one) => one.id === skill.id))
        .map((skill) => ({ value: skill.id, label: skill.name }));
    },
    [value],
  );
  const move = (at: number, by: number) => {
    const next = [...value];
    const [moved] = next.splice(at, 1);
    if (moved) next.splice(at + by, 0, moved);
    onValueChange(next);
  };
  return (
    <div className="flex flex-col gap-2">
      {value.length > 0 && (
        <ol className="divide-y rounded-lg border">
          {value.map((skill, at) => (
            <li className="flex min-h-9 items-center gap-1 ps-3 pe-1" key={skill.id}>
              <span className="min-w-0 flex-1 truncate text-sm">{skill.name}</span>
              <IconButton
                disabled={at === 0}
                icon={<ArrowUp aria-hidden />}
                label={`Move ${skill.name} up`}
                onClick={() => move(at, -1)}
                size="sm"
              />
              <IconButton
                disabled={at === value.length - 1}
                icon={<ArrowDown aria-hidden />}
                label={`Move ${skill.name} down`}
                onClick={() => move(at, 1)}
                size="sm"
              />
              <IconButton
                icon={<X aria-hidden />}
                label={`Remove ${skill.name}`}
                onClick={() => onValueChange(value.filter((one) => one.id !== skill.id))}
                size="sm"
              />
            </li>
          ))}
        </ol>
      )}
      <Combobox
        label="Skill"
        onValueChange={(id, option) => onValueChange([...value, { id, name: option.label }])}
        placeholder={value.length > 0 ? 'Add another skill' : 'Add a skill'}
        search={search}
        value={null}
      />
    </div>
  );
}
