import { Copy, Ellipsis, Pause, Play, Trash2 } from 'lucide-react';
import { IconButton } from '@/components/ui/icon-button';
import { Menu } from '@/components/ui/menu';
import { Status } from '@/components/ui/status';
import type { Column } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { May, Summary } from '@/components/workflows/model';
import { RunStatus } from '@/components/workflows/run/run-status';
import type { WorkflowRunView } from '@/lib/workflows/runs.contract';

export type Act = {
  duplicate: (workflow: Summary) => void;
  setPaused: (workflow: Summary, paused: boolean) => void;
  remove: (workflow: Summary) => void;
};

const words: Record<string, string> = {
  manual: 'By hand',
  schedule: 'Schedule',
  event: 'Event',
  webhook: 'Call',
};
const sources: Record<string, string> = {
  installation: 'Installed',
  deployment: 'Deployed',
  config: 'From a config',
};

/** What starts it, by hand only when nothing else does. */
function Triggers({ workflow: { triggers, nextRunAt } }: { workflow: Summary }) {
  const kinds = [...new Set(triggers)].filter((one) => one !== 'manual');
  if (kinds.length === 0) return <span className="text-faint">By hand</span>;
  return (
    <span className="text-muted">
      {kinds.map((kind) => words[kind] ?? kind).join(', ')}
      {nextRunAt && (
        <span className="text-faint">
          , next <Time at={nextRunAt} />
        </span>
      )}
    </span>
  );
}

function RowMenu({ workflow, act }: { workflow: Summary; act: Act }) {
  const label = `Actions for ${workflow.name}`;
  const paused = workflow.status === 'paused';
  return (
    <Menu
      align="end"
      groups={[
        {
          items: [
            { label: 'Duplicate', icon: <Copy />, onSelect: () => act.duplicate(workflow) },
            {
              label: paused ? 'Resume triggers' : 'Pause triggers',
              icon: paused ? <Play /> : <Pause />,
              disabled: workflow.status === 'draft',
              note: workflow.status === 'draft' ? 'Publish it first' : undefined,
              onSelect: () => act.setPaused(workflow, !paused),
            },
          ],
        },
        {
          items: [
            {
              label: 'Delete',
              icon: <Trash2 />,
              danger: true,
              onSelect: () => act.remove(workflow),
            },
          ],
        },
      ]}
      label={label}
      trigger={<IconButton icon={<Ellipsis aria-hidden />} label={label} size="sm" />}
    />
  );
}

export function workflowColumns(may: May, act: Act): Column<Summary>[] {
  const columns: Column<Summary>[] = [
    {
      key: 'name',
      header: 'Workflow',
      primary: true,
      width: '34%',
      cell: ({ name, description, source }) => (
        <>
          <span className="font-strong">{name}</span>{' '}
          <span className="text-faint">
            {source ? (sources[source.type] ?? '') : description.split('\n')[0]}
          </span>
        </>
      ),
    },
    {
      key: 'status',
      header: 'Status',
      width: '8rem',
      cell: ({ status }) => <Status state={status} />,
    },
    { key: 'triggers', header: 'Starts', cell: (one) => <Triggers workflow={one} /> },
    {
      key: 'last',
      header: 'Last run',
      width: '14rem',
      wholeLine: true,
      cell: ({ lastRun }) =>
        lastRun ? (
          <span className="flex items-center gap-2">
            <RunStatus
              run={{ state: lastRun.status as WorkflowRunView['state'], wait_reason: null }}
            />
            <Time at={lastRun.createdAt} className="text-faint" />
          </span>
        ) : (
          <span className="text-faint">Never</span>
        ),
    },
    {
      key: 'version',
      header: 'Published',
      width: '6.5rem',
      cell: ({ version, publishedVersion }) =>
        publishedVersion === null ? (
          <span className="text-faint">None</span>
        ) : (
          <span className="num">
            v{publishedVersion}
            {publishedVersion !== version && <span className="text-faint"> of {version}</span>}
          </span>
        ),
    },
  ];
  if (may.write)
    columns.push({
      key: 'actions',
      header: 'Actions',
      width: '3.25rem',
      actions: true,
      cell: (workflow) => <RowMenu act={act} workflow={workflow} />,
    });
  return columns;
}
