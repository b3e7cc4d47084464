'use client';

import { BookOpen, Ellipsis, Pencil, Trash2 } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { PAGE_SIZE, skillsPath } from '@/components/agents/agents-path';
import { deleteWithUndo, useHidden } from '@/components/agents/delayed-delete';
import type { May } from '@/components/agents/may';
import type { Skill } from '@/components/agents/skill';
import { useList } from '@/components/agents/use-list';
import { ButtonLink } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState, StaleNote } from '@/components/ui/error-state';
import { FilterBar, FilterSearch } from '@/components/ui/filter-bar';
import { IconButton } from '@/components/ui/icon-button';
import { Menu } from '@/components/ui/menu';
import { Num } from '@/components/ui/number';
import { Pagination } from '@/components/ui/pagination';
import { type Column, Table } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { Paged } from '@/lib/core/page';

export const skillColumns = (may: May, onChange: () => void): Column<Skill>[] => [
  {
    key: 'name',
    header: 'Name',
    primary: true,
    width: '26%',
    cell: (skill) => <span className="font-strong">{skill.name}</span>,
  },
  {
    key: 'description',
    header: 'Description',
    wideOnly: true,
    cell: (skill) => <span className="text-muted">{skill.description || '—'}</span>,
  },
  {
    key: 'agents',
    header: 'Used by',
    width: '7rem',
    cell: ({ agents }) => (
      <span className="text-muted">
        <Num value={agents} /> {agents === 1 ? 'agent' : 'agents'}
      </span>
    ),
  },
  {
    key: 'updated',
    header: 'Updated',
    width: '8rem',
    cell: (skill) => <Time at={skill.updated_at} className="text-muted" />,
  },
  {
    key: 'actions',
    header: 'Actions',
    width: '3.25rem',
    actions: true,
    cell: (skill) =>
      may.write && (
        <Menu
          align="end"
          groups={[
            { items: [{ label: 'Edit', icon: <Pencil />, href: `/agents/skills/${skill.id}` }] },
            {
              items: [
                {
                  label: 'Delete',
                  icon: <Trash2 />,
                  danger: true,
                  onSelect: () =>
                    deleteWithUndo({ ...skill, path: `/api/v1/skills/${skill.id}` }, onChange),
                },
              ],
            },
          ]}
          label={`Actions for ${skill.name}`}
          trigger={
            <IconButton
              icon={<Ellipsis aria-hidden />}
              label={`Actions for ${skill.name}`}
              size="sm"
            />
          }
        />
      ),
  },
];

export function SkillList({
  first,
  may,
}: {
  first: { path: string; page: Paged<Skill> };
  may: May;
}) {
  const params = useSearchParams();
  const path = skillsPath(params);
  const { data, error, mutate } = useList(path, first);
  const hidden = useHidden();
  const rows = data?.data.filter((skill) => !hidden.has(skill.id));
  if (data && data.total === 0 && !params.has('q') && !params.has('page'))
    return <NoSkills may={may} />;
  return (
    <div className="flex flex-col gap-4">
      <FilterBar names={['q']}>
        <FilterSearch label="Search skills" />
      </FilterBar>
      {data && <StaleNote error={error} onRetry={() => mutate()} />}
      {error && !data ? (
        <ErrorState error={error} onRetry={() => mutate()} />
      ) : (
        <Table
          caption="Skills"
          columns={skillColumns(may, () => void mutate())}
          empty={
            <EmptyState icon={<BookOpen />} title="No skill matches">
              Search looks at names. Try another word, or clear the search.
            </EmptyState>
          }
          rowHref={(skill) => `/agents/skills/${skill.id}`}
          rowKey={(skill) => skill.id}
          rows={rows}
        />
      )}
      <Pagination limit={PAGE_SIZE} total={data?.total ?? 0} />
    </div>
  );
}

function NoSkills({ may }: { may: May }) {
  return (
    <EmptyState
      action={
        may.write && (
          <ButtonLink href="/agents/skills/new" variant="primary">
            Create your first skill
          </ButtonLink>
        )
      }
      example={
        <CodeBlock
          code="Write in short sentences. Use common words. Explain a term the first time you use it."
          title="Plain language"
          wrap
        />
      }
      icon={<BookOpen />}
      title="No skills yet"
    >
      A skill is a set of instructions, with tools if it needs them, that many agents can share.
      Change it once and every agent that has it follows.
    </EmptyState>
  );
}
